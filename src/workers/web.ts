import type { Port } from "../protocol/rpc";

/** What a worker's global scope has of a window's; the types of the two can't be loaded together. */
interface WorkerScope {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: "message", listener: (event: MessageEvent) => void): void;
  removeEventListener(type: "message", listener: (event: MessageEvent) => void): void;
  close(): void;
}

/**
 * Starts a web worker from the text of a bundled file, which `read` brings. A browser lets an extension start workers from a
 * blob only, and reading takes a moment: what is posted before it is there waits.
 */
export function startWebThread(read: () => PromiseLike<Uint8Array<ArrayBuffer>>): Port {
  const listeners = new Set<(message: unknown) => void>();
  const closed = new Set<(reason: string) => void>();
  const waiting: (readonly [message: unknown, transfer: readonly ArrayBuffer[]])[] = [];
  let worker: Worker | null = null;
  let disposed = false;
  const close = (reason: string) => {
    for (const listener of closed) listener(reason);
    closed.clear();
  };
  const start = (code: Uint8Array<ArrayBuffer>) => {
    if (disposed) return;
    const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
    worker = new Worker(address);
    worker.addEventListener("message", (event) => {
      // The worker has its code by now.
      URL.revokeObjectURL(address);
      for (const listener of [...listeners]) listener(event.data);
    });
    worker.addEventListener("error", (event) => {
      worker?.terminate();
      close(event.message);
    });
    for (const [message, transfer] of waiting.splice(0)) worker.postMessage(message, [...transfer]);
  };
  void read().then(start, (error: unknown) => close(String(error)));
  return {
    post: (message, transfer = []) => {
      if (worker === null) waiting.push([message, transfer]);
      else worker.postMessage(message, [...transfer]);
    },
    onMessage: (listener) => {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    },
    onClose: (listener) => {
      closed.add(listener);
      return { dispose: () => closed.delete(listener) };
    },
    dispose: () => {
      disposed = true;
      worker?.terminate();
    },
  };
}

/** The web worker's own end of the channel to whoever started it. */
export function webPort(): Port {
  const scope = globalThis as unknown as WorkerScope;
  return {
    post: (message, transfer = []) => scope.postMessage(message, [...transfer]),
    onMessage: (listener) => {
      const take = (event: MessageEvent) => listener(event.data);
      scope.addEventListener("message", take);
      return { dispose: () => scope.removeEventListener("message", take) };
    },
    onClose: () => ({ dispose: () => undefined }),
    dispose: () => scope.close(),
  };
}
