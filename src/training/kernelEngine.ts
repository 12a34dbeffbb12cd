import type { RandomStateData } from "../base/randomState";
import { batchSizeOf, type Engine, type EngineFactory, type EngineStart, type EpochSums } from "./engine";
import { type ChunkPlan, type ChunkWork, chunksOf, smallWork } from "./kernelChunks";
import { ChunkPasses, type Crew } from "./kernelCrew";
import { TallyReader } from "./kernelMemory";
import {
  type KernelFile,
  type KernelFunction,
  type KernelInstance,
  type SharedKernelFile,
  usableKernel,
} from "./kernelModule";
import { networkKernel } from "./kernelNetwork";
import type { KernelOrder } from "./kernelOrder";
import { singleOutputKernel } from "./kernelSingle";
import { softmaxKernel } from "./kernelSoftmax";
import { isLarge, type KernelSpace, ownSpace, spaceBesideRows, type Tenancy } from "./kernelSpace";
import { type Parameters, penalty } from "./parameters";

/** Numbers (samples × weights) that one step touches: a few milliseconds of work. */
const stepWork = 1 << 22;
/** So many numbers are worth the help of other threads. */
const sharedWork = 1 << 21;

/** A model's kernel, with its data in place: what the engine below needs of it. Rows are counted, not addressed. */
export interface Kernel {
  readonly instance: KernelInstance;
  readonly memory: WebAssembly.Memory;
  /** For a large batch, whose passes go chunk by chunk; and the gradient that theirs are added to. */
  readonly chunks: { readonly plan: ChunkPlan; readonly gradient: number } | null;
  readonly clearTally: KernelFunction;
  /** Addresses of the sums of training and of validation. */
  readonly tally: number;
  readonly validationTally: number;
  /** Draws a new order of the training rows, or none for a batch. */
  readonly order: KernelOrder | null;
  /** Weights a sample meets. */
  readonly weightsASample: number;
  /** Adds the gradient of training rows as they lie. */
  learn(from: number, to: number): void;
  /** One update, from the gradient of all training rows. */
  update(): void;
  /** An update after each batch of the order's rows from … to. */
  learnInOrder(from: number, to: number): void;
  judge(rows: "train" | "validation", from: number, to: number, tally: number): void;
  /** Where there is one: all updates and both losses of a small set in one call. Returns 0, or NaN where a weight is none. */
  wholeEpoch?(): number;
  loss(tally: TallyReader): number;
  score(tally: TallyReader): number;
  parameters(): Parameters;
  /** Where it reads rows that others read too. */
  readonly tenancy: Tenancy | null;
  /** A view of all weights and intercepts, and of those that are penalised. */
  readonly all: Float64Array;
  readonly penalised: readonly Float64Array[];
}

/** Threads that may help with large sets, and the kernel over a memory that they can share. */
interface Helpers {
  readonly crew: Crew;
  readonly module: WebAssembly.Module;
}

/** Where a host can start threads that share memory: who does it, and the kernels that are built for it. */
export interface Sharing {
  readonly crew: Crew;
  read(file: SharedKernelFile): Promise<Uint8Array<ArrayBuffer>>;
}

/**
 * The engines that this machine can run, best first; none where there is no WebAssembly or the file is missing, and the
 * reference then does the work. `read` brings a file of `dist/kernels`. With `sharing`, other threads help with large sets.
 */
export async function loadKernelEngines(
  read: (file: KernelFile) => Promise<Uint8Array<ArrayBuffer>>,
  sharing?: Sharing,
): Promise<readonly EngineFactory[]> {
  const file = usableKernel();
  if (file === null) return [];
  try {
    const module = await WebAssembly.compile(await read(file));
    const name = file === "neuron-fma.wasm" ? "WebAssembly, fused" : "WebAssembly";
    return [kernelEngine(module, name, await helpersOf(file, sharing))];
  } catch {
    return [];
  }
}

/** None on a machine of one processor, or where threads have no memory in common: one thread then does it all. */
async function helpersOf(file: KernelFile, sharing: Sharing | undefined): Promise<Helpers | undefined> {
  if (sharing === undefined || sharing.crew.size === 0 || typeof SharedArrayBuffer === "undefined")
    return undefined;
  try {
    const shared = file === "neuron-fma.wasm" ? "neuron-fma-shared.wasm" : "neuron-shared.wasm";
    return { crew: sharing.crew, module: await WebAssembly.compile(await sharing.read(shared)) };
  } catch {
    return undefined;
  }
}

/** All models in WebAssembly; null for what the kernels do not know or cannot hold. */
export function kernelEngine(
  module: WebAssembly.Module,
  name = "WebAssembly",
  helpers?: Helpers,
): EngineFactory {
  return (start) => {
    const hasHelp = helpers !== undefined && isWorthSharing(start);
    // Large rows lie in a memory that threads can share from the start, as a batch may come to read them later.
    const isShared = hasHelp || (helpers !== undefined && isLarge(start));
    const own = isShared ? helpers.module : module;
    const kernel = kernelOf(own, start, isShared);
    return kernel === null ? null : new KernelEngine(kernel, start, name, hasHelp ? helpers : undefined);
  };
}

/** Null also where the host has not so much memory in one piece. */
function kernelOf(module: WebAssembly.Module, start: EngineStart, isShared: boolean): Kernel | null {
  const kernelIn = (space: () => KernelSpace) =>
    singleOutputKernel(module, start, space) ??
    softmaxKernel(module, start, space) ??
    networkKernel(module, start, space);
  try {
    const beside = spaceBesideRows(start, isShared);
    const found = beside === null ? null : kernelIn(() => beside);
    return found ?? kernelIn(() => ownSpace(start, isShared));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** A large batch of a model whose passes go chunk by chunk. */
function isWorthSharing({ spec, train, parameters }: EngineStart): boolean {
  if (spec.policy.kind !== "batch" || spec.model.kind === "network") return false;
  return train.inputs.samples * parameters.weights.length >= sharedWork;
}

class KernelEngine implements Engine {
  readonly name: string;
  readonly epochAtOnce?: () => EpochSums;
  readonly enter?: () => void;
  readonly #start: EngineStart;
  readonly #kernel: Kernel;
  readonly #rowsAStep: number;
  readonly #tally: TallyReader;
  readonly #validationTally: TallyReader;
  /** Filled anew each epoch. */
  readonly #figures = {
    ...{ trainLoss: Number.NaN, validationLoss: Number.NaN, endOfEpochLoss: Number.NaN },
    ...{ trainScore: Number.NaN, validationScore: Number.NaN },
  };
  readonly #chunks: (NonNullable<Kernel["chunks"]> & { readonly passes: ChunkPasses }) | null;

  constructor(kernel: Kernel, start: EngineStart, name: string, helpers: Helpers | undefined) {
    this.#start = start;
    this.#kernel = kernel;
    // A multiple of the tiles of eight and sixteen rows.
    this.#rowsAStep = Math.max(16, Math.floor(stepWork / kernel.weightsASample / 16) * 16);
    this.#tally = new TallyReader(kernel.memory, kernel.tally);
    this.#validationTally = new TallyReader(kernel.memory, kernel.validationTally);
    const crew = helpers === undefined ? undefined : { from: helpers.crew, module: helpers.module };
    this.#chunks =
      kernel.chunks === null
        ? null
        : { ...kernel.chunks, passes: new ChunkPasses(kernel.instance, kernel.chunks.plan, crew) };
    const threads = 1 + (this.#chunks?.passes.helpers ?? 0);
    this.name = threads === 1 ? name : `${name}, ${threads} threads`;
    const rows = start.train.inputs.samples + start.validation.inputs.samples;
    const { tenancy } = kernel;
    if (tenancy !== null) this.enter = () => tenancy.enter(this.#settle);
    if (rows * kernel.weightsASample <= smallWork) this.epochAtOnce = () => this.#wholeEpoch();
  }

  *epoch(): Generator<number, EpochSums, void> {
    const { spec } = this.#start;
    const kernel = this.#kernel;
    kernel.clearTally(kernel.tally);
    if (spec.policy.kind === "batch") yield* this.#batch();
    else yield* this.#inOrder();
    const samples = this.#start.train.inputs.samples;
    const trainLoss = this.#loss(this.#tally, samples);
    const trainScore = kernel.score(this.#tally);
    yield* this.#judgeAll("validation", kernel.validationTally);
    let endOfEpochLoss = Number.NaN;
    if (spec.recordEndOfEpochLoss === true) {
      yield* this.#judgeAll("train", kernel.tally);
      endOfEpochLoss = this.#loss(this.#tally, samples);
    }
    return this.#sums(trainLoss, trainScore, endOfEpochLoss, this.#saneWeights());
  }

  /** A small set in a few calls, without the machinery of steps. */
  #wholeEpoch(): EpochSums {
    const { spec, train } = this.#start;
    const kernel = this.#kernel;
    const { samples } = train.inputs;
    const sane = kernel.wholeEpoch?.() ?? this.#epochInCalls();
    const trainLoss = this.#loss(this.#tally, samples);
    const trainScore = kernel.score(this.#tally);
    let endOfEpochLoss = Number.NaN;
    if (spec.recordEndOfEpochLoss === true) {
      kernel.clearTally(kernel.tally);
      kernel.judge("train", 0, samples, kernel.tally);
      endOfEpochLoss = this.#loss(this.#tally, samples);
    }
    return this.#sums(trainLoss, trainScore, endOfEpochLoss, sane);
  }

  #epochInCalls(): number {
    const { spec, train, validation } = this.#start;
    const kernel = this.#kernel;
    const { samples } = train.inputs;
    kernel.clearTally(kernel.tally);
    kernel.clearTally(kernel.validationTally);
    if (spec.policy.kind === "batch") {
      kernel.learn(0, samples);
      kernel.update();
    } else {
      if (spec.shuffle !== false) kernel.order?.shuffle();
      kernel.learnInOrder(0, samples);
    }
    kernel.judge("validation", 0, validation.inputs.samples, kernel.validationTally);
    return this.#saneWeights();
  }

  *#batch(): Generator<number, void, void> {
    if (this.#chunks !== null) {
      yield* this.#chunked("learn", this.#kernel.tally);
      this.#kernel.update();
      return;
    }
    const rows = this.#start.train.inputs.samples;
    for (let from = 0; from < rows; from += this.#rowsAStep) {
      const to = Math.min(rows, from + this.#rowsAStep);
      this.#kernel.learn(from, to);
      if (to < rows) yield to - from;
    }
    this.#kernel.update();
  }

  /** A pass over all rows, whose chunks others may help with; then their sums, in order. */
  *#chunked(work: ChunkWork, tally: number): Generator<number, void, void> {
    if (this.#chunks === null) return;
    const { passes, plan, gradient } = this.#chunks;
    yield* passes.over(work);
    const bytes = work === "learn" ? plan.gradientBytes : 0;
    const gather = this.#kernel.instance.function("gatherSums");
    gather(tally, gradient, plan.sums, plan.sumsStride, chunksOf(plan, work), bytes);
  }

  *#inOrder(): Generator<number, void, void> {
    const { spec, train } = this.#start;
    const rows = train.inputs.samples;
    if (spec.shuffle !== false) this.#kernel.order?.shuffle();
    const size = batchSizeOf(spec, rows);
    const rowsAStep = Math.max(1, Math.floor(this.#rowsAStep / size)) * size;
    for (let from = 0; from < rows; from += rowsAStep) {
      const to = Math.min(rows, from + rowsAStep);
      this.#kernel.learnInOrder(from, to);
      if (to < rows) yield to - from;
    }
  }

  *#judgeAll(which: "train" | "validation", tally: number): Generator<number, void, void> {
    const rows = this.#start[which].inputs.samples;
    this.#kernel.clearTally(tally);
    if (this.#chunks !== null) {
      yield* this.#chunked(which === "train" ? "judge-train" : "judge-validation", tally);
      return;
    }
    for (let from = 0; from < rows; from += this.#rowsAStep) {
      const to = Math.min(rows, from + this.#rowsAStep);
      this.#kernel.judge(which, from, to, tally);
      if (to < rows) yield to - from;
    }
  }

  #loss(tally: TallyReader, rows: number): number {
    const { l1, l2 } = this.#start.spec;
    let sum = this.#kernel.loss(tally);
    if (l1 !== 0 || l2 !== 0) for (const part of this.#kernel.penalised) sum += penalty(part, l1, l2);
    return rows === 0 ? Number.NaN : sum / rows;
  }

  /** 0, or NaN where a weight is none: taking the exponent out of a product that is not a number makes it one. */
  #saneWeights(): number {
    let sane = 0;
    const { all } = this.#kernel;
    for (let index = 0; index < all.length; index++) sane += (all[index] ?? 0) * 0;
    return sane;
  }

  #sums(trainLoss: number, trainScore: number, endOfEpochLoss: number, sane: number): EpochSums {
    const sums = this.#figures;
    sums.trainLoss = trainLoss + sane;
    sums.validationLoss = this.#loss(this.#validationTally, this.#start.validation.inputs.samples) + sane;
    sums.trainScore = trainScore;
    sums.validationScore = this.#kernel.score(this.#validationTally);
    sums.endOfEpochLoss = endOfEpochLoss + sane;
    return sums;
  }

  parameters(): Parameters {
    return this.#kernel.parameters();
  }

  randomState(): RandomStateData {
    return this.#kernel.order?.state() ?? this.#start.random.state();
  }

  /** Others that help may be in the middle of a pass over the rows. */
  readonly #settle = (): void => this.#chunks?.passes.settle();

  dispose(): void {
    const { tenancy } = this.#kernel;
    // Its room is another's then, so nobody may still write there.
    if (tenancy !== null) this.#settle();
    this.#chunks?.passes.dispose();
    tenancy?.leave();
  }
}
