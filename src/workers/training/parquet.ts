import { Worker } from "node:worker_threads";
import { problem, type Result } from "../../datasets/problem";
import type { Table } from "../../datasets/table";

/** Milliseconds to start with, and more for each megabyte: ten times what a sound file needs on a slow machine. */
const patience = 10_000;
const patienceAMegabyte = 1_000;

/** Megabytes that the decoder's objects may take: its thread dies of more, and not the process. */
const memory = 2_048;

/**
 * Reads a Parquet file in a thread of its own, with a deadline: a damaged one can keep the decoder busy without end, or
 * make it ask for all memory there is, and neither may happen to whoever waits for it. `file` is the bundle of
 * `parquetThread.ts`.
 */
export function parquetReader(
  file: string,
  deadline = (bytes: number) => patience + (bytes / 1e6) * patienceAMegabyte,
): (bytes: Uint8Array) => Promise<Result<Table>> {
  return (bytes) =>
    new Promise((resolve) => {
      const worker = new Worker(file, {
        workerData: bytes,
        execArgv: [],
        resourceLimits: { maxOldGenerationSizeMb: memory },
      });
      const finish = (table: Result<Table>) => {
        clearTimeout(timer);
        void worker.terminate();
        resolve(table);
      };
      const damaged = () => finish(problem({ kind: "damaged-file", format: "Parquet" }));
      const timer = setTimeout(damaged, deadline(bytes.length));
      worker.once("message", finish);
      worker.once("error", damaged);
      worker.once("exit", damaged);
    });
}
