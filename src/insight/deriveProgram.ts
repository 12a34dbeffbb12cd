import * as arrays from "../algebra/array";
import * as e from "../algebra/expression";
import type { Derivation } from "./derivation";
import { deriveModel } from "./derive";
import { anchorsOf } from "./deriveAnchors";
import {
  type ActivationName,
  activate,
  type LossModel,
  type LossName,
  lossNames,
  type NeuronModel,
  type PenaltyModel,
  perSample,
} from "./deriveModel";
import { startsOf } from "./deriveStart";
import type { ProgramFacts } from "./facts";
import { type Anatomy, hasOwnLoss, type LayerAnatomy, ownAnatomy } from "./gradientAnatomy";
import { combination } from "./gradientFit";
import { traceModels } from "./gradientOthers";
import { gradientPlace } from "./gradientPlace";
import { attempt, type GradientProgram, type TracedProgram } from "./gradientTrace";
import { splitLoss } from "./lossTerms";

/** What is looked for in a program, in this order; `missing` is the first that is not there. */
export type Sought = "update" | "loss" | "layers" | "known-loss";

export interface DerivationNotFound {
  readonly kind: "not-found";
  readonly lookedFor: readonly Sought[];
  readonly missing: Sought;
}

const lookedFor: readonly Sought[] = ["update", "loss", "layers", "known-loss"];

/**
 * The derivation of the gradient of what a program trains. `facts` lend the sizes of the program's own data where the
 * analysis of shapes knows them. Never throws.
 */
export function deriveProgram(
  program: GradientProgram,
  facts?: ProgramFacts,
): Derivation | DerivationNotFound {
  const found = deriveAll(program, facts);
  return "kind" in found ? found : found[0];
}

/** The derivations of all that a program trains, the first one first. Never throws. */
export function deriveAll(
  program: GradientProgram,
  facts?: ProgramFacts,
): readonly [Derivation, ...Derivation[]] | DerivationNotFound {
  let missing: Sought = "update";
  // A class that trains itself and a function that trains it have one gradient.
  const found = new Map<string, Derivation>();
  for (const traced of traceModels(program, hasOwnLoss)) {
    const result = attempt(() => deriveTraced(traced, program, facts)) ?? "known-loss";
    if (typeof result === "string") missing = result;
    else if (!found.has(placeOf(result))) found.set(placeOf(result), result);
  }
  const [first, ...more] = found.values();
  return first === undefined ? { kind: "not-found", lookedFor, missing } : [first, ...more];
}

function placeOf({ uri, name, parts }: Derivation): string {
  const gradients = parts.flatMap(({ steps }) => steps).filter(({ topic }) => topic === "weights");
  const code = gradients.find((step) => step.code !== undefined)?.code;
  return `${uri}:${code?.span.start ?? name}`;
}

function deriveTraced(
  traced: TracedProgram,
  program: GradientProgram,
  facts: ProgramFacts | undefined,
): Derivation | Sought {
  const anatomy = ownAnatomy(traced);
  const [loss] = anatomy.losses;
  if (loss === undefined) return "loss";
  if (anatomy.layers.length === 0) return "layers";
  const model = recogniseModel(anatomy, facts);
  if (model === null) return "known-loss";
  const recognised = {
    ...model,
    layers: model.layers.map((layer, at) => {
      const own = anatomy.layers[at];
      return own === undefined ? layer : { ...layer, start: startsOf(anatomy, own, program.parts) };
    }),
  };
  const places = anatomy.parameters.map((parameter) => gradientPlace(anatomy, parameter).frame.module.file);
  const file = places.find((each) => each !== "") ?? program.parts[0]?.file ?? "";
  const derivation = deriveModel(recognised, anchorsOf(anatomy, recognised, program.parts, file), file);
  return { ...derivation, name: traced.entry.name };
}

/** The model that a training step trains; null where its loss is none of the known ones. */
export function recogniseModel(anatomy: Anatomy, facts?: ProgramFacts): NeuronModel | null {
  const [loss] = anatomy.losses;
  const output = anatomy.layers.at(-1);
  if (loss === undefined || output === undefined) return null;
  if (!anatomy.layers.every((layer, at) => isKnown(anatomy, layer, anatomy.layers[at + 1]))) return null;
  const { data, penalties } = splitLoss(anatomy.trace, loss.node);
  const found = recogniseLoss(anatomy, data, output);
  if (found === null) return null;
  const samples = sampleCount(anatomy);
  const samplesAs = samplesOf(anatomy);
  const known = penalties.map((penalty) => recognisePenalty(anatomy, penalty, samples));
  if (known.includes(null)) return null;
  return {
    layers: anatomy.layers.map((layer) => ({
      activation: layer === output ? found.activation : layer.activation,
      units: unitsOf(layer) === 1 ? "one" : "many",
      bias: layer.bias === null ? null : sizeOf(layer.bias) === 1 && unitsOf(layer) === 1 ? "scalar" : "row",
      turned: isTurned(layer, samplesAs),
    })),
    samplesAs,
    loss: found.loss,
    penalties: known.flatMap((penalty) => penalty ?? []),
    sizes: sizesOf(anatomy, facts),
  };
}

/** A layer whose activation has a name here, and that hands z on as it is where it has none. */
function isKnown({ trace }: Anatomy, layer: LayerAnatomy, next: LayerAnatomy | undefined): boolean {
  if (layer.activation !== "identity") return true;
  if (!layer.isIdentity) return false;
  return layer.neurons.every(({ linear }, at) => {
    const input = next?.neurons[at]?.input;
    if (input === undefined) return true;
    const [z, taken] = [linear, input].map((node) =>
      Array.from(arrays.elements(trace.read(node))).sort(rising),
    );
    return (
      z?.length === taken?.length && z?.every((each, place) => Math.abs(each - (taken?.[place] ?? 0)) < 1e-9)
    );
  });
}

const rising = (a: number, b: number) => a - b;

interface RecognisedLoss {
  readonly activation: ActivationName;
  readonly loss: LossModel;
}

/** Which loss has, for the labels that the program uses, the derivative that the program's own loss has. */
function recogniseLoss(anatomy: Anatomy, data: e.Expression, output: LayerAnatomy): RecognisedLoss | null {
  const { trace } = anatomy;
  const linear = output.neurons.map((neuron) => neuron.linear);
  const errors = e.derivative(data, linear).map((node) => trace.read(node));
  // A loss of logits has its activation inside.
  const options: readonly ActivationName[] =
    output.activation === "identity" ? ["identity", "sigmoid", "softmax"] : [output.activation];
  for (const activation of options)
    for (const labels of labelsOf(anatomy, data, output))
      for (const kind of lossNames) {
        if ((kind === "categorical") !== (activation === "softmax")) continue;
        if (kind === "categorical" && linear.some(({ shape }) => shape.length === 0)) continue;
        if (kind === "cross-entropy" && activation !== "sigmoid") continue;
        if (kind === "poisson" && activation !== "identity") continue;
        const ratio = ratioToLoss(anatomy, output, labels, kind, activation, errors, data);
        const scaled = ratio === null ? null : scaleOf(ratio, sampleCount(anatomy), unitsOf(output));
        if (scaled !== null) return { activation, loss: { kind, ...scaled } };
      }
  return null;
}

function ratioToLoss(
  { trace }: Anatomy,
  output: LayerAnatomy,
  labels: readonly arrays.NumberArray[],
  kind: LossName,
  activation: ActivationName,
  errors: readonly arrays.NumberArray[],
  data: e.Expression,
): number | null {
  const whole: number[] = [];
  const candidate: number[] = [];
  let total = 0;
  for (const [at, { linear, activation: node }] of output.neurons.entries()) {
    const y = labels[at];
    const error = errors[at];
    if (y === undefined || error === undefined) return null;
    const axis = linear.shape.length - 1;
    const a =
      output.activation !== "identity"
        ? node
        : activation === "softmax"
          ? e.softmax(linear, Math.max(axis, 0))
          : activate(activation, linear);
    const terms = perSample({ kind }, a, e.constantArray(y, linear.shape));
    const sum = e.sum(terms.reduce((all, term) => e.add(all, term)));
    total += arrays.item(trace.read(sum));
    const [derived] = e.derivative(sum, [linear]);
    whole.push(...arrays.elements(error));
    candidate.push(...arrays.elements(trace.read(derived ?? linear)));
  }
  const flat = (values: readonly number[]) => arrays.arrayOf(Float64Array.from(values), [values.length]);
  if (candidate.every((value) => value === 0)) return null;
  const ratio = combination(flat(whole), [flat(candidate)])?.[0] ?? null;
  // Of one sample the slope alone is that of many a loss.
  const value = arrays.item(trace.read(data));
  const isSame = ratio !== null && Math.abs(ratio * total - value) <= 1e-6 * (1 + Math.abs(value));
  return isSame ? ratio : null;
}

/** What may be the labels: data in the loss of the output's size, or the places at which classes are looked up. */
function labelsOf(
  { trace }: Anatomy,
  data: e.Expression,
  output: LayerAnatomy,
): (readonly arrays.NumberArray[])[] {
  const shapes = output.neurons.map(({ linear }) => linear.shape.map((size) => size.value ?? 1));
  const [shape = []] = shapes;
  const nodes = e.topological(data);
  const found: (readonly arrays.NumberArray[])[] = [];
  const fitting = nodes.filter((node) => {
    if (node.shape.length > shape.length + 1 || node.kind === "number") return false;
    const names = [...trace.namesIn(node)];
    return (
      names.some((name) => /^[xyk]/.test(name)) &&
      !names.some((name) => name.startsWith("p")) &&
      sizeOf(node) === arrays.count(shape)
    );
  });
  if (output.neurons.length > 1) {
    // One label a sample: those of one origin, in the order of the samples.
    const perSampleLabels = fitting.filter((node) => node.kind === "index" || node.kind === "reshape");
    if (perSampleLabels.length === output.neurons.length)
      found.push(perSampleLabels.map((node, at) => arrays.reshape(trace.read(node), shapes[at] ?? [])));
  } else for (const node of fitting) found.push([arrays.reshape(trace.read(node), shape)]);
  for (const node of nodes)
    if (node.kind === "gather" && node.at.length === 2 && shape.length === 2) {
      const hot = e.scatterAdd(e.ones(node.shape), node.at, node.of.shape);
      found.push([arrays.reshape(trace.read(hot), shape)]);
    }
  return found;
}

/** 1/m, 1/2m, 2/m, 1 … as a coefficient and whether it is a mean; an average over the outputs as well is told as one. */
function scaleOf(
  ratio: number,
  samples: number,
  units: number,
): { coefficient: number; average: boolean } | null {
  for (const coefficient of [1, 0.5, 2, 1 / units, 0.5 / units, 2 / units]) {
    if (Math.abs(ratio * samples - coefficient) < 1e-9 * coefficient && samples > 1)
      return { coefficient, average: true };
    if (Math.abs(ratio - coefficient) < 1e-9 * coefficient) return { coefficient, average: samples === 1 };
  }
  return null;
}

function recognisePenalty(anatomy: Anatomy, penalty: e.Expression, samples: number): PenaltyModel | null {
  const { trace } = anatomy;
  const strengths = [...e.variablesOf(penalty).values()].filter((each) => each.role === "hyperparameter");
  const strength = strengths.reduce((product, each) => product * arrays.item(trace.read(each)), 1);
  const weight = anatomy.layers.find((layer) => trace.namesIn(penalty).has(layer.weight.name))?.weight;
  if (weight === undefined) return null;
  const gradient = trace.read(e.derivative(penalty, [weight])[0] ?? weight);
  const value = trace.read(weight);
  for (const kind of ["l2", "l1"] as const) {
    const shape = kind === "l2" ? arrays.map(value, (w) => 2 * w) : arrays.map(value, Math.sign);
    const ratio = ratioOfPenalty(gradient, shape);
    if (ratio === null) continue;
    // A strength that is a bare number has no name: λ stands for it, as it is put in front.
    if (strengths.length === 0) {
      const coefficient = kind === "l2" ? 0.5 : 1;
      const isWritten = isShort(ratio / coefficient);
      return { kind, coefficient, average: !isWritten && isShort((ratio / coefficient) * samples) };
    }
    const scaled = scaleOf(ratio / strength, samples, 1);
    if (scaled !== null) return { kind, ...scaled };
  }
  return null;
}

/** A number as somebody writes one: 0.05, but not a seventh of it. */
function isShort(value: number): boolean {
  const thousands = value * 1e5;
  return Math.abs(thousands - Math.round(thousands)) < 1e-6 * Math.abs(thousands);
}

/** The one multiple of the weights that a penalty's derivative is; a row or column of them that is the bias may be spared. */
function ratioOfPenalty(gradient: arrays.NumberArray, weights: arrays.NumberArray): number | null {
  const whole = arrays.elements(gradient);
  const spared = arrays.arrayOf(
    arrays.elements(weights).map((each, at) => (whole[at] === 0 ? 0 : each)),
    weights.shape,
  );
  const left = arrays.elements(spared).filter((each) => each !== 0).length;
  if (left * 2 < whole.length) return null;
  return combination(gradient, [spared])?.[0] ?? null;
}

/** W X + b: the weights stand before a matrix of several samples. */
function samplesOf(anatomy: Anatomy): "rows" | "columns" {
  const [first] = anatomy.layers;
  const product = first?.neurons[0]?.product;
  if (first === undefined || product?.kind !== "matmul" || sampleCount(anatomy) === 1) return "rows";
  if (!isView(product.left, first.weight)) return "rows";
  // w · xᵢ of one row after another has no columns.
  return first.neurons.length === 1 && product.right.shape.length === 2 ? "columns" : "rows";
}

/** The product takes the transpose of the weights: X Wᵀ, wᵀ X. A vector of weights counts as a column. */
function isTurned({ weight, neurons }: LayerAnatomy, samplesAs: "rows" | "columns"): boolean {
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
function isView(node: e.Expression, parameter: e.Expression): boolean {
  if (node.key === parameter.key) return true;
  const view = node.kind === "transpose" || node.kind === "reshape";
  return view && isView(node.of, parameter);
}

function sizeOf(node: e.Expression): number {
  return arrays.count(node.shape.map((size) => size.value ?? 1));
}

/** How many inputs one unit has: the size that the input and the weights share. */
function fanIn({ neurons, weight }: LayerAnatomy): number {
  const own = weight.shape.map((size) => size.value ?? 1);
  const input = neurons[0]?.input.shape.map((size) => size.value ?? 1) ?? [];
  const product = neurons[0]?.product;
  if (product?.kind !== "matmul") return own.reduce((a, b) => a * b, 1);
  const inner = product.left.shape.at(-1)?.value ?? 1;
  return input.includes(inner) ? inner : (own[0] ?? 1);
}

function unitsOf(layer: LayerAnatomy): number {
  return sizeOf(layer.weight) / fanIn(layer);
}

/** Rows of the first layer's input; 1 where the program goes sample by sample. */
function sampleCount({ layers }: Anatomy): number {
  const [first] = layers;
  const neuron = first?.neurons[0];
  if (first === undefined || neuron === undefined) return 1;
  return (sizeOf(neuron.input) / fanIn(first)) * first.neurons.length;
}

/** The sizes of the program's own data: from the analysis of shapes, or from data that the program makes itself. */
function sizesOf(anatomy: Anatomy, facts: ProgramFacts | undefined): NeuronModel["sizes"] {
  const { trace, layers } = anatomy;
  const [first] = layers;
  const hidden = layers.slice(0, -1).map(unitsOf);
  const outputs = layers.at(-1);
  const input = first?.neurons[0]?.input;
  const shown = input === undefined ? null : shapeFromFacts(anatomy, input, facts);
  const ours = input === undefined || [...trace.namesIn(input)].some((name) => name.startsWith("x"));
  const units = outputs === undefined ? null : unitsOf(outputs);
  const own = { hidden: hidden.map((size) => (ours ? null : size)), outputs: ours ? null : units };
  if (shown !== null) {
    const [samples, features] = inputSizes(anatomy, shown);
    return { ...own, samples, features };
  }
  if (ours || first === undefined) return { ...own, samples: null, features: null };
  const samples = sampleCount(anatomy);
  return { ...own, samples: samples > 1 ? samples : null, features: fanIn(first) };
}

function inputSizes({ layers }: Anatomy, shape: readonly (number | null)[]): [number | null, number | null] {
  const input = layers[0]?.neurons[0]?.input;
  const width = layers[0] === undefined ? 1 : fanIn(layers[0]);
  const featuresFirst =
    input?.shape.length === 2 && input.shape[0]?.value === width && input.shape[1]?.value !== width;
  const [rows = null, columns = null] = shape;
  return featuresFirst ? [columns, rows] : shape.length === 1 ? [null, rows] : [rows, columns];
}

function shapeFromFacts(
  { valuesOf }: Anatomy,
  input: e.Expression,
  facts: ProgramFacts | undefined,
): readonly (number | null)[] | null {
  for (const { syntax, frame } of valuesOf.get(input.key) ?? []) {
    const document = facts?.documents.find((each) => each.uri === frame.module.file);
    for (const fact of document?.expressions ?? []) {
      if (fact.span.start !== syntax.span.start || fact.span.end !== syntax.span.end) continue;
      const shape = fact.values[0]?.shape;
      if (shape != null) return shape.map((size) => size.value);
    }
  }
  return null;
}
