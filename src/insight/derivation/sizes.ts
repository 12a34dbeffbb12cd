import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import type { ProgramFacts } from "../facts";
import type { Anatomy, LayerAnatomy } from "../gradient/anatomy";
import type { ModelSizes } from "./model";

/** W X + b: the weights stand before a matrix of several samples. */
export function samplesOf(anatomy: Anatomy): "rows" | "columns" {
  const [first] = anatomy.layers;
  const product = first?.neurons[0]?.product;
  if (first === undefined || product?.kind !== "matmul") return "rows";
  // One sample is a column where it is written as one: W x with x (n, 1).
  if (sampleCount(anatomy) === 1 && product.right.shape.length !== 2) return "rows";
  if (!isView(product.left, first.weight)) return "rows";
  // w · xᵢ of one row after another has no columns.
  return first.neurons.length === 1 && product.right.shape.length === 2 ? "columns" : "rows";
}

/** The product takes the transpose of the weights: X Wᵀ, wᵀ X. A vector of weights counts as a column. */
export function isTurned({ weight, neurons }: LayerAnatomy, samplesAs: "rows" | "columns"): boolean {
  const product = neurons[0]?.product;
  if (product?.kind !== "matmul") return false;
  if (weight.shape.length === 1) return samplesAs === "columns";
  // W x of one sample is X Wᵀ of all of them.
  const onRight = isView(product.right, weight);
  if (onRight || samplesAs === "columns")
    return (onRight ? product.right : product.left).kind === "transpose";
  return product.left.kind !== "transpose";
}

/** The parameter itself, or another view of its numbers. */
export function isView(node: e.Expression, parameter: e.Expression): boolean {
  if (node.key === parameter.key) return true;
  const view =
    node.kind === "transpose" ||
    node.kind === "reshape" ||
    node.kind === "index" ||
    node.kind === "broadcast";
  return view && isView(node.of, parameter);
}

export function sizeOf(node: e.Expression): number {
  return arrays.count(node.shape.map((size) => size.value ?? 1));
}

/** A layer whose weights are numbers with names of their own, `w1 * x1 + w2 * x2`: one part for each. */
interface MergedLayer extends LayerAnatomy {
  readonly parts: readonly LayerAnatomy[];
}

/** The weights that a layer has: one array, or one number for each of its inputs. */
export function partsOf(layer: LayerAnatomy): readonly LayerAnatomy[] {
  return "parts" in layer ? (layer as MergedLayer).parts : [layer];
}

/** Weights that come together in the same z are those of one layer. */
export function withMergedLayers(anatomy: Anatomy): Anatomy {
  const order = anatomy.trace.parameters.map(({ node }) => node.key);
  const made = ({ weight }: LayerAnatomy) => order.indexOf(weight.key);
  const groups = new Map<string, LayerAnatomy[]>();
  for (const layer of anatomy.layers) {
    const key = layer.neurons
      .map(({ linear }) => linear.key)
      .sort()
      .join();
    groups.set(key, [...(groups.get(key) ?? []), layer]);
  }
  const layers = [...groups.values()].flatMap((parts): LayerAnatomy[] => {
    // In the order in which the program makes them.
    const sorted = parts.toSorted((a, b) => made(a) - made(b));
    const [first] = sorted;
    if (first === undefined || parts.length === 1) return parts;
    const bias = parts.find((each) => each.bias !== null)?.bias ?? null;
    const merged: MergedLayer = { ...first, bias, parts: sorted };
    return [merged];
  });
  return layers.length === anatomy.layers.length ? anatomy : { ...anatomy, layers };
}

/** `X @ w - b`: what is taken away from the last product is a bias, too. Of another layer its activation would not be known. */
export function withTakenBias(anatomy: Anatomy): Anatomy {
  const last = anatomy.layers.at(-1);
  const [loss] = anatomy.losses;
  if (last === undefined || loss === undefined || last.bias !== null || last.activation !== "identity")
    return anatomy;
  const order = e.topological(loss.node);
  const takes = (linear: e.Expression) =>
    order.flatMap((node) => {
      if (node.kind !== "binary" || node.operation !== "subtract" || node.left.key !== linear.key) return [];
      const bias = anatomy.parameters.find(({ leaf }) => isView(node.right, leaf))?.leaf;
      return bias === undefined ? [] : [{ node, bias }];
    });
  const found = last.neurons.map(({ linear }) => takes(linear)[0]);
  const [first] = found;
  if (first === undefined || !found.every((each) => each?.bias === first.bias)) return anatomy;
  const neurons = last.neurons.map((neuron, at) => {
    const node = found[at]?.node ?? neuron.linear;
    return { ...neuron, linear: node, activation: node };
  });
  const taken: TakenBiasLayer = { ...last, bias: first.bias, neurons, takesBias: true };
  return { ...anatomy, layers: [...anatomy.layers.slice(0, -1), taken] };
}

interface TakenBiasLayer extends LayerAnatomy {
  readonly takesBias: true;
}

/** Its bias is taken away and not added. */
export function takesBias(layer: LayerAnatomy): boolean {
  return "takesBias" in layer;
}

/** What of the parameters a layer takes: all of them, or a slice of one array that holds weights and bias. */
export function parameterPieces(layer: LayerAnatomy): {
  readonly weights: readonly e.Expression[];
  readonly bias: e.Expression | null;
} {
  const [neuron] = layer.neurons;
  const { bias: leaf } = layer;
  const bias =
    neuron === undefined || leaf === null
      ? null
      : e
          .topological(neuron.linear)
          .filter((node) => node.kind === "binary" && /^(add|subtract)$/.test(node.operation))
          .map((node) => operandOf(node, leaf))
          .findLast((node) => node !== null);
  return {
    weights: partsOf(layer).map(({ neurons, weight }) => {
      const product = neurons[0]?.product;
      return (product === undefined ? null : operandOf(product, weight)) ?? weight;
    }),
    bias: leaf === null ? null : (bias ?? leaf),
  };
}

/** The factor or summand that is a view of a parameter: the parameter itself, or the slice of it that is taken. */
function operandOf(node: e.Expression, parameter: e.VariableNode): e.Expression | null {
  const pair = node.kind === "sum" ? node.of : node;
  if (pair.kind !== "matmul" && pair.kind !== "binary") return null;
  const own = [pair.left, pair.right].find((side) => isView(side, parameter));
  return own === undefined ? null : unturned(own);
}

function unturned(node: e.Expression): e.Expression {
  return node.kind === "transpose" || node.kind === "reshape" || node.kind === "broadcast"
    ? unturned(node.of)
    : node;
}

/** How many inputs one unit has: the size that the input and the weights share. */
export function fanIn(layer: LayerAnatomy): number {
  const { neurons } = layer;
  const { weights } = parameterPieces(layer);
  if (weights.length > 1) return weights.length;
  const own = weights[0]?.shape.map((size) => size.value ?? 1) ?? [];
  const input = neurons[0]?.input.shape.map((size) => size.value ?? 1) ?? [];
  const product = neurons[0]?.product;
  if (product?.kind !== "matmul") return own.reduce((a, b) => a * b, 1);
  const inner = product.left.shape.at(-1)?.value ?? 1;
  return input.includes(inner) ? inner : (own[0] ?? 1);
}

/** How many numbers z has for each sample. */
export function unitsOf(anatomy: Anatomy, layer: LayerAnatomy | undefined): number {
  const all = layer?.neurons.reduce((total, { linear }) => total + sizeOf(linear), 0) ?? 0;
  return Math.max(1, Math.round(all / sampleCount(anatomy)));
}

/** Rows of the first layer's input; 1 where the program goes sample by sample. */
export function sampleCount({ layers }: Anatomy): number {
  const [first] = layers;
  const neuron = first?.neurons[0];
  if (first === undefined || neuron === undefined) return 1;
  // A part of several has one input a sample.
  const width = partsOf(first).length > 1 ? 1 : fanIn(first);
  return (sizeOf(neuron.input) / width) * first.neurons.length;
}

/** The sizes of the program's own data: from the analysis of shapes, or from data that the program makes itself. */
export function sizesOf(anatomy: Anatomy, facts: ProgramFacts | undefined): ModelSizes {
  const { trace, layers } = anatomy;
  const [first] = layers;
  const hidden = layers.slice(0, -1).map((layer) => unitsOf(anatomy, layer));
  const outputs = layers.at(-1);
  const input = first?.neurons[0]?.input;
  const shown = input === undefined ? null : shapeFromFacts(anatomy, input, facts);
  const ours = input === undefined || [...trace.namesIn(input)].some((name) => name.startsWith("x"));
  const units = outputs === undefined ? null : unitsOf(anatomy, outputs);
  // With data of ours the analysis of shapes may still know how many units the program has.
  const own = {
    hidden: hidden.map((size, at) => (ours ? unitsFromFacts(anatomy, layers[at], facts) : size)),
    outputs: ours ? null : units,
  };
  // Weights that are numbers take one input each, whatever the data are.
  const isNumber = first !== undefined && first.weight.shape.length === 0;
  const number = isNumber ? fanIn(first) : null;
  if (shown !== null) {
    const [samples, features] = inputSizes(anatomy, shown);
    return { ...own, samples, features: number ?? features };
  }
  if (ours || first === undefined) return { ...own, samples: null, features: number };
  const samples = sampleCount(anatomy);
  return { ...own, samples: samples > 1 ? samples : null, features: fanIn(first) };
}

function inputSizes({ layers }: Anatomy, shape: readonly (number | null)[]): [number | null, number | null] {
  const input = layers[0]?.neurons[0]?.input;
  const width = layers[0] === undefined ? 1 : fanIn(layers[0]);
  const featuresFirst =
    input?.shape.length === 2 && input.shape[0]?.value === width && input.shape[1]?.value !== width;
  const [rows = null, columns = null] = shape;
  if (featuresFirst) return [columns, rows];
  if (shape.length !== 1) return [rows, columns];
  // A vector is one sample, or one feature of all of them.
  return input?.shape.length === 1 && width === 1 && input.shape[0]?.value !== 1
    ? [rows, columns]
    : [null, rows];
}

function unitsFromFacts(
  anatomy: Anatomy,
  layer: LayerAnatomy | undefined,
  facts: ProgramFacts | undefined,
): number | null {
  if (layer === undefined) return null;
  // A line in a loop over the layers has the weights of several.
  const shape = shapeFromFacts(anatomy, layer.weight, facts, 1);
  if (shape?.length !== 2) return null;
  const samplesAs = samplesOf(anatomy);
  return ((samplesAs === "columns") !== isTurned(layer, samplesAs) ? shape[0] : shape[1]) ?? null;
}

function shapeFromFacts(
  { valuesOf }: Anatomy,
  input: e.Expression,
  facts: ProgramFacts | undefined,
  most = Number.POSITIVE_INFINITY,
): readonly (number | null)[] | null {
  for (const { syntax, frame } of valuesOf.get(input.key) ?? []) {
    const document = facts?.documents.find((each) => each.uri === frame.module.file);
    for (const fact of document?.expressions ?? []) {
      if (fact.span.start !== syntax.span.start || fact.span.end !== syntax.span.end) continue;
      const shape = fact.values.length > most ? undefined : fact.values[0]?.shape;
      if (shape != null) return shape.map((size) => size.value);
    }
  }
  return null;
}
