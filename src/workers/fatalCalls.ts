import { CallError, type Calls } from "../protocol/rpc";
import { isOutOfMemory } from "./memory";
import type { ThreadService } from "./thread";

/** What a call is about, and the text that its answer hangs on. */
export interface Subject {
  readonly name: string;
  readonly text: string;
}

/** A call that its thread died of. */
export interface FatalCall {
  readonly name: string;
  readonly outOfMemory: boolean;
}

interface Death extends FatalCall {
  readonly text: string;
  readonly count: number;
  readonly message: string;
}

/**
 * Calls to a thread that works at one of them at a time. The thread has died of the call that it began last, whichever waited
 * with it; of the first that waited where it began none. A call that the thread died of is not made again about the same text,
 * once it is plain that it would die again: at the first death for want of memory, else at the second. Other calls go on.
 */
export class FatalCalls<C extends Calls> {
  readonly #thread: ThreadService<C>;
  readonly #deaths = new Map<string, Map<string, Death>>();
  /** The start of the thread whose end was laid to a call. */
  #blamed = 0;
  /** The call that was begun last and is not answered. */
  #begun: object | null = null;

  constructor(thread: ThreadService<C>) {
    this.#thread = thread;
  }

  async call<K extends keyof C & string>(
    name: K,
    argument: C[K]["argument"],
    subject: Subject,
  ): Promise<C[K]["reply"]> {
    const before = this.#deaths.get(subject.name)?.get(name);
    if (before !== undefined && isFatal(before) && before.text === subject.text)
      throw new CallError("closed", before.message);
    const begun = {};
    const onBegun = () => {
      this.#begun = begun;
    };
    try {
      const reply = await this.#thread.call(name, argument, { onBegun });
      this.#deaths.get(subject.name)?.delete(name);
      return reply;
    } catch (error) {
      // All that wait end with the thread, in their order.
      const isIt = this.#begun === null || this.#begun === begun;
      const isClosed = error instanceof CallError && error.reason === "closed";
      if (isClosed && isIt && this.#blamed !== this.#thread.starts) {
        this.#blamed = this.#thread.starts;
        this.#note(name, subject, error.message);
      }
      throw error;
    } finally {
      if (this.#begun === begun) this.#begun = null;
    }
  }

  /** The calls about a text that are not made any more. */
  fatal({ name, text }: Subject): readonly FatalCall[] {
    const deaths = [...(this.#deaths.get(name)?.values() ?? [])];
    return deaths.filter((death) => death.text === text && isFatal(death));
  }

  forget(name: string): void {
    this.#deaths.delete(name);
  }

  #note(name: string, subject: Subject, message: string): void {
    const deaths = this.#deaths.get(subject.name) ?? new Map<string, Death>();
    this.#deaths.set(subject.name, deaths);
    const before = deaths.get(name);
    const count = before?.text === subject.text ? before.count + 1 : 1;
    deaths.set(name, { name, text: subject.text, count, message, outOfMemory: isOutOfMemory(message) });
  }
}

function isFatal({ count, outOfMemory }: Death): boolean {
  return outOfMemory || count > 1;
}
