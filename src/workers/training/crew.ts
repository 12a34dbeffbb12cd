import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { mostThreads } from "../../training/kernelChunks";
import type { Crew } from "../../training/kernelCrew";

/** As many threads as there are processors, this one counted; `file` is the bundle of `crewThread.ts`. */
export function nodeCrew(file: string, size = Math.min(mostThreads, availableParallelism()) - 1): Crew {
  return {
    size,
    start: (job) => {
      const worker = new Worker(file, { workerData: job, execArgv: [] });
      // Whatever happens to a helper, the run goes on without it; nor may one that waits keep the process.
      worker.on("error", () => undefined);
      worker.unref();
      return () => void worker.terminate();
    },
  };
}
