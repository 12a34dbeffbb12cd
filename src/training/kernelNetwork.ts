import { batchSizeOf, type EngineStart } from "./engine";
import type { Kernel } from "./kernelEngine";
import { type Placed, strideOf, tallySize } from "./kernelMemory";
import type { KernelInstance } from "./kernelModule";
import { KernelOrder, type OrderPlaces, planOrder } from "./kernelOrder";
import type { KernelSpace } from "./kernelSpace";
import { outputsOf, type Parameters } from "./parameters";

const tile = 32;
const activationNumber = { sigmoid: 0, tanh: 1, relu: 2 };

/** Numbers of columns; `wide` ones are even, filled up where they have to be. */
interface Widths {
  readonly features: number;
  readonly stride: number;
  readonly hidden: number;
  readonly wideHidden: number;
  readonly outputs: number;
  readonly wideOutputs: number;
}

interface Places {
  readonly train: Placed;
  readonly validation: Placed;
  readonly weights: number;
  readonly gradient: number;
  readonly room: number;
  readonly order: OrderPlaces | null;
  readonly tally: number;
  readonly validationTally: number;
}

const even = (count: number) => count + (count % 2);

/** Networks of one hidden layer: `kernels/network.ts`. Null where the memory does not reach, or a target is no class. */
export function networkKernel(
  module: WebAssembly.Module,
  start: EngineStart,
  spaceFor: () => KernelSpace,
): Kernel | null {
  const { spec, train, validation } = start;
  const { model } = spec;
  if (model.kind !== "network") return null;
  const isFine = (target: number) =>
    model.classes < 2 || (Number.isInteger(target) && target >= 0 && target < model.classes);
  if (!train.target.every(isFine) || !validation.target.every(isFine)) return null;
  const widths: Widths = {
    features: train.inputs.features,
    stride: strideOf(train.inputs),
    hidden: model.hidden,
    wideHidden: even(model.hidden),
    outputs: outputsOf(model),
    wideOutputs: even(outputsOf(model)),
  };
  const space = spaceFor();
  const { plan } = space;
  const numbers = sizeOf(widths);
  const places: Places = {
    train: space.train,
    validation: space.validation,
    weights: plan.reserve(numbers * 8),
    gradient: plan.reserve(numbers * 8),
    room: plan.reserve(tile * (widths.wideHidden * 2 + widths.wideOutputs) * 8),
    order: spec.policy.kind === "batch" ? null : planOrder(plan, train.inputs.samples),
    tally: plan.reserve(tallySize),
    validationTally: plan.reserve(tallySize),
  };
  const instance = space.instance(module);
  if (instance === null) return null;
  const tenancy = space.bringRows({ train: "rows", validation: "rows" });
  const shape = { kind: activationNumber[model.activation], classes: Math.max(1, model.classes) };
  return { ...connect(instance, places, start, widths, shape), tenancy };
}

function sizeOf({ stride, wideHidden, wideOutputs }: Widths): number {
  return (stride + 1) * wideHidden + (wideHidden + 1) * wideOutputs;
}

function connect(
  instance: KernelInstance,
  places: Places,
  start: EngineStart,
  widths: Widths,
  { kind, classes }: { readonly kind: number; readonly classes: number },
): Omit<Kernel, "tenancy"> {
  const { spec } = start;
  const { memory } = instance;
  const { weights: w, gradient: g, room, tally } = places;
  const all = new Float64Array(memory.buffer, w, sizeOf(widths));
  putParameters(all, start.parameters, widths);
  const [pass, step] = [instance.function("networkPass"), instance.function("networkUpdate")];
  const batches = instance.function("networkBatches");
  const { inputs: x, target: y, rows } = places.train;
  const [bytes, wide, wide2] = [widths.stride * 8, widths.wideHidden * 8, widths.wideOutputs * 8];
  const { hidden } = widths;
  const { learningRate: rate, l1, l2 } = spec;
  const size = batchSizeOf(spec, rows);
  const drawn = places.order === null ? null : new KernelOrder(instance, places.order, rows, start.random);
  const order = places.order?.order ?? 0;
  return {
    instance,
    memory,
    chunks: null,
    clearTally: instance.function("clearTally"),
    tally,
    validationTally: places.validationTally,
    order: drawn,
    weightsASample: all.length,
    learn: (from, to) =>
      pass(x, y, 0, from, to, bytes, kind, hidden, wide, classes, wide2, w, g, room, tally),
    update: () => step(w, g, bytes, wide, wide2, rows, rate, l1, l2),
    learnInOrder: (from, to) =>
      batches(
        ...[x, y, order, from, to, size, bytes, kind, hidden, wide, classes, wide2],
        ...[w, g, room, tally, rate, l1, l2],
      ),
    judge(which, from, to, sums) {
      const at = which === "train" ? places.train : places.validation;
      pass(at.inputs, at.target, 0, from, to, bytes, kind, hidden, wide, classes, wide2, w, 0, room, sums);
    },
    loss: (sums) => (classes < 2 ? sums.squares() : sums.crossEntropy()),
    score: (sums) => (classes < 2 ? sums.squares() : sums.right()),
    parameters: () => takeParameters(all, widths),
    all,
    penalised: penalisedParts(all, widths),
  };
}

/** The layers' matrices without their intercepts: two views of one memory. */
function penalisedParts(all: Float64Array, widths: Widths): readonly Float64Array[] {
  const { stride, wideHidden, wideOutputs } = widths;
  const second = (stride + 1) * wideHidden;
  return [all.subarray(0, stride * wideHidden), all.subarray(second, second + wideHidden * wideOutputs)];
}

/** Where each row of each matrix, and each layer's intercepts, lie: in the kernel, and in `Parameters`. */
function* parts(widths: Widths): Generator<{ at: number; from: number; length: number; isWeight: boolean }> {
  const { features, stride, hidden, wideHidden, outputs, wideOutputs } = widths;
  for (let j = 0; j < features; j++)
    yield { at: j * wideHidden, from: j * hidden, length: hidden, isWeight: true };
  const second = (stride + 1) * wideHidden;
  yield { at: stride * wideHidden, from: 0, length: hidden, isWeight: false };
  for (let h = 0; h < hidden; h++)
    yield {
      at: second + h * wideOutputs,
      from: features * hidden + h * outputs,
      length: outputs,
      isWeight: true,
    };
  yield { at: second + wideHidden * wideOutputs, from: hidden, length: outputs, isWeight: false };
}

function putParameters(all: Float64Array, parameters: Parameters, widths: Widths): void {
  for (const { at, from, length, isWeight } of parts(widths)) {
    const source = isWeight ? parameters.weights : parameters.intercepts;
    all.set(source.subarray(from, from + length), at);
  }
}

function takeParameters(all: Float64Array, widths: Widths): Parameters {
  const { features, hidden, outputs } = widths;
  const weights = new Float64Array(features * hidden + hidden * outputs);
  const intercepts = new Float64Array(hidden + outputs);
  for (const { at, from, length, isWeight } of parts(widths))
    (isWeight ? weights : intercepts).set(all.subarray(at, at + length), from);
  return { weights, intercepts };
}
