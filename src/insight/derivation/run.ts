import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import type { Anatomy, LayerAnatomy, NeuronAnatomy } from "../gradient/anatomy";
import { type Reader, readers } from "../gradient/support";
import { bindFixed } from "./bindings";
import { totalName } from "./losses";
import { batchGraph, type ModelGraph, type NeuronModel, parametersOf } from "./model";
import { normPieces } from "./normalised";
import { fanIn, parameterPieces, partsOf, sampleCount, unitsOf } from "./sizes";

/** The labels of a run: one array a neuron of the output, in the shape of its z. */
export type Labels = readonly arrays.NumberArray[];

/** A model, and what of a run its names stand for besides inputs and parameters. */
export interface RunModel {
  readonly model: NeuronModel;
  readonly labels: Labels;
  /** By what the activations of a layer are multiplied, for the next one. */
  readonly masks?: readonly (arrays.NumberArray | null)[];
  /** What each sample weighs, in the order of the samples. */
  readonly importance?: arrays.NumberArray;
}

/**
 * Whether a model is what the program computes: not with the numbers of one run alone, which may hide a mask, a limit or
 * a slope, but with other parameters too, its loss and the derivative of the loss by every parameter are the program's.
 */
export function isModelOf(
  anatomy: Anatomy,
  data: e.Expression,
  found: RunModel,
  bends: readonly number[],
): boolean {
  const graph = batchGraph(found.model);
  const own = anatomy.layers.flatMap((layer) => {
    const { weights, bias } = parameterPieces(layer);
    const { scale, shift } = normPieces(layer);
    return [weights, ...[bias, scale, shift].flatMap((each) => (each === null ? [] : [[each]]))];
  });
  const shown = graph.layers.flatMap((layer) => parametersOf(layer).map(([, parameter]) => parameter));
  if (own.length !== shown.length) return false;
  const programs = [[data], ...own.map((pieces) => e.derivative(data, pieces))];
  const models = [graph.dataLoss, ...e.derivative(graph.dataLoss, shown)];
  return readers(anatomy.trace, bends).every((read) => {
    const evaluator = new e.Evaluator(bindRun(anatomy, found, graph, read));
    return programs.every((nodes, at) => {
      const model = models[at];
      return model !== undefined && isNear(stacked(nodes.map(read)), evaluator.value(model));
    });
  });
}

/** What the activations of each layer are multiplied by before the next one takes them; null where that is nothing. */
export function masksOf({ trace, layers }: Anatomy, bends: readonly number[]): (arrays.NumberArray | null)[] {
  return layers.map((layer, at) => {
    const next = layers[at + 1];
    if (next === undefined || next.neurons.length !== layer.neurons.length) return null;
    // Where ReLU gives 0, only other parameters show what it would be multiplied by.
    const runs = readers(trace, bends).map((read) => ({
      own: stacked(layer.neurons.map(({ activation }) => read(activation))),
      taken: stacked(next.neurons.map(({ input }) => read(input))),
    }));
    const [first] = runs;
    if (first === undefined || first.own.shape[0] !== first.taken.shape[0] || isNear(first.own, first.taken))
      return null;
    const values = Array.from({ length: first.own.shape[0] ?? 0 }, (_, place) => {
      const told = runs.find(({ own }) => Math.abs(own.data[place] ?? 0) > 1e-9);
      return told === undefined ? 0 : (told.taken.data[place] ?? 0) / (told.own.data[place] ?? 1);
    });
    return arrays.arrayOf(Float64Array.from(values), [values.length]);
  });
}

/** Clipped and guarded logarithms miss the exact ones by a little. */
const guard = 1e-4;

function isNear(a: arrays.NumberArray, b: arrays.NumberArray): boolean {
  const [left, right] = [arrays.elements(a), arrays.elements(b)];
  if (left.length !== right.length) return false;
  const scale = 1e-9 + arrays.norm(a) + arrays.norm(b);
  if (!Number.isFinite(scale)) return true;
  return left.every((value, at) => Math.abs(value - (right[at] ?? 0)) <= guard * scale);
}

/** All names of a model's graph but its penalties' strengths. Throws where the program's arrays have other sizes. */
export function bindRun(anatomy: Anatomy, found: RunModel, graph: ModelGraph, read: Reader): e.Bindings {
  const { model, labels, importance } = found;
  const all = runSizes(anatomy, model);
  const sizes = graph.kind === "batch" ? all : new Map([...all, ["m", 1] as const]);
  const shapeOf = (node: e.Expression) => {
    const known = new e.Evaluator({ variables: new Map(), sizes });
    return node.shape.map((size) => known.size(size));
  };
  const variables = new Map<string, arrays.NumberArray>();
  const put = (name: e.VariableNode, value: arrays.NumberArray) => {
    variables.set(name.name, arrays.reshape(value, shapeOf(name)));
  };
  const [first] = anatomy.layers;
  const inputs = inputsOf(first, read);
  const at = tellingSample(anatomy, found);
  const own = (whole: arrays.NumberArray) =>
    graph.kind === "batch" ? whole : sampleOf(whole, at, sampleCount(anatomy), model);
  put(graph.input, own(isNegated(anatomy) ? arrays.map(inputs, (each) => -each) : inputs));
  put(graph.target, own(stacked(labels)));
  if (graph.importance !== null && importance !== undefined) {
    put(graph.importance, own(importance));
    variables.set(totalName.name, arrays.sum(importance));
  }
  for (const [at, { weight, bias, dropped, norm }] of graph.layers.entries()) {
    const layer = anatomy.layers[at];
    const mask = found.masks?.[at] ?? null;
    if (dropped !== null && mask !== null) put(dropped.mask, own(mask));
    if (layer === undefined) continue;
    const pieces = parameterPieces(layer);
    put(weight, stacked(pieces.weights.map(read)));
    if (bias !== null && pieces.bias !== null) put(bias, read(pieces.bias));
    const { scale, shift } = normPieces(layer);
    if (norm?.scale != null && scale !== null) put(norm.scale, read(scale));
    if (norm?.shift != null && shift !== null) put(norm.shift, read(shift));
  }
  bindFixed(model, graph, variables, new e.Evaluator({ variables: new Map(), sizes }));
  return { variables, sizes };
}

/** All inputs, sample by sample as the program has them; of a layer in parts a column for each. */
function inputsOf(layer: LayerAnatomy | undefined, read: Reader): arrays.NumberArray {
  if (layer === undefined) return stacked([]);
  const parts = partsOf(layer);
  const columns = parts.map(({ neurons }) => stacked(alike(neurons, layer).map(({ input }) => read(input))));
  const [first] = columns;
  if (first === undefined || columns.length === 1) return first ?? stacked([]);
  const samples = first.shape[0] ?? 0;
  const rows = Array.from({ length: samples }, (_, at) => columns.map(({ data }) => data[at] ?? 0));
  return arrays.arrayOf(Float64Array.from(rows.flat()), [samples * columns.length]);
}

/** The neurons of a part in the order of the layer's. */
function alike(neurons: readonly NeuronAnatomy[], layer: LayerAnatomy): readonly NeuronAnatomy[] {
  return layer.neurons.flatMap(({ linear }) => neurons.find((each) => each.linear.key === linear.key) ?? []);
}

/** Of one sample its row, or column, of what holds all of them. */
function sampleOf(
  all: arrays.NumberArray,
  at: number,
  samples: number,
  { samplesAs }: NeuronModel,
): arrays.NumberArray {
  const width = arrays.count(all.shape) / samples;
  const isColumn = samplesAs === "columns";
  const matrix = arrays.reshape(all, isColumn ? [width, samples] : [samples, width]);
  return arrays.index(isColumn ? arrays.transpose(matrix) : matrix, [at]);
}

/** The sample that stands for one: the first whose label is not 0, so that called minus true is not what was called. */
export function tellingSample(anatomy: Anatomy, { model, labels }: RunModel): number {
  const samples = sampleCount(anatomy);
  const all = stacked(labels);
  const at = Array.from({ length: samples }, (_, each) => each).find(
    (each) => arrays.norm(sampleOf(all, each, samples, model)) > 0,
  );
  return at ?? 0;
}

/** `1 / (1 + exp(-X @ w))` multiplies -X; the sum that goes into σ is X w. */
function isNegated({ trace, layers }: Anatomy): boolean {
  const [first] = layers;
  const neuron = first?.neurons[0];
  if (neuron === undefined || first?.activation !== "sigmoid") return false;
  return isNear(trace.read(e.unary("sigmoid", e.negate(neuron.linear))), trace.read(neuron.activation));
}

function runSizes(anatomy: Anatomy, model: NeuronModel): ReadonlyMap<string, number> {
  const samples = sampleCount(anatomy);
  const [first] = anatomy.layers;
  const sizes = new Map([["m", samples]]);
  if (first !== undefined) sizes.set("n", fanIn(first));
  const graph = batchGraph(model);
  for (const [at, layer] of graph.layers.entries())
    for (const { text, value } of layer.linear.shape)
      if (value === null && text !== "m") sizes.set(text, unitsOf(anatomy, anatomy.layers[at] ?? first));
  return sizes;
}

function stacked(each: readonly arrays.NumberArray[]): arrays.NumberArray {
  const all = each.flatMap((array) => Array.from(arrays.elements(array)));
  return arrays.arrayOf(Float64Array.from(all), [all.length]);
}
