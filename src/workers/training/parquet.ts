import { Worker } from "node:worker_threads";
import type { ParquetSource, ReadParquet } from "../../datasets/parquet";
import { problem, type Result } from "../../datasets/problem";
import type { Sampling } from "../../datasets/reader";
import type { Table } from "../../datasets/table";

/** Milliseconds to start with, and more for each megabyte: ten times what a sound file needs on a slow machine. */
const patience = 10_000;
const patienceAMegabyte = 1_000;

/** Megabytes that the decoder's objects may take: its thread dies of more, and not the process. */
const memory = 2_048;

/** Milliseconds between two questions whether the reading was cancelled. */
const attention = 50;

export interface ParquetWork {
  readonly source: ParquetSource;
  readonly sampling: Sampling;
}

export type FromParquetThread = { readonly share: number } | { readonly table: Result<Table> };

/**
 * Reads a Parquet file in a thread of its own, with a deadline: a damaged one can keep the decoder busy without end, or
 * make it ask for all memory there is, and neither may happen to whoever waits for it. `file` is the bundle of
 * `parquetThread.ts`.
 */
export function parquetReader(
  file: string,
  deadline = (bytes: number) => patience + (bytes / 1e6) * patienceAMegabyte,
): ReadParquet {
  return (source, { keepEvery, memory: most, onProgress, isCancelled }) =>
    new Promise((resolve) => {
      const sampling: Sampling = {
        ...(keepEvery === undefined ? {} : { keepEvery }),
        ...(most === undefined ? {} : { memory: most }),
      };
      const worker = new Worker(file, {
        workerData: { source, sampling } satisfies ParquetWork,
        execArgv: [],
        resourceLimits: { maxOldGenerationSizeMb: memory },
      });
      const finish = (table: Result<Table>) => {
        clearTimeout(timer);
        clearInterval(attentive);
        void worker.terminate();
        resolve(table);
      };
      const damaged = () => finish(problem({ kind: "damaged-file", format: "Parquet" }));
      const size = source.kind === "bytes" ? source.bytes.length : source.size;
      const timer = setTimeout(damaged, deadline(size));
      const attentive = setInterval(() => {
        if (isCancelled?.() === true) finish(problem({ kind: "cancelled" }));
      }, attention);
      worker.on("message", (message: FromParquetThread) => {
        if ("table" in message) finish(message.table);
        else void onProgress?.(message.share);
      });
      worker.once("error", damaged);
      worker.once("exit", damaged);
    });
}
