import type { Port } from "../protocol/rpc";
import { shortOfMemory } from "./memory";
import { webPort } from "./web";

/** A thread's own end of the channel to whoever started it: in Node, or in a browser's worker, from the same bundle. */
export function ownPort(): Port {
  return isNode() ? nodePort() : webPort();
}

function isNode(): boolean {
  return typeof process === "object" && process.versions?.node !== undefined;
}

function nodePort(): Port {
  // Asked for here and not imported above: a browser has no such module, and must not be asked for it.
  const { parentPort }: typeof import("node:worker_threads") = require("node:worker_threads");
  if (parentPort === null) throw new Error("not inside a worker thread");
  const port = parentPort;
  return {
    post: (message, transfer = []) => port.postMessage(message, [...transfer]),
    onMessage: (listener) => {
      port.on("message", listener);
      return { dispose: () => port.off("message", listener) };
    },
    onClose: () => ({ dispose: () => undefined }),
    dispose: () => port.close(),
  };
}

/** Of the memory that a thread's objects may take: what one array or map needs to grow has to find room in the rest. */
const usable = 0.7;

/**
 * Ends this thread where its objects take most of the memory that they may: work that can take much calls it now and then. An
 * engine ends a thread alone only where it comes to its limit in small steps; one large array or map beyond it ends the
 * process. Does nothing in a browser, which ends a worker alone, and where no limit was named.
 */
export function memoryGuard(): () => void {
  if (!isNode()) return () => undefined;
  const { resourceLimits }: typeof import("node:worker_threads") = require("node:worker_threads");
  const { getHeapStatistics }: typeof import("node:v8") = require("node:v8");
  const most = (resourceLimits.maxOldGenerationSizeMb ?? Number.POSITIVE_INFINITY) * 2 ** 20 * usable;
  return () => {
    if (getHeapStatistics().used_heap_size > most) process.exit(shortOfMemory);
  };
}
