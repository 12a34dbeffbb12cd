import type { RandomState } from "../base/randomState";
import type { Model, TrainingSpec } from "./run";

/**
 * What is learned. `weights` holds one matrix a layer after another, each row-major (inputs, outputs); `intercepts` one
 * number an output, layer after layer. A gradient has the shape of its parameters, so it is one of these too.
 */
export interface Parameters {
  readonly weights: Float64Array;
  readonly intercepts: Float64Array;
}

/** Numbers that come out at the end: one for a number or two classes, one a class for more. */
export function outputsOf(model: Model): number {
  switch (model.kind) {
    case "linear":
    case "logistic":
      return 1;
    case "softmax":
      return model.classes;
    case "network":
      return model.classes > 2 ? model.classes : 1;
  }
}

export function zeroParameters(model: Model, features: number): Parameters {
  const outputs = outputsOf(model);
  const hidden = model.kind === "network" ? model.hidden : 0;
  const weights = hidden > 0 ? features * hidden + hidden * outputs : features * outputs;
  return { weights: new Float64Array(weights), intercepts: new Float64Array(hidden + outputs) };
}

/**
 * Weights before the first update; intercepts are 0. Normal ones are `np.random.RandomState(seed).normal(0, 1, size)`,
 * layer after layer. `random` goes on to shuffle the samples afterwards, as a learner's one seeded generator does.
 */
export function initialParameters(spec: TrainingSpec, features: number, random: RandomState): Parameters {
  const parameters = zeroParameters(spec.model, features);
  switch (spec.initialWeights) {
    case "zeros":
      break;
    case "ones":
      parameters.weights.fill(1);
      break;
    case "normal":
      for (let index = 0; index < parameters.weights.length; index++)
        parameters.weights[index] = random.normal();
  }
  return parameters;
}

export function copyOf(parameters: Parameters): Parameters {
  return { weights: parameters.weights.slice(), intercepts: parameters.intercepts.slice() };
}

export function clear(parameters: Parameters): void {
  parameters.weights.fill(0);
  parameters.intercepts.fill(0);
}

/** Σ(λ₁|w| + ½λ₂w²), to be divided by the number of samples. Intercepts are not penalised. */
export function penalty(weights: Float64Array, l1: number, l2: number): number {
  if (l1 === 0 && l2 === 0) return 0;
  let absolute = 0;
  let squares = 0;
  for (const weight of weights) {
    absolute += Math.abs(weight);
    squares += weight * weight;
  }
  return l1 * absolute + (l2 / 2) * squares;
}

/**
 * One step downhill: w ← w − η·∇J, where `gradient` holds sums over `samples` samples and the penalty's gradient
 * (λ₁·sign w + λ₂·w) is divided by the same number.
 */
export function update(
  parameters: Parameters,
  gradient: Parameters,
  samples: number,
  spec: TrainingSpec,
): void {
  const { learningRate, l1, l2 } = spec;
  const { weights, intercepts } = parameters;
  for (let j = 0; j < weights.length; j++) {
    const weight = weights[j] ?? 0;
    let slope = (gradient.weights[j] ?? 0) / samples;
    if (l1 !== 0 || l2 !== 0) slope += (l1 * Math.sign(weight) + l2 * weight) / samples;
    weights[j] = weight - learningRate * slope;
  }
  for (let k = 0; k < intercepts.length; k++)
    intercepts[k] = (intercepts[k] ?? 0) - (learningRate * (gradient.intercepts[k] ?? 0)) / samples;
}
