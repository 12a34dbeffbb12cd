import { gunzipSync } from "fflate";
import { parquetMetadata, parquetRead, parquetSchema } from "hyparquet";
import { ColumnBuilder } from "./columnBuilder";
import { problem, type Result } from "./problem";
import { addValue, tableOf } from "./records";
import type { Table } from "./table";

/**
 * Parquet, row group after row group. Snappy and gzip are unpacked here; other codecs are said to be unreadable. A file
 * that is cut off is found at once, as its table of contents is at its end; one that is damaged inside may keep the
 * decoder busy without end, so whoever reads in a thread ends the thread to cancel.
 */
export async function readParquet(bytes: Uint8Array): Promise<Result<Table>> {
  const file = exactBuffer(bytes);
  try {
    const metadata = parquetMetadata(file);
    const names = parquetSchema(metadata).children.map((child) => child.element.name);
    const columns = names.map((name): [string, ColumnBuilder] => [name, new ColumnBuilder()]);
    const byName = new Map(columns);
    let rowStart = 0;
    for (const group of metadata.row_groups) {
      const rowEnd = rowStart + Number(group.num_rows);
      await parquetRead({
        file,
        metadata,
        rowStart,
        rowEnd,
        compressors: { GZIP: (input) => gunzipSync(input) },
        onChunk: ({ columnName, columnData, rowStart: from }) => {
          const column = byName.get(columnName);
          if (column !== undefined) addAll(column, columnData, from);
        },
      });
      rowStart = rowEnd;
    }
    return tableOf(columns, rowStart, { kind: "parquet" });
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    const codec = /compression codec:?\s*(\w+)/i.exec(message)?.[1];
    if (codec !== undefined) return problem({ kind: "unsupported-format", format: "Parquet", detail: codec });
    return problem({ kind: "damaged-file", format: "Parquet" });
  }
}

function addAll(column: ColumnBuilder, values: ArrayLike<unknown>, from: number): void {
  for (let index = 0; index < values.length; index++) addValue(column, values[index], from + index + 1);
}

function exactBuffer(bytes: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.length);
  new Uint8Array(copy).set(bytes);
  return copy;
}
