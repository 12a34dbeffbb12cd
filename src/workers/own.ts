import type { Port } from "../protocol/rpc";
import { webPort } from "./web";

/** A thread's own end of the channel to whoever started it: in Node, or in a browser's worker, from the same bundle. */
export function ownPort(): Port {
  return typeof process === "object" && process.versions?.node !== undefined ? nodePort() : webPort();
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
