import type { NumberArray } from "../../algebra/array";
import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import type { Anatomy, LayerAnatomy, NeuronAnatomy, ParameterAnatomy } from "./anatomy";

/** What a learner's gradient does wrong, by name. */
export type Mistake =
  | "missing_mean"
  | "double_mean"
  | "divided_by_features"
  | "sign"
  | "extra_activation_derivative"
  | "missing_activation_derivative"
  | "wrong_activation_derivative"
  | "uses_z_for_a"
  | "transposed_result"
  | "penalty_missing"
  | "penalty_sign"
  | "penalty_not_averaged"
  | "bias_missing"
  | "bias_not_averaged"
  | "bias_axis"
  | "wrong_layer_input"
  | "updated_weight_used_in_backprop"
  | "label_missing"
  | "factor_two"
  | "other";

/** The learner's gradient against the loss's derivative, in one run. */
export interface Comparison {
  readonly parameter: ParameterAnatomy;
  /** The loss of the data, and each penalty by itself. */
  readonly data: e.Expression;
  readonly penalties: readonly e.Expression[];
  readonly expected: NumberArray;
  readonly actual: NumberArray;
  readonly isBias: boolean;
}

/** A wrong gradient that a known mistake would give, without the penalties' part. */
export interface Suspicion {
  readonly mistake: Mistake;
  readonly gradient: () => NumberArray;
  /** A second part of it, of which any of the factors may be there. */
  readonly part?: () => NumberArray;
  /** What an average may multiply it with, besides the factors that are mistakes by themselves. */
  readonly factors?: readonly number[];
}

export function gradientOf(anatomy: Anatomy, loss: e.Expression, by: e.Expression): NumberArray {
  const [gradient] = e.derivative(loss, [by]);
  return anatomy.trace.read(gradient ?? by);
}

export function layerOf(anatomy: Anatomy, parameter: ParameterAnatomy): LayerAnatomy | undefined {
  return anatomy.layers.find(
    ({ weight, bias }) => weight.key === parameter.leaf.key || bias?.key === parameter.leaf.key,
  );
}

/** What is added to a layer's product; where no layer is seen, a number beside arrays of weights, or what is called b. */
export function isBiasOf(anatomy: Anatomy, parameter: ParameterAnatomy): boolean {
  const layer = layerOf(anatomy, parameter);
  if (layer !== undefined) return layer.weight.key !== parameter.leaf.key;
  const isNumber = e.sizeOf(parameter.leaf.shape).value === 1;
  const hasArrays = anatomy.parameters.some(({ leaf }) => e.sizeOf(leaf.shape).value !== 1);
  return /^b/i.test(parameter.name) || (isNumber && hasArrays);
}

/** How many samples there are: of the run's own data, and the axis of the first layer's input that is not summed over. */
export function sampleCounts({ trace, layers, losses }: Anatomy): readonly number[] {
  const neuron = layers[0]?.neurons[0];
  const width = layers[0]?.weight.shape.map((size) => size.value ?? 1) ?? [];
  const rows = (neuron === undefined ? [] : sampleAxes(neuron, width)).flatMap((size) =>
    size.value !== null && size.value > 1 ? [size.value] : [],
  );
  const loss = losses[0]?.node;
  const names = loss === undefined ? [] : [...trace.namesIn(loss)];
  const given = names.some((name) => name.startsWith("x"));
  const looped = layers[0]?.neurons.length ?? 0;
  const ofStep = losses.flatMap(({ stepSamples = 1 }) => (stepSamples > 1 ? [stepSamples] : []));
  const all = new Set([
    ...rows,
    ...ofStep,
    ...(looped > 1 && neuron !== undefined ? [looped, ...rowsBehind(neuron, looped)] : []),
    ...(given ? [trace.options.samples] : []),
  ]);
  // Where the data are Python's own numbers, only what the loss is divided by tells how many there are.
  if (!names.some((name) => /^[xyk]/.test(name))) for (const each of divisors(loss)) all.add(each);
  return all.size > 0
    ? [...all]
    : dataLengths(trace, [...width, ...(neuron === undefined ? [] : rowLengths(trace, neuron))]);
}

/** How long the rows are that a sample is made of: before a 1 is put behind it, too. */
function rowLengths(trace: Anatomy["trace"], { input }: NeuronAnatomy): number[] {
  const size = e.sizeOf(input.shape).value ?? 1;
  const names = [...trace.namesIn(input)];
  return names
    .flatMap((name) => [name, ...trace.sourcesOf(name)])
    .flatMap((name) => {
      const shape = trace.variables.get(name)?.shape ?? [];
      return shape.length === 1 && (shape[0] ?? 1) <= size ? [...shape] : [];
    });
}

/** Of samples that a loop takes from an array: of some the loss may know nothing, as of those beyond a margin. */
function rowsBehind({ input }: NeuronAnatomy, seen: number): number[] {
  if (input.kind !== "index" && input.kind !== "gather") return [];
  const [rows] = input.of.shape;
  return input.of.kind === "variable" && input.of.shape.length > 1 && (rows?.value ?? 0) > seen
    ? [rows?.value ?? seen]
    : [];
}

function divisors(loss: e.Expression | undefined): number[] {
  const nodes = loss === undefined ? [] : e.topological(loss);
  const found = nodes.flatMap((node) =>
    node.kind === "binary" && node.operation === "divide" && node.right.kind === "number"
      ? [node.right.value]
      : [],
  );
  return [...new Set(found)].filter((each) => Number.isInteger(each) && each > 2);
}

/** The axes of a layer's input that the product with the weights leaves: of X W the rows, of W X the columns. */
function sampleAxes({ product, input }: NeuronAnatomy, width: readonly number[]): e.Sizes {
  if (product.kind !== "matmul") return input.shape.filter(({ value }) => !width.includes(value ?? 1));
  if (input.shape.length < 2) return [];
  return product.left.key === input.key ? input.shape.slice(0, -1) : input.shape.slice(-1);
}

/** A loop over the program's own data, sample by sample: the longest axes that are no weight's. */
function dataLengths(trace: Anatomy["trace"], width: readonly number[]): number[] {
  const lengths = [...trace.variables].flatMap(([name, { shape }]) =>
    name.startsWith("k") ? [shape[0] ?? 1] : [],
  );
  return [...new Set(lengths)].filter((length) => length > 1 && !width.includes(length));
}

/** How many units the last layer has. */
export function outputCounts({ layers }: Anatomy, counts: readonly number[]): number[] {
  const last = layers.at(-1)?.neurons[0]?.linear;
  const sizes = last === undefined || last.shape.length < 2 ? [] : last.shape.map(({ value }) => value ?? 1);
  return sizes.filter((size) => size > 1 && !counts.includes(size));
}

/** What the loss is divided by where samples have weights, and not their number: `weights.sum()`. */
export function weightTotals({ trace }: Anatomy, data: e.Expression): number[] {
  return e.topological(data).flatMap((node) => {
    if (node.kind !== "binary" || node.operation !== "divide" || !e.isSingle(node.right.shape)) return [];
    const names = [...trace.namesIn(node.right)];
    const isOfData = names.length > 0 && names.every((name) => /^[xyk]/.test(name));
    const isLearned = [...trace.namesIn(node.left)].some((name) => name.startsWith("p"));
    return isOfData && isLearned ? [arrays.item(trace.read(node.right))] : [];
  });
}

/** The learner's gradient has not the shape of the right one. */
export function hasOtherShape(comparison: Comparison | undefined): boolean {
  return comparison !== undefined && comparison.actual.shape.join() !== comparison.expected.shape.join();
}
