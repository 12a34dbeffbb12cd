import { gunzipSync } from "fflate";
import { type FileMetaData, parquetMetadataAsync, parquetRead, parquetSchema } from "hyparquet";
import { ColumnBuilder } from "./columnBuilder";
import { type DatasetProblem, problem, type Result } from "./problem";
import { RowSample, type Sampling } from "./reader";
import { addValue, mostColumns, tableOf } from "./records";
import type { Table } from "./table";

/** A file of which parts are read, in any order. */
export interface ByteRanges {
  readonly byteLength: number;
  slice(from: number, to?: number): Promise<ArrayBuffer>;
}

export function rangesOf(bytes: Uint8Array): ByteRanges {
  return {
    byteLength: bytes.length,
    slice: async (from, to) => {
      const part = bytes.subarray(from, to);
      const copy = new ArrayBuffer(part.length);
      new Uint8Array(copy).set(part);
      return copy;
    },
  };
}

export interface ParquetOptions extends Sampling {
  /** Called after each piece with the share that is read; may give other work a turn. */
  readonly onProgress?: (share: number) => void | Promise<void>;
  readonly isCancelled?: () => boolean;
}

/** What a Parquet file is read from: all its bytes, or a file of this machine, of which only parts are then in memory. */
export type ParquetSource =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "file"; readonly path: string; readonly size: number };

/** Reads it where it can be given up. */
export type ReadParquet = (source: ParquetSource, options: ParquetOptions) => Promise<Result<Table>>;

/**
 * Parquet, row group after row group and in each one column after another, so that besides the table there is never more than
 * one such piece. Snappy and gzip are unpacked here; other codecs are said to be unreadable. A file that is cut off is found at
 * once, as its table of contents is at its end; one that is damaged inside may keep the decoder busy without end, so whoever
 * reads in a thread ends the thread to cancel.
 */
export async function readParquet(file: ByteRanges, options: ParquetOptions = {}): Promise<Result<Table>> {
  const sample = new RowSample(options);
  let size = { rows: 0, columns: 0 };
  try {
    const metadata = await parquetMetadataAsync(file);
    size = sizeOf(metadata);
    const kept = Math.ceil(size.rows / sample.keepEvery);
    if (size.columns > mostColumns || !sample.fits(kept, size.columns))
      return problem({ kind: "too-large", ...size });
    const columns = namesOf(metadata).map((name): [string, ColumnBuilder] => [
      name,
      new ColumnBuilder(false, kept),
    ]);
    const stopped = await readGroups({ file, metadata, columns }, sample.keepEvery, options);
    if (stopped !== null) return problem(stopped);
    if (columns.some(([, column]) => column.count !== kept))
      return problem({ kind: "damaged-file", format: "Parquet" });
    return tableOf(columns, kept, { kind: "parquet" });
  } catch (error) {
    if (
      error instanceof RangeError &&
      /allocation failed|typed array length/i.test(error.message) &&
      size.rows > 0
    )
      return problem({ kind: "too-large", ...size });
    const message = error instanceof Error ? error.message : "";
    const codec = /compression codec:?\s*(\w+)/i.exec(message)?.[1];
    if (codec !== undefined) return problem({ kind: "unsupported-format", format: "Parquet", detail: codec });
    return problem({ kind: "damaged-file", format: "Parquet" });
  }
}

function namesOf(metadata: FileMetaData): readonly string[] {
  return parquetSchema(metadata).children.map((child) => child.element.name);
}

function sizeOf(metadata: FileMetaData): { rows: number; columns: number } {
  const rows = metadata.row_groups.reduce((sum, group) => sum + Number(group.num_rows), 0);
  return { rows, columns: namesOf(metadata).length };
}

interface Reading {
  readonly file: ByteRanges;
  readonly metadata: FileMetaData;
  readonly columns: readonly (readonly [string, ColumnBuilder])[];
}

async function readGroups(
  { file, metadata, columns }: Reading,
  keepEvery: number,
  { onProgress, isCancelled }: ParquetOptions,
): Promise<DatasetProblem | null> {
  const pieces = metadata.row_groups.length * columns.length;
  let done = 0;
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    const rowEnd = rowStart + Number(group.num_rows);
    for (const [name, column] of columns) {
      if (isCancelled?.() === true) return { kind: "cancelled" };
      await parquetRead({
        file,
        metadata,
        rowStart,
        rowEnd,
        columns: [name],
        compressors: { GZIP: (input) => gunzipSync(input) },
        onChunk: ({ columnName, columnData, rowStart: from }) => {
          if (columnName === name) addAll(column, columnData, from, keepEvery);
        },
      });
      done++;
      await onProgress?.(done / pieces);
    }
    rowStart = rowEnd;
  }
  return null;
}

function addAll(column: ColumnBuilder, values: ArrayLike<unknown>, from: number, keepEvery: number): void {
  for (let index = 0; index < values.length; index++)
    if ((from + index) % keepEvery === 0) addValue(column, values[index], from + index + 1);
}
