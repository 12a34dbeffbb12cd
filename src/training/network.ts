import { addOuter, affine, type Neuron, outputLayerOf, sigmoid, singleLayer } from "./neuron";
import { outputsOf } from "./parameters";
import type { Model } from "./run";

/** A hidden activation and its derivative, the latter written with z and a, whichever is at hand. */
interface Activation {
  of(z: number): number;
  derivative(z: number, a: number): number;
}

const activations: Record<"sigmoid" | "tanh" | "relu", Activation> = {
  sigmoid: { of: sigmoid, derivative: (_z, a) => a * (1 - a) },
  tanh: { of: Math.tanh, derivative: (_z, a) => 1 - a * a },
  relu: { of: (z) => Math.max(z, 0), derivative: (z) => (z > 0 ? 1 : 0) },
};

/** The mathematics of a model with so many features. */
export function neuronOf(model: Model, features: number): Neuron {
  return model.kind === "network"
    ? hiddenLayerNetwork(model, features)
    : singleLayer(model, features, outputsOf(model));
}

/**
 * One hidden layer. Back-propagation: d₂ = ∂ℓ/∂z₂ at the output; d₁ = (d₂W₂ᵀ) ⊙ g′(z₁) at the hidden layer; the
 * gradient of each layer is its input ⊗ its d.
 */
function hiddenLayerNetwork(model: Extract<Model, { kind: "network" }>, features: number): Neuron {
  const outputs = outputsOf(model);
  const { hidden } = model;
  const activation = activations[model.activation];
  const layer = outputLayerOf(model);
  const first = { weights: 0, intercepts: 0 };
  const second = { weights: features * hidden, intercepts: hidden };
  const z1 = new Float64Array(hidden);
  const a1 = new Float64Array(hidden);
  const d1 = new Float64Array(hidden);
  const z2 = new Float64Array(outputs);
  const a2 = new Float64Array(outputs);
  const d2 = new Float64Array(outputs);
  return {
    outputs,
    forward(parameters, x, at) {
      affine(x, at, features, parameters, first, z1);
      for (let h = 0; h < hidden; h++) a1[h] = activation.of(z1[h] ?? 0);
      affine(a1, 0, hidden, parameters, second, z2);
      layer.activate(z2, a2);
      return a2;
    },
    tally: (target, tally) => layer.tally(z2, a2, target, tally),
    backward(parameters, x, at, target, gradient) {
      layer.error(a2, target, d2);
      for (let h = 0; h < hidden; h++) {
        let back = 0;
        for (let k = 0; k < outputs; k++)
          back += (d2[k] ?? 0) * (parameters.weights[second.weights + h * outputs + k] ?? 0);
        d1[h] = back * activation.derivative(z1[h] ?? 0, a1[h] ?? 0);
      }
      addOuter(a1, 0, hidden, d2, second, gradient);
      addOuter(x, at, features, d1, first, gradient);
    },
  };
}
