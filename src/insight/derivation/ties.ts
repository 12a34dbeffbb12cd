import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import type { Expression, Module } from "../../syntax/tree";
import type { Anatomy } from "../gradient/anatomy";
import { type Reader, readers } from "../gradient/support";
import { bindDefinitions } from "./bindings";
import type { CodeAnchor, CodePiece, FactorTies } from "./code";
import type { DerivationPart } from "./derivation";
import { type DerivationLine, deriveLines } from "./lines";
import { limitName, totalName } from "./losses";
import { batchGraph, isNormalised, sampleGraph } from "./model";
import type { Recognised } from "./recognise";
import { bindRun, tellingSample } from "./run";
import { sampleCount } from "./sizes";
import { statementAt } from "./statements";

type Kind = DerivationPart["kind"];

/**
 * Which pieces of a line of code stand for which factors: those that have the factor's value in a run of the program. A
 * factor whose value no piece has stands for none.
 */
export class CodeTies implements FactorTies {
  readonly #anatomy: Anatomy;
  readonly #module: Module;
  readonly #file: string;
  readonly #evaluators: Readonly<Record<Kind | "data", e.Evaluator>>;
  readonly #sample: number;
  readonly #batch: readonly DerivationLine[];
  /** What the names of the batch stand for. */
  readonly #all: ReadonlyMap<string, arrays.NumberArray>;
  /** With a Huber loss the same with larger weights, which leave residuals beyond its limit: else R is E as well. */
  readonly #bent: { readonly read: Reader; readonly evaluators: Record<Kind | "data", e.Evaluator> } | null;
  readonly #candidates = new Map<CodeAnchor, readonly Candidate[]>();

  constructor(anatomy: Anatomy, found: Recognised, module: Module, file: string) {
    this.#anatomy = anatomy;
    this.#module = module;
    this.#file = file;
    this.#sample = tellingSample(anatomy, found);
    const { read } = anatomy.trace;
    this.#evaluators = evaluatorsOf(anatomy, found, read);
    const [, far] = found.model.loss.kind === "huber" ? readers(anatomy.trace, [40]) : [];
    this.#bent = far === undefined ? null : { read: far, evaluators: evaluatorsOf(anatomy, found, far) };
    this.#all = boundIn(anatomy, found, "batch", read).variables;
    this.#batch = deriveLines(found.model, batchGraph(found.model)).lines;
  }

  left(kind: Kind, line: DerivationLine, anchor: CodeAnchor): CodePiece | undefined {
    if (line.assigns === true) return anchor.parts?.get("left");
    // What one sample's line is about is named where that of all samples is: with one sample a mean is no mean.
    const whole = this.#batch.find(({ id }) => suffix(id) === suffix(line.id));
    if (whole === undefined) return undefined;
    // A gradient to which its penalty is added by a later line has its name already.
    const isGradient = /^(weights|bias|scale|shift)$/.test(line.topic);
    const named =
      this.#target("batch", whole.left, anchor) ??
      (isGradient ? this.#target("data", whole.left, anchor) : undefined);
    return kind === "batch" || named === undefined ? named : this.#target("sample", line.left, anchor);
  }

  #target(kind: Kind | "data", name: e.Expression, anchor: CodeAnchor): CodePiece | undefined {
    const wanted = this.#value(kind, name);
    const found =
      wanted === null
        ? undefined
        : this.#of(anchor).find(
            (each) =>
              each.isTarget && this.#fit(wanted, each.value, kind) !== null && this.#holds(kind, name, each),
          );
    return found === undefined ? undefined : { text: found.text, span: found.span };
  }

  /** For each factor of a product or sum the piece of the line that stands for it. */
  factors(
    kind: Kind,
    line: DerivationLine,
    pieces: readonly e.Piece[],
    anchor: CodeAnchor,
  ): readonly (CodePiece | undefined)[] {
    // That line computes the loss, not its slope.
    if (line.topic === "loss-by-activation" || line.topic === "activation-derivative") return [];
    const found = pieces.map(({ expression, tex }) =>
      isPlain(expression) || (line.assigns === true && anchor.parts?.has(tex))
        ? anchor.parts?.get(tex)
        : this.#best(kind, expression, anchor, line),
    );
    // `dz = (a - y) / m`: a name that stands for 1/m and E together.
    const [front] = pieces;
    if (front === undefined || !isMean(front.expression) || found[0] !== undefined) return found;
    for (const [at, { expression, joint }] of pieces.entries()) {
      if (joint === "+" || joint === "-") break;
      if (isPlain(expression) || found[at] !== undefined) continue;
      const both = this.#best(kind, e.times(front.expression, expression), anchor, line);
      if (both !== undefined) return found.map((each, place) => (place === 0 || place === at ? both : each));
    }
    return found;
  }

  #best(kind: Kind, factor: e.Expression, anchor: CodeAnchor, line: DerivationLine): CodePiece | undefined {
    const wanted = this.#value(kind, factor);
    if (wanted === null) return undefined;
    const own = bare(factor);
    const isName = own.kind === "variable";
    const isStrength = isSetting(factor);
    // One number may be another's by chance: what a letter stands for, its capital stands for in all samples.
    const whole = kind === "sample" && own.kind === "variable" ? this.#ofAll(own) : null;
    const fitting = this.#of(anchor).flatMap((each) => {
      // What a line defines is made of its pieces, and does not stand among them.
      const fit = this.#fit(wanted, each.value, kind);
      if (fit === null || (each.isTarget && line.topic === "update")) return [];
      // A rate is a tenth as well as one over ten samples' weights.
      if (each.isSetting !== isStrength && arrays.count(wanted.shape) === 1) return [];
      if (whole !== null && this.#fit(whole, each.value, "batch") === null) return [];
      if (!this.#holds(kind, factor, each)) return [];
      return [{ ...each, rank: 4 * fit + (each.isName === isName ? 0 : 2) + Number(each.isTarget) }];
    });
    const [best] = fitting.sort((a, b) => a.rank - b.rank || a.text.length - b.text.length);
    return best === undefined ? undefined : { text: best.text, span: best.span };
  }

  #ofAll({ name, role }: e.VariableNode): arrays.NumberArray | null {
    const capital = name.replace(/^[a-z]/, (letter) => letter.toUpperCase()).replace("\\ell", "J");
    return role === "parameter" ? null : (this.#all.get(capital) ?? null);
  }

  /** Null for what the run has no number for, such as η, and for zeros, which stand for nothing. */
  #value(kind: Kind | "data", node: e.Expression): arrays.NumberArray | null {
    const names = [...e.variablesOf(node).values()];
    if (names.some(({ name }) => name === "eta")) return null;
    const value = this.#evaluators[kind].value(node);
    return arrays.norm(value) === 0 ? null : value;
  }

  /** Not in this run alone. */
  #holds(kind: Kind | "data", factor: e.Expression, { node }: Candidate): boolean {
    if (this.#bent === null) return true;
    const { read, evaluators } = this.#bent;
    return this.#fit(evaluators[kind].value(factor), read(node), kind) !== null;
  }

  /** 0: the same array; 1: its transpose; null: another. Where samples are taken one by one, one of them is enough. */
  #fit(wanted: arrays.NumberArray, value: arrays.NumberArray, kind: Kind | "data"): number | null {
    const whole = fitOf(wanted, value);
    if (whole !== null) return whole;
    const [first] = this.#anatomy.layers;
    // A sample is a row, or a column, of what holds all of them.
    if (kind === "sample")
      return this.#samplesOf(value, arrays.count(wanted.shape)).some((part) => same(part, wanted)) ? 0 : null;
    const samples = first?.neurons.length ?? 1;
    if (samples < 2) return null;
    const parts = partsOf(wanted, arrays.count(value.shape));
    const own = parts.length === samples ? parts[this.#sample] : undefined;
    return own !== undefined && arrays.norm(own) > 0 && same(own, value) ? 0 : null;
  }

  #samplesOf(value: arrays.NumberArray, size: number): readonly arrays.NumberArray[] {
    const forms = value.shape.length === 2 ? [value, arrays.transpose(value)] : [value];
    return forms.flatMap((form) => {
      const parts = partsOf(form, size);
      return parts.length === sampleCount(this.#anatomy) ? parts.slice(this.#sample, this.#sample + 1) : [];
    });
  }

  #of(anchor: CodeAnchor): readonly Candidate[] {
    const before = this.#candidates.get(anchor);
    if (before !== undefined) return before;
    const found = this.#search(anchor);
    this.#candidates.set(anchor, found);
    return found;
  }

  #search({ span }: CodeAnchor): readonly Candidate[] {
    const { trace } = this.#anatomy;
    const statement = statementAt(this.#module.body, span.start);
    const [target] = statement?.kind === "assign" ? statement.targets : [];
    return trace.values.flatMap(({ syntax, node, frame }): Candidate[] => {
      const within = span.start <= syntax.span.start && syntax.span.end <= span.end;
      if (!within || frame.module.file !== this.#file || trace.namesIn(node).size === 0) return [];
      const own = this.#candidate(syntax, node, false);
      return statement?.kind === "assign" && statement.value === syntax && target !== undefined
        ? [this.#candidate(target, node, true), own]
        : [own];
    });
  }

  #candidate(syntax: Expression, node: e.Expression, isTarget: boolean): Candidate {
    const { span, kind } = syntax;
    const value = this.#anatomy.trace.read(node);
    const names = this.#anatomy.trace.namesIn(node);
    const text = this.#module.text.slice(span.start, span.end).replace(/\s*\n\s*/g, " ");
    const isName = kind === "name" || kind === "attribute" || kind === "subscript";
    const isSetting = [...names].every((name) => name.startsWith("h"));
    return { text, span, node, value, isTarget, isName, isSetting };
  }
}

interface Candidate extends CodePiece {
  readonly node: e.Expression;
  readonly value: arrays.NumberArray;
  /** What the line assigns to. */
  readonly isTarget: boolean;
  /** It stands for a value that was computed elsewhere. */
  readonly isName: boolean;
  /** Made of settings alone: a rate, a strength. */
  readonly isSetting: boolean;
}

function evaluatorsOf(anatomy: Anatomy, found: Recognised, read: Reader) {
  const of = (each: Recognised, kind: Kind) => new e.Evaluator(boundIn(anatomy, each, kind, read));
  return {
    // A normalised layer has no part for one sample.
    sample: of(found, isNormalised(found.model) ? "batch" : "sample"),
    batch: of(found, "batch"),
    data: of({ ...found, strengths: new Map() }, "batch"),
  };
}

function boundIn(anatomy: Anatomy, found: Recognised, kind: Kind, read: Reader): e.Bindings {
  const graph = kind === "batch" ? batchGraph(found.model) : sampleGraph(found.model);
  const { variables: given, sizes } = bindRun(anatomy, found, graph, read);
  const variables = new Map(given);
  for (const name of ["l1", "l2"] as const)
    variables.set(name, arrays.scalar(found.strengths.get(name) ?? 0));
  bindDefinitions(deriveLines(found.model, graph).definitions, { variables, sizes });
  return { variables, sizes };
}

/** A number in front, or a vector of ones: nothing of the run takes part. */
function isPlain(node: e.Expression): boolean {
  return e.variablesOf(node).size === 0;
}

/** λ and δ are set by somebody; the sum of the samples' weights is not. */
function isSetting(node: e.Expression): boolean {
  return [...e.variablesOf(node).values()].every(
    ({ role, name }) => (role === "hyperparameter" || name === limitName.name) && name !== totalName.name,
  );
}

/** What makes a mean of a sum: a number, and no vector of ones. */
function isMean(node: e.Expression): boolean {
  return (
    e.isSingle(node.shape) && [...e.variablesOf(node).values()].every(({ name }) => name === totalName.name)
  );
}

function bare(node: e.Expression): e.Expression {
  return node.kind === "transpose" || node.kind === "reshape" ? bare(node.of) : node;
}

function fitOf(wanted: arrays.NumberArray, value: arrays.NumberArray): number | null {
  if (same(value, wanted)) return wanted.shape.length === 2 && isTurned(wanted, value) ? 1 : 0;
  return value.shape.length === 2 && same(arrays.transpose(value), wanted) ? 1 : null;
}

/** A row where a column is wanted. */
function isTurned(wanted: arrays.NumberArray, value: arrays.NumberArray): boolean {
  const [rows, columns] = wanted.shape;
  return (
    value.shape.length === 2 && value.shape[0] === columns && value.shape[1] === rows && rows !== columns
  );
}

/** An array cut into so many numbers each, row by row. */
function partsOf(array: arrays.NumberArray, size: number): readonly arrays.NumberArray[] {
  const all = arrays.elements(array);
  const parts = size === 0 || all.length % size !== 0 ? 0 : all.length / size;
  return Array.from({ length: parts }, (_, at) =>
    arrays.arrayOf(all.slice(at * size, (at + 1) * size), [size]),
  );
}

/** Clipped and guarded logarithms miss the exact ones by a little. */
const guard = 1e-6;

function same(a: arrays.NumberArray, b: arrays.NumberArray): boolean {
  const [left, right] = [arrays.elements(a), arrays.elements(b)];
  const scale = arrays.norm(a) + arrays.norm(b);
  return (
    left.length === right.length &&
    left.every((value, at) => Math.abs(value - (right[at] ?? Number.NaN)) <= guard * scale)
  );
}

/** "weights-2" of "batch/weights-2". */
function suffix(id: string): string {
  return id.slice(id.indexOf("/") + 1);
}
