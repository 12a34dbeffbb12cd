import type { Disposable } from "../base/disposable";

/** One end of a channel between two threads. */
export interface Port extends Disposable {
  post(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  onMessage(listener: (message: unknown) => void): Disposable;
  /** Called once when the other end is gone, with the reason where there is one. */
  onClose(listener: (reason: string) => void): Disposable;
}

/** What a service can be asked: for each call its argument, its reply, and the events it may send before the reply. */
export type Calls = Record<string, { argument: unknown; reply: unknown; event: unknown }>;

type Envelope =
  | { readonly type: "call"; readonly id: number; readonly name: string; readonly argument: unknown }
  | { readonly type: "cancel"; readonly id: number }
  | { readonly type: "begun"; readonly id: number }
  | { readonly type: "event"; readonly id: number; readonly value: unknown }
  | { readonly type: "reply"; readonly id: number; readonly value: unknown }
  | { readonly type: "failure"; readonly id: number; readonly message: string };

function parseEnvelope(message: unknown): Envelope | null {
  if (typeof message !== "object" || message === null) return null;
  const { type, id } = message as { type?: unknown; id?: unknown };
  if (typeof id !== "number") return null;
  return ["call", "cancel", "begun", "event", "reply", "failure"].includes(String(type))
    ? (message as Envelope)
    : null;
}

/** Why a call came to nothing. */
export class CallError extends Error {
  constructor(
    readonly reason: "cancelled" | "time-out" | "closed" | "failed",
    message: string,
  ) {
    super(message);
  }
}

export interface CallOptions<Event> {
  readonly signal?: AbortSignal;
  /** Milliseconds until the call is given up (and cancelled at the other end). */
  readonly timeout?: number;
  readonly onEvent?: (event: Event) => void;
  /** Called when the other end begins with the call, and again where it waited then and goes on. */
  readonly onBegun?: () => void;
}

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: CallError) => void;
  readonly onEvent: ((event: unknown) => void) | undefined;
  readonly onBegun: (() => void) | undefined;
}

/** The asking end: every call ends in a reply, an error or a time-out. */
export class Client<C extends Calls> implements Disposable {
  readonly #port: Port;
  readonly #pending = new Map<number, Pending>();
  #next = 1;
  #closed: string | null = null;

  constructor(port: Port) {
    this.#port = port;
    port.onMessage((message) => this.#receive(message));
    port.onClose((reason) => this.#close(reason));
  }

  call<K extends keyof C & string>(
    name: K,
    argument: C[K]["argument"],
    options: CallOptions<C[K]["event"]> = {},
    transfer: readonly ArrayBuffer[] = [],
  ): Promise<C[K]["reply"]> {
    if (this.#closed !== null) return Promise.reject(new CallError("closed", this.#closed));
    if (options.signal?.aborted === true) return Promise.reject(new CallError("cancelled", name));
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      const giveUp = (reason: "cancelled" | "time-out") => {
        this.#port.post({ type: "cancel", id });
        settle(() => reject(new CallError(reason, name)));
      };
      const onAbort = () => giveUp("cancelled");
      const timer =
        options.timeout === undefined ? undefined : setTimeout(() => giveUp("time-out"), options.timeout);
      const settle = (finish: () => void) => {
        this.#pending.delete(id);
        clearTimeout(timer);
        options.signal?.removeEventListener("abort", onAbort);
        finish();
      };
      options.signal?.addEventListener("abort", onAbort);
      this.#pending.set(id, {
        resolve: (value) => settle(() => resolve(value as C[K]["reply"])),
        reject: (error) => settle(() => reject(error)),
        onEvent: options.onEvent as ((event: unknown) => void) | undefined,
        onBegun: options.onBegun,
      });
      this.#port.post({ type: "call", id, name, argument }, transfer);
    });
  }

  dispose(): void {
    this.#close("disposed");
    this.#port.dispose();
  }

  #receive(message: unknown): void {
    const envelope = parseEnvelope(message);
    const pending = envelope === null ? undefined : this.#pending.get(envelope.id);
    if (envelope === null || pending === undefined) return;
    if (envelope.type === "begun") pending.onBegun?.();
    else if (envelope.type === "event") pending.onEvent?.(envelope.value);
    else if (envelope.type === "reply") pending.resolve(envelope.value);
    else if (envelope.type === "failure") pending.reject(new CallError("failed", envelope.message));
  }

  #close(reason: string): void {
    if (this.#closed !== null) return;
    this.#closed = reason;
    for (const pending of [...this.#pending.values()]) pending.reject(new CallError("closed", reason));
  }
}

/** What a handler gets beside its argument. */
export interface CallContext<Event> {
  /** Aborted when the asking end has given the call up. */
  readonly signal: AbortSignal;
  emit(event: Event, transfer?: readonly ArrayBuffer[]): void;
  /** Says that the work goes on, after it waited: a thread that dies has died of the call that went on last. */
  begins(): void;
}

export type Handlers<C extends Calls> = {
  readonly [K in keyof C]: (
    argument: C[K]["argument"],
    context: CallContext<C[K]["event"]>,
  ) => C[K]["reply"] | Promise<C[K]["reply"]>;
};

/**
 * The answering end. A handler that throws answers with a failure; nothing is left without an answer. What is asked before
 * the handlers are there waits for them.
 */
export function serve<C extends Calls>(port: Port, handlers: Handlers<C> | Promise<Handlers<C>>): Disposable {
  const running = new Map<number, AbortController>();
  return port.onMessage((message) => {
    const envelope = parseEnvelope(message);
    if (envelope?.type === "cancel") running.get(envelope.id)?.abort();
    if (envelope?.type !== "call") return;
    const { id, name, argument } = envelope;
    const controller = new AbortController();
    running.set(id, controller);
    const context: CallContext<unknown> = {
      signal: controller.signal,
      emit: (value, transfer) => port.post({ type: "event", id, value }, transfer),
      begins: () => port.post({ type: "begun", id }),
    };
    const answer = async () => {
      const handler = (await handlers)[name];
      if (handler === undefined) throw new Error(`no such call: ${name}`);
      context.begins();
      return handler(argument, context);
    };
    answer()
      .then((value) => port.post({ type: "reply", id, value }))
      .catch((error: unknown) =>
        port.post({
          type: "failure",
          id,
          message: error instanceof Error ? (error.stack ?? error.message) : String(error),
        }),
      )
      .finally(() => running.delete(id));
  });
}
