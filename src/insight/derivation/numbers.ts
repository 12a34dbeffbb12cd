import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import { type EvaluatedLines, evaluateLines, type NeuronData, type ParameterChoice } from "./bindings";
import type { DerivationLine } from "./lines";
import { batchGraph, isNormalised, type NeuronModel, sampleGraph } from "./model";
import { baseName } from "./steps";

/** The numbers of a derivation for one sample, and for all, evaluated from the formulas of its lines. Plain data. */
export interface DerivationNumbers {
  /** From 0. */
  readonly sample: number;
  readonly samples: number;
  readonly features: number;
  readonly steps: readonly StepNumbers[];
}

export interface StepNumbers {
  /** Of the step: "batch/weights". */
  readonly id: string;
  /** What the step comes to for the sample. */
  readonly sample: NumberRow | null;
  /** What it comes to over all samples, where that is one value and not one a sample. */
  readonly all: NumberRow | null;
}

/** `tex` = the terms put together = `total`. */
export interface NumberRow {
  readonly tex: string;
  /** Empty where the formula has functions in it: then the total says all. */
  readonly terms: readonly NumberTerm[];
  readonly total: NumberValue;
}

export interface NumberTerm {
  readonly joint: string;
  readonly value: NumberValue;
  /** The name of what it is the number of, without index and transposition: "x", "e", "p-y". */
  readonly of: string;
}

/** The first numbers of an array, row by row. */
export interface NumberValue {
  readonly shape: readonly number[];
  readonly head: readonly number[];
}

/** More are not shown in a line. */
const headLength = 6;

/** Above this many numbers of data only the sample's own are computed. */
const mostData = 2_000_000;

export function deriveNumbers(
  model: NeuronModel,
  data: NeuronData,
  sample: number,
  parameters?: ParameterChoice,
): DerivationNumbers {
  const [samples = 0, features = 0] = data.inputs.shape;
  const at = Math.min(Math.max(0, Math.trunc(sample)), samples - 1);
  const own: NeuronData = {
    inputs: arrays.index(data.inputs, [{ start: at, length: 1, step: 1 }]),
    target: [data.target[at] ?? 0],
    classes: data.classes,
  };
  const all =
    samples * features <= mostData ? evaluateLines(model, batchGraph(model), data, parameters) : null;
  if (isNormalised(model)) {
    const batch = (all?.lines ?? []).map((line) => ({
      id: line.id,
      sample: all === null ? null : rowOf(all, line, at),
      all: all === null ? null : allRow(all, line),
    }));
    return { sample: at, samples, features, steps: batch };
  }
  const one = evaluateLines(model, sampleGraph(model), own, parameters);
  const steps = one.lines.map((line) => ({ id: line.id, sample: sampleRow(one, line, at), all: null }));
  const batch = (all?.lines ?? []).map((line): StepNumbers => {
    const mine = one.lines.find((each) => nameOf(each) === nameOf(line));
    const shared = mine === undefined || line.topic === "update" ? null : sampleRow(one, mine, at);
    return { id: line.id, sample: shared, all: all === null ? null : allRow(all, line) };
  });
  return { sample: at, samples, features, steps: [...steps, ...batch] };
}

/** "weights-2" of "batch/weights-2". */
function nameOf({ id }: DerivationLine): string {
  return id.slice(id.indexOf("/") + 1);
}

function sampleRow(all: EvaluatedLines, line: DerivationLine, at: number): NumberRow {
  const bindings = bindingsFor(all, line);
  const index = String(at + 1);
  const node = single(line.chain.at(-1));
  const indexed = withIndex(node, index);
  const variables = new Map(bindings.variables);
  const originals = new Map<string, e.Expression>();
  for (const each of e.variablesOf(node).values()) {
    const value = variables.get(each.name);
    if (value !== undefined) variables.set(indexedName(each, index), value);
    originals.set(withIndex(each, index).key, each);
  }
  const named = line.named ?? line.left;
  const left = line.assigns === true ? line.left.tex : indexedTex(named, index);
  const reader = new e.Evaluator({ variables, sizes: bindings.sizes });
  const printed = e.pieces(indexed);
  const plain = printed.length > 1 && printed.every(({ expression }) => isPlain(expression));
  const terms = plain
    ? printed.map(({ joint, expression }) => ({
        joint,
        value: numbersOf(reader.value(expression)),
        of: baseName(e.tex(e.substitute(expression, originals))),
      }))
    : [];
  // A gradient is told by its factors (e₁₇ x₁₇), all else by its name (z₁₇).
  const gradient = line.topic === "weights" && plain;
  return { tex: gradient ? e.tex(indexed) : left, terms, total: numbersOf(e.evaluate(node, bindings)) };
}

/** The sample's row, or column, of what a line of the batch comes to; null where that is not one value a sample. */
function rowOf(all: EvaluatedLines, line: DerivationLine, at: number): NumberRow | null {
  const axis = line.left.shape.findIndex((size) => size.text === "m");
  if (axis < 0) return null;
  const node = single(line.chain.at(-1));
  const value = e.evaluate(node, bindingsFor(all, line));
  const index = String(at + 1);
  const isError = line.topic === "error" || line.topic === "scaled-error";
  const named = line.named ?? (isError ? node : line.left);
  return {
    tex: e.tex(withIndex(named, index)),
    terms: [],
    total: numbersOf(arrays.index(axis === 0 ? value : arrays.transpose(value), [at])),
  };
}

function allRow(all: EvaluatedLines, line: DerivationLine): NumberRow | null {
  if (line.left.shape.some((size) => size.text === "m")) return null;
  const node = single(line.chain.at(-1));
  return { tex: line.left.tex, terms: [], total: numbersOf(e.evaluate(node, bindingsFor(all, line))) };
}

function bindingsFor({ bindings, logarithms }: EvaluatedLines, { topic }: DerivationLine): e.Bindings {
  return topic === "loss" || topic === "loss-by-activation" ? logarithms : bindings;
}

function single(member: DerivationLine["chain"][number] | undefined): e.Expression {
  if (member === undefined) return e.number(0);
  return "kind" in member ? member : (member[0] ?? e.number(0));
}

/** A name, its transpose, or a sum of such: what has a number of its own in the learner's mind. */
function isPlain(node: e.Expression): boolean {
  switch (node.kind) {
    case "number":
    case "variable":
      return true;
    case "transpose":
    case "reshape":
    case "broadcast":
      return isPlain(node.of);
    case "binary":
      return (
        (node.operation === "add" || node.operation === "subtract") &&
        isPlain(node.left) &&
        isPlain(node.right)
      );
    case "unary":
      return node.operation === "negate" && isPlain(node.of);
    // The product of a row and a column is one number.
    case "matmul":
      return e.isSingle(node.shape) && isPlain(node.left) && isPlain(node.right);
    default:
      return false;
  }
}

/** Gives the sample's number to all that belongs to the sample: x (or X) becomes x₁₇, the weights stay. */
export function withIndex(node: e.Expression, index: string): e.Expression {
  const names = [...e.variablesOf(node).values()].map((each): [string, e.Expression] => [
    each.key,
    e.variable(indexedName(each, index), each.shape, indexedTex(each, index), each.role),
  ]);
  return e.substitute(node, new Map(names));
}

function indexedName(node: e.VariableNode, index: string): string {
  return `${node.name}@${index}`;
}

/** x → x₁₇, a₁ → a₁,₁₇. Parameters and rates belong to no sample. */
function indexedTex({ tex, role, shape }: e.VariableNode, index: string): string {
  if (role === "parameter" || role === "hyperparameter" || shape.length === 0) return tex;
  const name = /^((?:\\hat )?\\?[A-Za-z]+)(?:_\{?(\w+)\}?)?$/.exec(tex);
  if (name?.[1] === undefined) return tex;
  const letter = /^\\(?!hat )/.test(name[1]) ? name[1] : name[1].toLowerCase();
  if (name[2] !== undefined) return `${letter}_{${name[2]},${index}}`;
  return index.length > 1 ? `${letter}_{${index}}` : `${letter}_${index}`;
}

export function numbersOf(array: arrays.NumberArray): NumberValue {
  const elements = arrays.elements(array);
  return { shape: [...array.shape], head: Array.from(elements.subarray(0, headLength)) };
}
