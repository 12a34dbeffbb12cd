import type { DtypeKind } from "../algebra/abstract";
import type { DataFile } from "../domains/library";

/** What is in a text that the program itself reads as a file: `np.loadtxt(StringIO(text))`. */
export function tableOf(text: string): Extract<DataFile, { kind: "table" }> {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.replace(/#.*$/, "").trim())
    .filter((line) => line !== "");
  const separator = [",", "\t", ";"].find((each) => lines[0]?.includes(each)) ?? /\s+/;
  const rows = lines.map((line) => line.split(separator).map((cell) => cell.trim()));
  const [first = [], second] = rows;
  const hasHeader = second !== undefined && !first.some(isNumber);
  const body = hasHeader ? rows.slice(1) : rows;
  const columns = first.map((name, index) => ({
    name: hasHeader ? name : String(index),
    dtype: kindOf(body.map((row) => row[index] ?? "")),
  }));
  return { kind: "table", rows: body.length, columns, hasHeader };
}

function kindOf(cells: readonly string[]): DtypeKind {
  const filled = cells.filter((cell) => cell !== "");
  if (!filled.every(isNumber)) return "object";
  return filled.length === cells.length && filled.every((cell) => /^[+-]?\d+$/.test(cell)) ? "int" : "float";
}

function isNumber(cell: string): boolean {
  return cell !== "" && Number.isFinite(Number(cell));
}
