import type { DtypeKind } from "../../algebra/abstract";
import { readTable } from "../../datasets/read";
import type { Column } from "../../datasets/table";
import type { DataFile } from "../../domains/library";

/** What a program gets from a data file: its rows and columns. Null when the file cannot be read as a table. */
export async function describeData(bytes: Uint8Array, name: string): Promise<DataFile | null> {
  const table = await readTable(bytes, name);
  if (table.kind === "problem" || table.value.format.kind !== "csv") return null;
  const { rows, columns, format } = table.value;
  return {
    kind: "table",
    rows,
    columns: columns.map((column) => ({ name: column.name, dtype: dtypeOf(column) })),
    hasHeader: format.header === true,
  };
}

/** As pandas tells them: whole numbers without a hole are ints, other numbers floats, text objects. */
function dtypeOf(column: Column): DtypeKind {
  if (column.kind === "text") return "object";
  return column.missing === 0 && column.values.every(Number.isInteger) ? "int" : "float";
}
