import { batchSizeOf, type EngineStart } from "./engine";
import { type ChunkPlan, planChunks, smallWork } from "./kernelChunks";
import type { Kernel } from "./kernelEngine";
import { type Placed, strideOf, tallySize } from "./kernelMemory";
import type { KernelInstance } from "./kernelModule";
import { KernelOrder, type OrderPlaces, planOrder } from "./kernelOrder";
import type { KernelSpace } from "./kernelSpace";
import type { Parameters } from "./parameters";

const tile = 32;

interface Places {
  readonly train: Placed;
  readonly validation: Placed;
  readonly weights: number;
  readonly gradient: number;
  readonly scores: number;
  readonly order: OrderPlaces | null;
  readonly tally: number;
  readonly validationTally: number;
  readonly chunks: ChunkPlan | null;
}

/** Softmax layers: `kernels/softmax.ts`. Null where the memory does not reach, or a target is no class. */
export function softmaxKernel(
  module: WebAssembly.Module,
  start: EngineStart,
  spaceFor: () => KernelSpace,
): Kernel | null {
  const { spec, train, validation } = start;
  if (spec.model.kind !== "softmax") return null;
  const { classes } = spec.model;
  const isClass = (target: number) => Number.isInteger(target) && target >= 0 && target < classes;
  if (!train.target.every(isClass) || !validation.target.every(isClass)) return null;
  const space = spaceFor();
  const { plan } = space;
  const wide = classes + (classes % 2);
  const numbers = (strideOf(train.inputs) + 1) * wide;
  const placed = {
    train: space.train,
    validation: space.validation,
    weights: plan.reserve(numbers * 8),
    gradient: plan.reserve(numbers * 8),
    scores: plan.reserve(tile * wide * 8),
    order: spec.policy.kind === "batch" ? null : planOrder(plan, train.inputs.samples),
    tally: plan.reserve(tallySize),
    validationTally: plan.reserve(tallySize),
  };
  const rows = train.inputs.samples + validation.inputs.samples;
  const isChunked = spec.policy.kind === "batch" && rows * strideOf(train.inputs) * wide > smallWork;
  const of = {
    model: "softmax" as const,
    classes,
    bytes: strideOf(train.inputs) * 8,
    wide: wide * 8,
    rows: { train: placed.train, validation: placed.validation },
    weights: placed.weights,
    gradientBytes: numbers * 8,
  };
  const chunks = isChunked ? planChunks(plan, of, tile * wide * 8) : null;
  const instance = space.instance(module);
  if (instance === null) return null;
  const tenancy = space.bringRows({ train: "rows", validation: "rows" });
  return { ...connect(instance, { ...placed, chunks }, start, classes), tenancy };
}

function connect(
  instance: KernelInstance,
  places: Places,
  start: EngineStart,
  classes: number,
): Omit<Kernel, "tenancy"> {
  const { spec, train } = start;
  const { memory } = instance;
  const { weights: w, gradient: g, scores: z, tally } = places;
  const stride = strideOf(train.inputs);
  const wide = classes + (classes % 2);
  const all = new Float64Array(memory.buffer, w, (stride + 1) * wide);
  putParameters(all, start.parameters, { classes, wide, stride });
  const [pass, step] = [instance.function("softmaxPass"), instance.function("softmaxUpdate")];
  const batches = instance.function("softmaxBatches");
  const { inputs: x, target: y, rows } = places.train;
  const [bytes, wideBytes] = [stride * 8, wide * 8];
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
    weightsASample: stride * wide,
    learn: (from, to) => pass(x, y, 0, from, to, bytes, classes, wideBytes, w, g, z, tally),
    update: () => step(w, g, bytes, wideBytes, rows, rate, l1, l2),
    learnInOrder: (from, to) =>
      batches(x, y, order, from, to, size, bytes, classes, wideBytes, w, g, z, tally, rate, l1, l2),
    judge(which, from, to, sums) {
      const at = which === "train" ? places.train : places.validation;
      pass(at.inputs, at.target, 0, from, to, bytes, classes, wideBytes, w, 0, z, sums);
    },
    loss: (sums) => sums.crossEntropy(),
    score: (sums) => sums.right(),
    parameters: () => takeParameters(all, { classes, wide, stride, features: train.inputs.features }),
    all,
    penalised: [all.subarray(0, stride * wide)],
  };
}

interface Widths {
  readonly classes: number;
  readonly wide: number;
  readonly stride: number;
}

/** In the kernel an odd number of classes, or of features, is filled up by one of zeros. */
function putParameters(all: Float64Array, { weights, intercepts }: Parameters, widths: Widths): void {
  const { classes, wide, stride } = widths;
  for (let at = 0; at < weights.length; at += classes)
    all.set(weights.subarray(at, at + classes), (at / classes) * wide);
  all.set(intercepts, stride * wide);
}

function takeParameters(all: Float64Array, widths: Widths & { readonly features: number }): Parameters {
  const { classes, wide, stride, features } = widths;
  const weights = new Float64Array(features * classes);
  for (let j = 0; j < features; j++) weights.set(all.subarray(j * wide, j * wide + classes), j * classes);
  return { weights, intercepts: all.slice(stride * wide, stride * wide + classes) };
}
