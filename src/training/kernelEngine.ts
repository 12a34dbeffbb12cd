import { batchSizeOf, type Engine, type EngineFactory, type EngineStart, type EpochSums } from "./engine";
import { copyIn, type Placed, place, strideOf, TallyReader, tallySize } from "./kernelMemory";
import {
  type KernelFile,
  type KernelFunction,
  KernelInstance,
  MemoryPlan,
  usableKernel,
} from "./kernelModule";
import { type Parameters, penalty } from "./parameters";

/** Numbers that one step touches: about a millisecond of work. */
const stepWork = 1 << 22;
/** A set of so few numbers is done in one call an epoch. */
const smallWork = 1 << 19;

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

/** Logistic and linear neurons in WebAssembly. */
export function kernelEngine(module: WebAssembly.Module, name = "WebAssembly"): EngineFactory {
  return (start) => {
    if (!knows(start)) return null;
    const plan = new MemoryPlan();
    const places = planned(plan, start);
    const pages = plan.pages();
    return pages === null
      ? null
      : new SingleOutputEngine(new KernelInstance(module, pages), places, start, name);
  };
}

/** One output, and targets of 0 and 1 where they are classes: the kernel multiplies probabilities. */
function knows({ spec, train, validation }: EngineStart): boolean {
  if (spec.model.kind !== "logistic" && spec.model.kind !== "linear") return false;
  if (spec.policy.kind === "one-sample" && spec.l1 !== 0) return false;
  const isClass = (target: number) => target === 0 || target === 1;
  return spec.model.kind === "linear" || (train.target.every(isClass) && validation.target.every(isClass));
}

interface Places {
  readonly train: Placed;
  readonly validation: Placed;
  readonly weights: number;
  readonly gradient: number;
  readonly order: number;
  readonly tally: number;
  readonly tallyOfValidation: number;
}

function planned(plan: MemoryPlan, { spec, train, validation }: EngineStart): Places {
  const stride = strideOf(train.inputs);
  return {
    train: place(plan, train),
    validation: place(plan, validation),
    weights: plan.reserve((stride + 2) * 8),
    gradient: plan.reserve(stride * 8),
    order: plan.reserve(spec.policy.kind === "batch" ? 0 : train.inputs.samples * 4),
    tally: plan.reserve(tallySize),
    tallyOfValidation: plan.reserve(tallySize),
  };
}

const errorsInTally = 48;

class SingleOutputEngine implements Engine {
  readonly name: string;
  readonly epochAtOnce?: () => EpochSums;
  readonly #start: EngineStart;
  readonly #places: Places;
  readonly #kind: number;
  /** Bytes of a row. */
  readonly #bytes: number;
  readonly #rowsAStep: number;
  readonly #weights: Float64Array;
  readonly #order: Int32Array;
  readonly #tally: TallyReader;
  readonly #tallyOfValidation: TallyReader;
  readonly #clear: KernelFunction;
  readonly #learn: KernelFunction;
  readonly #judge: KernelFunction;
  readonly #judgeOrdered: KernelFunction;
  readonly #update: KernelFunction;
  readonly #batchEpoch: KernelFunction;
  readonly #miniBatches: KernelFunction;
  readonly #oneByOne: KernelFunction;

  constructor(instance: KernelInstance, places: Places, start: EngineStart, name: string) {
    const { spec, train, validation, parameters } = start;
    const { memory } = instance;
    const stride = strideOf(train.inputs);
    const isLogistic = spec.model.kind === "logistic";
    this.name = name;
    this.#start = start;
    this.#places = places;
    this.#kind = isLogistic ? 0 : 1;
    this.#bytes = stride * 8;
    this.#rowsAStep = Math.max(8, Math.floor(stepWork / stride / 8) * 8);
    copyIn(memory, places.train, train, spec.policy.kind === "batch" ? "tiles" : "rows");
    copyIn(memory, places.validation, validation, "tiles");
    this.#weights = new Float64Array(memory.buffer, places.weights, stride + 1);
    this.#weights.set(parameters.weights);
    this.#weights[stride] = parameters.intercepts[0] ?? 0;
    this.#order = new Int32Array(
      memory.buffer,
      places.order,
      spec.policy.kind === "batch" ? 0 : train.inputs.samples,
    );
    this.#tally = new TallyReader(memory, places.tally);
    this.#tallyOfValidation = new TallyReader(memory, places.tallyOfValidation);
    this.#clear = instance.function("clearTally");
    this.#learn = instance.function(isLogistic ? "learnLogistic" : "learnLinear");
    this.#judge = instance.function(isLogistic ? "judgeLogistic" : "judgeLinear");
    this.#judgeOrdered = instance.function("judgeOrdered");
    this.#update = instance.function("update");
    this.#batchEpoch = instance.function("batchEpoch");
    this.#miniBatches = instance.function("miniBatches");
    this.#oneByOne = instance.function("oneByOne");
    const numbers = (train.inputs.samples + validation.inputs.samples) * stride;
    if (numbers <= smallWork) this.epochAtOnce = () => this.#wholeEpoch();
  }

  *epoch(): Generator<number, EpochSums, void> {
    const { spec } = this.#start;
    const { train, validation, tally, tallyOfValidation } = this.#places;
    this.#clear(tally);
    if (spec.policy.kind === "batch") yield* this.#batch();
    else yield* this.#inOrder();
    const trainLoss = this.#loss(this.#tally, train.rows);
    const trainScore = this.#score(this.#tally);
    yield* this.#judgeAll(validation, tallyOfValidation);
    let endOfEpochLoss = Number.NaN;
    if (spec.recordEndOfEpochLoss === true) {
      yield* spec.policy.kind === "batch" ? this.#judgeAll(train, tally) : this.#judgeInOrder();
      endOfEpochLoss = this.#loss(this.#tally, train.rows);
    }
    return this.#sums(trainLoss, trainScore, endOfEpochLoss);
  }

  #wholeEpoch(): EpochSums {
    const { spec } = this.#start;
    if (spec.policy.kind !== "batch" || spec.recordEndOfEpochLoss === true) {
      const running = this.epoch();
      for (;;) {
        const step = running.next();
        if (step.done === true) return step.value;
      }
    }
    const { train, validation, weights, gradient, tally, tallyOfValidation } = this.#places;
    this.#batchEpoch(
      this.#kind,
      train.inputs,
      train.target,
      train.rows,
      validation.inputs,
      validation.target,
      validation.rows,
      this.#bytes,
      weights,
      gradient,
      tally,
      tallyOfValidation,
      spec.learningRate,
      spec.l1,
      spec.l2,
    );
    return this.#sums(this.#loss(this.#tally, train.rows), this.#score(this.#tally), Number.NaN);
  }

  *#batch(): Generator<number, void, void> {
    const { spec } = this.#start;
    const { train, weights, gradient, tally } = this.#places;
    const bytes = this.#bytes;
    for (let from = 0; from < train.rows; from += this.#rowsAStep) {
      const rows = Math.min(this.#rowsAStep, train.rows - from);
      this.#learn(
        train.inputs + from * bytes,
        train.target + from * 8,
        rows,
        bytes,
        weights,
        gradient,
        tally,
      );
      if (from + rows < train.rows) yield rows;
    }
    const errors = tally + errorsInTally;
    this.#update(weights, gradient, bytes, errors, train.rows, spec.learningRate, spec.l1, spec.l2);
  }

  *#inOrder(): Generator<number, void, void> {
    const { spec, random } = this.#start;
    const { train, order, weights, gradient, tally } = this.#places;
    const bytes = this.#bytes;
    const { learningRate, l1, l2 } = spec;
    for (let row = 0; row < train.rows; row++) this.#order[row] = row;
    if (spec.shuffle !== false) random.shuffle(this.#order);
    const size = batchSizeOf(spec, train.rows);
    const rowsAStep = Math.max(1, Math.floor(this.#rowsAStep / size)) * size;
    for (let from = 0; from < train.rows; from += rowsAStep) {
      const to = Math.min(train.rows, from + rowsAStep);
      const { inputs, target } = train;
      if (size === 1 && l1 === 0)
        this.#oneByOne(this.#kind, inputs, target, order, from, to, bytes, weights, tally, learningRate, l2);
      else
        this.#miniBatches(
          this.#kind,
          ...[inputs, target, order, from, to, size, bytes, weights, gradient, tally],
          ...[learningRate, l1, l2],
        );
      if (to < train.rows) yield to - from;
    }
  }

  *#judgeAll(placed: Placed, tally: number): Generator<number, void, void> {
    this.#clear(tally);
    for (let from = 0; from < placed.rows; from += this.#rowsAStep) {
      const rows = Math.min(this.#rowsAStep, placed.rows - from);
      const bytes = this.#bytes;
      const { weights } = this.#places;
      this.#judge(placed.inputs + from * bytes, placed.target + from * 8, rows, bytes, weights, tally);
      if (from + rows < placed.rows) yield rows;
    }
  }

  *#judgeInOrder(): Generator<number, void, void> {
    const { train, order, weights, tally } = this.#places;
    this.#clear(tally);
    for (let from = 0; from < train.rows; from += this.#rowsAStep) {
      const to = Math.min(train.rows, from + this.#rowsAStep);
      const { inputs, target } = train;
      this.#judgeOrdered(this.#kind, inputs, target, order, from, to, this.#bytes, weights, tally);
      if (to < train.rows) yield to - from;
    }
  }

  #loss(tally: TallyReader, rows: number): number {
    const { l1, l2 } = this.#start.spec;
    const sum = this.#kind === 0 ? tally.crossEntropy() : tally.squares();
    const own =
      l1 === 0 && l2 === 0 ? 0 : penalty(this.#weights.subarray(0, this.#weights.length - 1), l1, l2);
    return rows === 0 ? Number.NaN : (sum + own) / rows;
  }

  #score(tally: TallyReader): number {
    return this.#kind === 0 ? tally.right() : tally.squares();
  }

  #sums(trainLoss: number, trainScore: number, endOfEpochLoss: number): EpochSums {
    // Taking the exponent out of a product that is not a number makes it one: the weights tell.
    let sane = 0;
    for (const weight of this.#weights) sane += weight * 0;
    return {
      trainLoss: trainLoss + sane,
      validationLoss: this.#loss(this.#tallyOfValidation, this.#places.validation.rows) + sane,
      trainScore,
      validationScore: this.#score(this.#tallyOfValidation),
      endOfEpochLoss: endOfEpochLoss + sane,
    };
  }

  parameters(): Parameters {
    const { features } = this.#start.train.inputs;
    const intercept = this.#weights[this.#weights.length - 1] ?? 0;
    return { weights: this.#weights.slice(0, features), intercepts: Float64Array.of(intercept) };
  }

  dispose(): void {}
}
