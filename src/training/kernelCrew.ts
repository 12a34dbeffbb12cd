import { type ChunkPlan, type ChunkWork, chunkRunner, chunksOf, chunkWorks } from "./kernelChunks";
import { KernelInstance } from "./kernelModule";

/** What a thread of the crew is given when it starts. Everything here can cross to another thread. */
export interface CrewJob {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly plan: ChunkPlan;
  readonly control: SharedArrayBuffer;
  /** From 1; 0 is the thread that began it. */
  readonly thread: number;
}

/** Other threads that take chunks. Who can start threads (`src/workers`) gives one; this room knows none. */
export interface Crew {
  /** How many may help, beside the thread that asks. */
  readonly size: number;
  /** Starts one; what it returns ends it, whatever it is at. */
  start(job: CrewJob): () => void;
}

/**
 * The words of `control`. A pass is announced by a new number; its chunks are then taken one by one. What is done with
 * them is in the word that is counted up: a thread that comes late, when another pass has begun, takes a chunk of that
 * one, and knows it.
 */
const pass = 0;
const next = 1;
const done = 2;
const ended = 3;
const words = 4;
const workBits = 20;
const noChunk = (1 << workBits) - (1 << 16);

/** Milliseconds that a thread waits for the next pass before it looks whether its work is over. */
const patience = 1000;

/** What a thread of the crew does until it is told to end. */
export function serveCrew({ module, memory, plan, control, thread }: CrewJob): void {
  const state = new Int32Array(control);
  const run = chunkRunner(new KernelInstance(module, memory), plan, thread);
  let seen = 0;
  while (Atomics.load(state, ended) === 0) {
    Atomics.wait(state, pass, seen, patience);
    seen = Atomics.load(state, pass);
    takeChunks(state, plan, run);
  }
}

function takeChunks(state: Int32Array, plan: ChunkPlan, run: (work: ChunkWork, chunk: number) => void): void {
  for (;;) {
    const taken = Atomics.add(state, next, 1);
    const work = chunkWorks[taken >> workBits] ?? "learn";
    const chunk = taken & ((1 << workBits) - 1);
    const count = chunksOf(plan, work);
    if (chunk >= count) return;
    run(work, chunk);
    if (Atomics.add(state, done, 1) + 1 >= count) Atomics.notify(state, done);
  }
}

/** The chunks of one run, and whoever helps with them. */
export class ChunkPasses {
  readonly #plan: ChunkPlan;
  readonly #run: (work: ChunkWork, chunk: number) => void;
  readonly #state: Int32Array;
  readonly #ends: (() => void)[] = [];
  #underWay: ChunkWork | null = null;

  constructor(instance: KernelInstance, plan: ChunkPlan, crew?: { from: Crew; module: WebAssembly.Module }) {
    this.#plan = plan;
    this.#run = chunkRunner(instance, plan, 0);
    const size = crew?.from.size ?? 0;
    if (crew === undefined || size === 0) {
      this.#state = new Int32Array(words);
      return;
    }
    const control = new SharedArrayBuffer(words * 4);
    this.#state = new Int32Array(control);
    Atomics.store(this.#state, next, noChunk);
    const { module } = crew;
    const { memory } = instance;
    for (let thread = 1; thread <= size; thread++)
      this.#ends.push(crew.from.start({ module, memory, plan, control, thread }));
  }

  get helpers(): number {
    return this.#ends.length;
  }

  /** One pass, a chunk a step: yields the rows of the chunks that this thread did. */
  *over(work: ChunkWork): Generator<number, void, void> {
    const state = this.#state;
    const count = chunksOf(this.#plan, work);
    if (count === 0) return;
    this.#underWay = work;
    Atomics.store(state, done, 0);
    Atomics.store(state, next, chunkWorks.indexOf(work) << workBits);
    if (this.helpers > 0) {
      Atomics.add(state, pass, 1);
      Atomics.notify(state, pass);
    }
    while (this.#takeOne(work, count)) yield this.#plan.rowsAChunk;
    this.#wait(count);
    this.#underWay = null;
  }

  #takeOne(work: ChunkWork, count: number): boolean {
    const chunk = Atomics.add(this.#state, next, 1) & ((1 << workBits) - 1);
    if (chunk >= count) return false;
    this.#run(work, chunk);
    Atomics.add(this.#state, done, 1);
    return true;
  }

  /** Ends the pass that is under way, if one is: nobody reads the rows any more. */
  settle(): void {
    if (this.#underWay === null) return;
    const count = chunksOf(this.#plan, this.#underWay);
    while (this.#takeOne(this.#underWay, count));
    this.#wait(count);
  }

  /** Until the chunks that others took are done: a moment by looking, then by sleeping. */
  #wait(count: number): void {
    for (let looks = 0; Atomics.load(this.#state, done) < count; looks++) {
      const found = Atomics.load(this.#state, done);
      if (looks > 2000 && found < count) Atomics.wait(this.#state, done, found, 1);
    }
  }

  dispose(): void {
    Atomics.store(this.#state, ended, 1);
    // Nothing is left to take, also in the middle of a pass.
    Atomics.store(this.#state, next, noChunk);
    Atomics.add(this.#state, pass, 1);
    if (this.helpers > 0) Atomics.notify(this.#state, pass);
    for (const end of this.#ends.splice(0)) end();
  }
}
