import type { CodeAnchors, FactorTies } from "./code";
import type { Derivation } from "./derivation";
import { deriveLines } from "./lines";
import { graphsOf, type NeuronModel, sizeNumbers } from "./model";
import { productStories } from "./product";
import { printLines } from "./steps";

/** The derivation of a model's gradient, for one sample (where that has any) and for the batch, tied to the code at the anchors. */
export function deriveModel(
  model: NeuronModel,
  anchors: CodeAnchors,
  uri: string,
  ties?: FactorTies,
): Derivation {
  const sizes = sizeNumbers(model);
  const parts = graphsOf(model).map((graph) => {
    const known = new Map(graph.kind === "sample" ? [...sizes, ["m", 1] as const] : sizes);
    return printLines(graph.kind, deriveLines(model, graph).lines, known, anchors, ties);
  });
  return { model: modelName(model), parts, uri, name: "", structure: model, products: productStories(model) };
}

function modelName(model: NeuronModel): Derivation["model"] {
  const [first, ...more] = model.layers;
  if (first === undefined) return "other";
  if (more.length > 0) return "network";
  if (first.activation === "softmax") return "softmax";
  if (first.activation === "sigmoid" && model.loss.kind === "cross-entropy") return "logistic";
  if (first.activation === "identity" && model.loss.kind === "squared") return "linear";
  return "other";
}
