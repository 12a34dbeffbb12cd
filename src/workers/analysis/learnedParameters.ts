import * as arrays from "../../algebra/array";
import type { ParameterChoice } from "../../insight/derivation/bindings";
import { isNormalised, type NeuronModel, samplesAreColumns } from "../../insight/derivation/model";
import type { Model } from "../../training/run";
import type { Learned } from "./calls";

/**
 * The weights of a run in the shapes that a derivation has them in. Null where the run learned another model: another
 * number of layers or units, another activation, no intercept in the program, a normalisation.
 */
export function learnedParameters(model: NeuronModel, learned: Learned): ParameterChoice | null {
  const layers = layersOf(learned);
  const activations = activationsOf(learned.model);
  const isSame =
    !isNormalised(model) &&
    model.layers.length === layers.length &&
    model.layers.every(
      ({ activation, bias, units }, at) =>
        activation === activations[at] && bias !== null && (units === "one") === (layers[at]?.outputs === 1),
    );
  if (!isSame) return null;
  return (_model, at, role, shape) => {
    const layer = layers[at];
    const own = (role === "weight" || role === "bias" ? layer?.[role] : undefined) ?? new Float64Array();
    if (layer === undefined || own.length !== arrays.count(shape)) throw new Error("another number of units");
    // A run has its weights as (inputs, outputs); these formulas have them the other way round.
    const lies = samplesAreColumns(model) !== (model.layers[at]?.turned === true);
    if (role === "bias" || !lies) return arrays.arrayOf(own, shape);
    return arrays.transpose(arrays.arrayOf(own, [...shape].reverse()));
  };
}

interface LearnedLayer {
  readonly outputs: number;
  readonly weight: Float64Array;
  readonly bias: Float64Array;
}

function layersOf({ model, weights, intercepts }: Learned): readonly LearnedLayer[] {
  if (model.kind !== "network") return [{ outputs: intercepts.length, weight: weights, bias: intercepts }];
  const { hidden } = model;
  const outputs = intercepts.length - hidden;
  const first = weights.length - hidden * outputs;
  return [
    { outputs: hidden, weight: weights.subarray(0, first), bias: intercepts.subarray(0, hidden) },
    { outputs, weight: weights.subarray(first), bias: intercepts.subarray(hidden) },
  ];
}

function activationsOf(model: Model): readonly string[] {
  switch (model.kind) {
    case "linear":
      return ["identity"];
    case "logistic":
      return ["sigmoid"];
    case "softmax":
      return ["softmax"];
    case "network":
      return [model.activation, model.classes === 0 ? "identity" : model.classes > 2 ? "softmax" : "sigmoid"];
  }
}
