import { batchSizeOf, type EngineStart } from "./engine";
import { type ChunkPlan, planChunks, smallWork } from "./kernelChunks";
import type { Kernel } from "./kernelEngine";
import { type Placed, strideOf, tallySize } from "./kernelMemory";
import type { KernelInstance } from "./kernelModule";
import { KernelOrder, type OrderPlaces, planOrder } from "./kernelOrder";
import type { KernelSpace } from "./kernelSpace";

const errorsInTally = 48;

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
  readonly order: OrderPlaces | null;
  readonly tally: number;
  readonly validationTally: number;
  readonly chunks: ChunkPlan | null;
}

function planned(space: KernelSpace, { spec, train, validation }: EngineStart): Places {
  const { plan } = space;
  const stride = strideOf(train.inputs);
  const places = {
    train: space.train,
    validation: space.validation,
    weights: plan.reserve((stride + 2) * 8),
    gradient: plan.reserve(stride * 8),
    order: spec.policy.kind === "batch" ? null : planOrder(plan, train.inputs.samples),
    tally: plan.reserve(tallySize),
    validationTally: plan.reserve(tallySize),
  };
  const { model } = spec;
  const rows = train.inputs.samples + validation.inputs.samples;
  const isChunked = spec.policy.kind === "batch" && rows * stride > smallWork;
  if (!isChunked || (model.kind !== "logistic" && model.kind !== "linear"))
    return { ...places, chunks: null };
  const of = {
    model: model.kind,
    classes: 0,
    bytes: stride * 8,
    wide: 0,
    rows: { train: places.train, validation: places.validation },
    weights: places.weights,
    gradientBytes: stride * 8,
  };
  return { ...places, chunks: planChunks(plan, of, 0) };
}

/** Logistic and linear neurons: `kernels/single.ts` and `kernels/oneByOne.ts`. */
export function singleOutputKernel(
  module: WebAssembly.Module,
  start: EngineStart,
  spaceFor: () => KernelSpace,
): Kernel | null {
  if (!knows(start)) return null;
  const space = spaceFor();
  const places = planned(space, start);
  const instance = space.instance(module);
  if (instance === null) return null;
  const train = start.spec.policy.kind === "batch" ? "tiles" : "rows";
  const tenancy = space.bringRows({ train, validation: "tiles" });
  return { ...connect(instance, places, start), tenancy };
}

function connect(instance: KernelInstance, places: Places, start: EngineStart): Omit<Kernel, "tenancy"> {
  const { spec, train, parameters } = start;
  const { memory } = instance;
  const { weights: w, gradient: g, tally } = places;
  const stride = strideOf(train.inputs);
  const bytes = stride * 8;
  const isLogistic = spec.model.kind === "logistic";
  const kind = isLogistic ? 0 : 1;
  const isBatch = spec.policy.kind === "batch";
  const all = new Float64Array(memory.buffer, w, stride + 1);
  all.set(parameters.weights);
  all[stride] = parameters.intercepts[0] ?? 0;
  const learn = instance.function(isLogistic ? "learnLogistic" : "learnLinear");
  const judge = instance.function(isLogistic ? "judgeLogistic" : "judgeLinear");
  const [judgeOrdered, update] = [instance.function("judgeOrdered"), instance.function("update")];
  const learnInOrder = instance.function("learnInOrder");
  const { inputs: x, target: y, rows } = places.train;
  const { learningRate: rate, l1, l2 } = spec;
  const size = batchSizeOf(spec, rows);
  const drawn = places.order === null ? null : new KernelOrder(instance, places.order, rows, start.random);
  const order = places.order?.order ?? 0;
  return {
    instance,
    memory,
    chunks: places.chunks === null ? null : { plan: places.chunks, gradient: g },
    clearTally: instance.function("clearTally"),
    tally,
    validationTally: places.validationTally,
    order: drawn,
    weightsASample: stride,
    learn: (from, to) => learn(x + from * bytes, y + from * 8, to - from, bytes, w, g, tally),
    update: () => update(w, g, bytes, tally + errorsInTally, rows, rate, l1, l2),
    learnInOrder: (from, to) =>
      learnInOrder(kind, x, y, order, from, to, size, bytes, w, g, tally, rate, l1, l2),
    judge(which, from, to, sums) {
      if (which === "train" && !isBatch) judgeOrdered(kind, x, y, order, from, to, bytes, w, sums);
      else {
        const at = which === "train" ? places.train : places.validation;
        judge(at.inputs + from * bytes, at.target + from * 8, to - from, bytes, w, sums);
      }
    },
    wholeEpoch: wholeEpochOf(instance, places, start),
    loss: (sums) => (isLogistic ? sums.crossEntropy() : sums.squares()),
    score: (sums) => (isLogistic ? sums.right() : sums.squares()),
    parameters: () => ({
      weights: all.slice(0, train.inputs.features),
      intercepts: Float64Array.of(all[stride] ?? 0),
    }),
    all,
    penalised: [all.subarray(0, stride)],
  };
}

function wholeEpochOf(instance: KernelInstance, places: Places, { spec, train }: EngineStart): () => number {
  const kind = spec.model.kind === "logistic" ? 0 : 1;
  const bytes = strideOf(train.inputs) * 8;
  const { weights: w, gradient: g, tally, validationTally: tallyV } = places;
  const { inputs: x, target: y, rows } = places.train;
  const { inputs: xv, target: yv, rows: rowsV } = places.validation;
  const { learningRate: rate, l1, l2 } = spec;
  if (places.order === null) {
    const epoch = instance.function("batchEpoch");
    return () => epoch(kind, x, y, rows, xv, yv, rowsV, bytes, w, g, tally, tallyV, rate, l1, l2);
  }
  const { order } = places.order;
  const state = spec.shuffle === false ? 0 : places.order.state;
  const size = batchSizeOf(spec, rows);
  const ordered = instance.function("orderedEpoch");
  return () =>
    ordered(kind, state, size, x, y, order, rows, xv, yv, rowsV, bytes, w, g, tally, tallyV, rate, l1, l2);
}
