import type { NeuronModel } from "./model";

/** The letters of a textbook: w, b, Z, A for a neuron; W, c, S, P for a softmax layer; with numbers in a network. */
export function layerNames(model: NeuronModel, at: number) {
  if (model.layers.length > 1) {
    const number = at + 1;
    return { weight: `W_${number}`, bias: `b_${number}`, linear: `Z_${number}`, activation: `A_${number}` };
  }
  const layer = model.layers[0];
  if (layer?.activation === "softmax") return { weight: "W", bias: "c", linear: "S", activation: "P" };
  return { weight: layer?.units === "many" ? "W" : "w", bias: "b", linear: "Z", activation: "A" };
}

/** What the error is called, and whether it is named at all: E, R for a linear neuron, D₁, D₂ in a network. */
export function errorName(model: NeuronModel, at: number): string | null {
  if (model.layers.length > 1) return `D_${at + 1}`;
  const layer = model.layers[0];
  if (layer?.activation === "softmax") return null;
  return hasResidual(model) && model.loss.kind === "squared" && model.loss.weights === undefined ? "R" : "E";
}

/** A linear neuron's Z − T has a name of its own, R, before the loss is made of it. */
export function hasResidual({ layers, loss }: NeuronModel): boolean {
  const [layer, ...more] = layers;
  const isLinear = more.length === 0 && layer?.activation === "identity";
  return isLinear && (loss.kind === "squared" || loss.kind === "huber");
}
