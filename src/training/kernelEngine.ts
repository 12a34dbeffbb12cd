import type { RandomStateData } from "../datasets/random";
import { batchSizeOf, type Engine, type EngineFactory, type EngineStart, type EpochSums } from "./engine";
import { TallyReader } from "./kernelMemory";
import { type KernelFile, type KernelFunction, usableKernel } from "./kernelModule";
import { networkKernel } from "./kernelNetwork";
import type { KernelOrder } from "./kernelOrder";
import { singleOutputKernel } from "./kernelSingle";
import { softmaxKernel } from "./kernelSoftmax";
import { type Parameters, penalty } from "./parameters";

/** Numbers (samples × weights) that one step touches: a few milliseconds of work. */
const stepWork = 1 << 22;
/** A set of so few numbers is done in one call an epoch. */
const smallWork = 1 << 19;

/** A model's kernel, with its data in place: what the engine below needs of it. Rows are counted, not addressed. */
export interface Kernel {
  readonly memory: WebAssembly.Memory;
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
  /** Both losses and the update of a small batch in one call, where there is one. */
  batchEpoch?(): void;
  loss(tally: TallyReader): number;
  score(tally: TallyReader): number;
  parameters(): Parameters;
  /** A view of all weights and intercepts, and of those that are penalised. */
  readonly all: Float64Array;
  readonly penalised: readonly Float64Array[];
}

/**
 * The engines that this machine can run, best first; none where there is no WebAssembly or the file is missing, and the
 * reference then does the work. `read` brings a file of `dist/kernels`.
 */
export async function loadKernelEngines(
  read: (file: KernelFile) => Promise<Uint8Array<ArrayBuffer>>,
): Promise<readonly EngineFactory[]> {
  const file = usableKernel();
  if (file === null) return [];
  try {
    const module = await WebAssembly.compile(await read(file));
    return [kernelEngine(module, file === "neuron-fma.wasm" ? "WebAssembly, fused" : "WebAssembly")];
  } catch {
    return [];
  }
}

/** All models in WebAssembly; null for what the kernels do not know or cannot hold. */
export function kernelEngine(module: WebAssembly.Module, name = "WebAssembly"): EngineFactory {
  return (start) => {
    const kernel =
      singleOutputKernel(module, start) ?? softmaxKernel(module, start) ?? networkKernel(module, start);
    return kernel === null ? null : new KernelEngine(kernel, start, name);
  };
}

class KernelEngine implements Engine {
  readonly name: string;
  readonly epochAtOnce?: () => EpochSums;
  readonly #start: EngineStart;
  readonly #kernel: Kernel;
  readonly #rowsAStep: number;
  readonly #tally: TallyReader;
  readonly #validationTally: TallyReader;

  constructor(kernel: Kernel, start: EngineStart, name: string) {
    this.name = name;
    this.#start = start;
    this.#kernel = kernel;
    // A multiple of the tiles of eight and sixteen rows.
    this.#rowsAStep = Math.max(16, Math.floor(stepWork / kernel.weightsASample / 16) * 16);
    this.#tally = new TallyReader(kernel.memory, kernel.tally);
    this.#validationTally = new TallyReader(kernel.memory, kernel.validationTally);
    const rows = start.train.inputs.samples + start.validation.inputs.samples;
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
    return this.#sums(trainLoss, trainScore, endOfEpochLoss);
  }

  /** A small set in a few calls, without the machinery of steps. */
  #wholeEpoch(): EpochSums {
    const { spec, train, validation } = this.#start;
    const kernel = this.#kernel;
    const { samples } = train.inputs;
    const isBatch = spec.policy.kind === "batch";
    if (isBatch && kernel.batchEpoch !== undefined) kernel.batchEpoch();
    else {
      kernel.clearTally(kernel.tally);
      kernel.clearTally(kernel.validationTally);
      if (isBatch) {
        kernel.learn(0, samples);
        kernel.update();
      } else {
        if (spec.shuffle !== false) kernel.order?.shuffle();
        kernel.learnInOrder(0, samples);
      }
      kernel.judge("validation", 0, validation.inputs.samples, kernel.validationTally);
    }
    const trainLoss = this.#loss(this.#tally, samples);
    const trainScore = kernel.score(this.#tally);
    let endOfEpochLoss = Number.NaN;
    if (spec.recordEndOfEpochLoss === true) {
      kernel.clearTally(kernel.tally);
      kernel.judge("train", 0, samples, kernel.tally);
      endOfEpochLoss = this.#loss(this.#tally, samples);
    }
    return this.#sums(trainLoss, trainScore, endOfEpochLoss);
  }

  *#batch(): Generator<number, void, void> {
    const rows = this.#start.train.inputs.samples;
    for (let from = 0; from < rows; from += this.#rowsAStep) {
      const to = Math.min(rows, from + this.#rowsAStep);
      this.#kernel.learn(from, to);
      if (to < rows) yield to - from;
    }
    this.#kernel.update();
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

  #sums(trainLoss: number, trainScore: number, endOfEpochLoss: number): EpochSums {
    // Taking the exponent out of a product that is not a number makes it one: the weights tell.
    let sane = 0;
    const { all } = this.#kernel;
    for (let index = 0; index < all.length; index++) sane += (all[index] ?? 0) * 0;
    return {
      trainLoss: trainLoss + sane,
      validationLoss: this.#loss(this.#validationTally, this.#start.validation.inputs.samples) + sane,
      trainScore,
      validationScore: this.#kernel.score(this.#validationTally),
      endOfEpochLoss: endOfEpochLoss + sane,
    };
  }

  parameters(): Parameters {
    return this.#kernel.parameters();
  }

  randomState(): RandomStateData {
    return this.#kernel.order?.state() ?? this.#start.random.state();
  }

  dispose(): void {}
}
