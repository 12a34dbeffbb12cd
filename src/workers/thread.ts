import type { Disposable } from "../base/disposable";
import { type CallOptions, type Calls, Client, type Port } from "../protocol/rpc";

/**
 * A service in a thread of its own: started at the first call, and started anew at the first call after it died. What was
 * under way when it died ends with an error, so nobody waits for ever.
 */
export class ThreadService<C extends Calls> implements Disposable {
  readonly #start: () => Port;
  #client: Client<C> | null = null;
  #disposed = false;
  #starts = 0;

  constructor(start: () => Port) {
    this.#start = start;
  }

  /** How often the thread was started: what it was told before its last start is forgotten. */
  get starts(): number {
    return this.#starts;
  }

  call<K extends keyof C & string>(
    name: K,
    argument: C[K]["argument"],
    options: CallOptions<C[K]["event"]> = {},
    transfer: readonly ArrayBuffer[] = [],
  ): Promise<C[K]["reply"]> {
    return this.#running().call(name, argument, options, transfer);
  }

  /** Ends the thread, whatever it is at; the next call starts it anew. */
  end(): void {
    this.#client?.dispose();
    this.#client = null;
  }

  dispose(): void {
    this.#disposed = true;
    this.end();
  }

  #running(): Client<C> {
    if (this.#client === null) {
      const port = this.#start();
      this.#starts += 1;
      const client = new Client<C>(port);
      port.onClose(() => {
        if (this.#client === client) this.#client = null;
      });
      if (this.#disposed) client.dispose();
      this.#client = client;
    }
    return this.#client;
  }
}
