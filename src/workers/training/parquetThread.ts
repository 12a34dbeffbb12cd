import { open } from "node:fs/promises";
import { parentPort, workerData } from "node:worker_threads";
import { rangesOf, readParquet } from "../../datasets/parquet";
import type { Result } from "../../datasets/problem";
import type { Table } from "../../datasets/table";
import { fileRanges } from "./fileRanges";
import type { FromParquetThread, ParquetWork } from "./parquet";

const { source, sampling }: ParquetWork = workerData;
void read().then((table) => tell({ table }, buffersOf(table)));

/** Reads one Parquet file and ends; see `parquet.ts`. */
async function read(): Promise<Result<Table>> {
  const options = { ...sampling, onProgress: (share: number) => tell({ share }) };
  if (source.kind === "bytes") return readParquet(rangesOf(source.bytes), options);
  const file = await open(source.path, "r");
  try {
    return await readParquet(fileRanges(file, source.size), options);
  } finally {
    await file.close();
  }
}

function tell(message: FromParquetThread, moved: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, moved);
}

/** The table is handed over, and not copied. */
function buffersOf(table: Result<Table>): readonly ArrayBuffer[] {
  if (table.kind === "problem") return [];
  return table.value.columns.flatMap((column) => {
    const { buffer } = column.kind === "number" ? column.values : column.codes;
    return buffer instanceof ArrayBuffer ? [buffer] : [];
  });
}
