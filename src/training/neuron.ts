import { rowsOf } from "../datasets/matrix";
import type { Parameters } from "./parameters";
import type { Model, Subset } from "./run";

/** Sums over the samples that were visited. */
export interface Tally {
  loss: number;
  /** Samples that were called right; for a target of numbers the sum of squared errors. */
  score: number;
}

export function emptyTally(): Tally {
  return { loss: 0, score: 0 };
}

/**
 * A model's mathematics for one sample, in three steps that follow the textbook. A sample is a row: `x[at … at + n)`.
 * State (z, a) stays inside between the forward and the backward pass, so nothing is allocated a sample.
 */
export interface Neuron {
  /** Number of outputs. */
  readonly outputs: number;
  /** Activations of the output layer, valid until the next call. */
  forward(parameters: Parameters, x: Float64Array, at: number): Float64Array;
  /** Loss of the sample that was just passed forward, added with its score. */
  tally(target: number, tally: Tally): void;
  /** Adds the sample's gradient: the sum over samples, not yet the mean. */
  backward(parameters: Parameters, x: Float64Array, at: number, target: number, gradient: Parameters): void;
}

/** An activation is kept so far from 0 and 1 before its logarithm is taken, as the lesson does with `np.clip`. */
const clip = 1e-10;

function clipped(a: number): number {
  return Math.min(Math.max(a, clip), 1 - clip);
}

export function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}

/** z = x·W + b for one sample: `weights[start + j * outputs + k]`. */
export function affine(
  x: Float64Array,
  at: number,
  inputs: number,
  parameters: Parameters,
  start: { readonly weights: number; readonly intercepts: number },
  z: Float64Array,
): void {
  const outputs = z.length;
  const { weights, intercepts } = parameters;
  for (let k = 0; k < outputs; k++) z[k] = 0;
  for (let j = 0; j < inputs; j++) {
    const input = x[at + j] ?? 0;
    const row = start.weights + j * outputs;
    for (let k = 0; k < outputs; k++) z[k] = (z[k] ?? 0) + input * (weights[row + k] ?? 0);
  }
  for (let k = 0; k < outputs; k++) z[k] = (z[k] ?? 0) + (intercepts[start.intercepts + k] ?? 0);
}

/** Adds x ⊗ e to the gradient of one layer, and e to that of its intercepts. */
export function addOuter(
  x: Float64Array,
  at: number,
  inputs: number,
  error: Float64Array,
  start: { readonly weights: number; readonly intercepts: number },
  gradient: Parameters,
): void {
  const outputs = error.length;
  const { weights, intercepts } = gradient;
  for (let j = 0; j < inputs; j++) {
    const input = x[at + j] ?? 0;
    const row = start.weights + j * outputs;
    for (let k = 0; k < outputs; k++) weights[row + k] = (weights[row + k] ?? 0) + input * (error[k] ?? 0);
  }
  for (let k = 0; k < outputs; k++) {
    const index = start.intercepts + k;
    intercepts[index] = (intercepts[index] ?? 0) + (error[k] ?? 0);
  }
}

/**
 * The output layer: its activation, its loss, and e = ∂ℓ/∂z. For the natural pairs (sigmoid with cross-entropy, softmax
 * with cross-entropy, identity with the squared error) e is the plain difference a − y; the squared error doubles it.
 */
export interface OutputLayer {
  activate(z: Float64Array, a: Float64Array): void;
  tally(z: Float64Array, a: Float64Array, target: number, tally: Tally): void;
  error(a: Float64Array, target: number, error: Float64Array): void;
}

const identityOutput: OutputLayer = {
  activate: (z, a) => a.set(z),
  tally: (_z, a, target, tally) => {
    const residual = (a[0] ?? 0) - target;
    tally.loss += residual * residual;
    tally.score += residual * residual;
  },
  error: (a, target, error) => {
    error[0] = 2 * ((a[0] ?? 0) - target);
  },
};

const sigmoidOutput: OutputLayer = {
  activate: (z, a) => {
    a[0] = sigmoid(z[0] ?? 0);
  },
  tally: (z, a, target, tally) => {
    const called = clipped(a[0] ?? 0);
    tally.loss -= target * Math.log(called) + (1 - target) * Math.log(1 - called);
    if ((z[0] ?? 0) > 0 === target > 0.5) tally.score++;
  },
  error: (a, target, error) => {
    error[0] = (a[0] ?? 0) - target;
  },
};

const softmaxOutput: OutputLayer = {
  activate: (z, a) => {
    // The largest score is taken from all: e^z cannot overflow, and the quotient stays the same.
    let largest = Number.NEGATIVE_INFINITY;
    for (const score of z) if (score > largest) largest = score;
    let sum = 0;
    for (let k = 0; k < z.length; k++) {
      const power = Math.exp((z[k] ?? 0) - largest);
      a[k] = power;
      sum += power;
    }
    for (let k = 0; k < z.length; k++) a[k] = (a[k] ?? 0) / sum;
  },
  tally: (_z, a, target, tally) => {
    tally.loss -= Math.log(clipped(a[target] ?? Number.NaN));
    if (largestOf(a) === target) tally.score++;
  },
  error: (a, target, error) => {
    for (let k = 0; k < a.length; k++) error[k] = (a[k] ?? 0) - (k === target ? 1 : 0);
  },
};

/** The position of the largest, the first of equals, as `np.argmax`. */
function largestOf(values: Float64Array): number {
  let best = 0;
  for (let index = 1; index < values.length; index++)
    if ((values[index] ?? 0) > (values[best] ?? 0)) best = index;
  return best;
}

export function outputLayerOf(model: Model): OutputLayer {
  switch (model.kind) {
    case "linear":
      return identityOutput;
    case "logistic":
      return sigmoidOutput;
    case "softmax":
      return softmaxOutput;
    case "network":
      return model.classes > 2 ? softmaxOutput : model.classes === 2 ? sigmoidOutput : identityOutput;
  }
}

/** Which class (or what number) the sample that was just passed forward is called. */
export function calledClass(model: Model, a: Float64Array): number {
  if (a.length > 1) return largestOf(a);
  return outputLayerOf(model) === identityOutput ? (a[0] ?? 0) : (a[0] ?? 0) > 0.5 ? 1 : 0;
}

export function learnsNumbers(model: Model): boolean {
  return outputLayerOf(model) === identityOutput;
}

/** One layer: linear and logistic neurons, the softmax layer. */
export function singleLayer(model: Model, features: number, outputs: number): Neuron {
  const layer = outputLayerOf(model);
  const start = { weights: 0, intercepts: 0 };
  const z = new Float64Array(outputs);
  const a = new Float64Array(outputs);
  const e = new Float64Array(outputs);
  return {
    outputs,
    forward(parameters, x, at) {
      affine(x, at, features, parameters, start, z);
      layer.activate(z, a);
      return a;
    },
    tally: (target, tally) => layer.tally(z, a, target, tally),
    backward(_parameters, x, at, target, gradient) {
      layer.error(a, target, e);
      addOuter(x, at, features, e, start, gradient);
    },
  };
}

/** Visits rows `order[from … to)` (or the rows themselves): forward pass, loss, and with a gradient the backward pass. */
export function visit(
  neuron: Neuron,
  parameters: Parameters,
  subset: Subset,
  rows: { readonly order: Int32Array | null; readonly from: number; readonly to: number },
  tally: Tally,
  gradient: Parameters | null,
): void {
  const { data, at } = rowsOf(subset.inputs);
  for (let position = rows.from; position < rows.to; position++) {
    const row = rows.order === null ? position : (rows.order[position] ?? 0);
    const target = subset.target[row] ?? 0;
    const start = at(row);
    neuron.forward(parameters, data, start);
    neuron.tally(target, tally);
    if (gradient !== null) neuron.backward(parameters, data, start, target, gradient);
  }
}
