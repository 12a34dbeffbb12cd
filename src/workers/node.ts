import { Worker } from "node:worker_threads";
import type { Port } from "../protocol/rpc";
import { shortOfMemory } from "./memory";

/** Megabytes for a thread's objects: well within the 4 GB that all threads of an editor's process share. */
const objects = 1536;

/**
 * Starts a thread from a bundled file. It ends with `dispose`, or where its objects would take more than `memory` megabytes:
 * without a limit that is named, all of the host's process would end with it. Work that may come to it asks `memoryGuard`.
 */
export function startThread(file: string, memory = objects): Port {
  // The host's own flags (a debugger's port, a preloaded file) are not meant for the thread.
  const worker = new Worker(file, { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: memory } });
  const closed = new Set<(reason: string) => void>();
  const close = (reason: string) => {
    for (const listener of closed) listener(reason);
    closed.clear();
  };
  worker.on("error", (error) => close(error.message));
  worker.on("exit", (code) =>
    close(code === shortOfMemory ? "thread ended out of memory" : `thread ended with code ${code}`),
  );
  return {
    post: (message, transfer = []) => worker.postMessage(message, [...transfer]),
    onMessage: (listener) => {
      worker.on("message", listener);
      return { dispose: () => worker.off("message", listener) };
    },
    onClose: (listener) => {
      closed.add(listener);
      return { dispose: () => closed.delete(listener) };
    },
    dispose: () => void worker.terminate(),
  };
}
