import type { NumberArray } from "../algebra/array";
import * as arrays from "../algebra/array";
import * as e from "../algebra/expression";
import type { Span } from "../base/span";
import type { Expression } from "../syntax/tree";
import type { ActivationName } from "./deriveModel";
import { recogniseModel } from "./deriveProgram";
import type { ProgramFacts } from "./facts";
import {
  type Anatomy,
  anatomyOf,
  hasOwnLoss,
  type LossAnatomy,
  type ParameterAnatomy,
} from "./gradientAnatomy";
import { type Comparison, layerOf, type Mistake } from "./gradientComparison";
import { combination, relativeDifference } from "./gradientFit";
import { splitLoss } from "./gradientLoss";
import { nameMistake } from "./gradientMistakes";
import { gradientPlace, type Place } from "./gradientPlace";
import {
  attempt,
  type GradientProgram,
  parameterUpdates,
  type TracedProgram,
  traceProgram,
} from "./gradientTrace";

/** Why nothing is said of a gradient. */
export type UndecidedReason =
  | "no-loss" // the program computes no loss of the samples that the gradient is made of
  | "uncertain-loss" // it differs from the derivative of what may or may not be the loss
  | "optimizer" // momentum, Adam …: the step is not the gradient
  | "not-smooth" // the loss has a kink here
  | "not-finite"
  | "raises" // no form of the data that was tried goes through
  | "unknown-difference";

export interface ParameterCheck {
  readonly name: string;
  readonly verdict: "right" | "wrong" | "undecided";
  readonly mistake: Mistake | null;
  readonly reason?: UndecidedReason;
  /** Where its gradient is computed. */
  readonly file: string;
  readonly span: Span;
  /** The learner's gradient as a multiple of the right one, where it is one. */
  readonly ratio?: number;
  /** Both shapes in the first case, where they differ. */
  readonly shapes?: { readonly yours: readonly number[]; readonly derivative: readonly number[] };
  /** The first elements of both in the first case, where the shapes agree. */
  readonly numbers?: readonly { readonly yours: number; readonly derivative: number }[];
}

export interface ProgramCheck {
  readonly verdict: "right" | "wrong" | "undecided";
  readonly mistake: Mistake | null;
  readonly reason?: UndecidedReason;
  readonly parameters: readonly ParameterCheck[];
  readonly file: string;
  /** Of the function that computes the gradient, or of the lines where there is none. */
  readonly span: Span;
  readonly function: string | null;
  readonly loss: { readonly file: string; readonly span: Span } | null;
  /** Random cases, and the worst relative error over all parameters. */
  readonly cases: number;
  readonly worst: number;
  /** Activations from the first layer to the last. */
  readonly activations: readonly ActivationName[];
  /** How many samples and features the cases have; null where the program brings its own data. */
  readonly sizes: { readonly samples: number; readonly features: number } | null;
  /** How many the program's own data has, as far as that is known. */
  readonly own?: { readonly samples: number | null; readonly features: number | null };
}

const seeds = [1, 2, 3, 4, 5];

/** The verdict on every backward pass of a program. */
export function checkGradients(program: GradientProgram, facts?: ProgramFacts): ProgramCheck[] {
  const checks = traceProgram(program, hasOwnLoss).flatMap(
    (traced) => attempt(() => checkTraced(traced, facts)) ?? [],
  );
  // A class that trains itself and a function that trains it have one backward pass.
  const places = new Map<string, ProgramCheck>();
  for (const check of checks) {
    const place = `${check.file}:${check.span.start}`;
    const before = places.get(place);
    if (before === undefined || before.verdict === "undecided") places.set(place, check);
  }
  return [...places.values()];
}

/** `facts` lend the sizes of the program's own data to what is said of a wrong gradient. */
export function checkTraced(traced: TracedProgram, facts?: ProgramFacts): ProgramCheck {
  const chosenSeeds = sizeOf(traced) > 5000 ? seeds.slice(0, 2) : seeds;
  const runs = chosenSeeds.map((seed) => (seed === 1 ? traced.trace : traced.again(seed)));
  const anatomies = runs.map((trace, at) =>
    anatomyOf(trace, at === 0 ? traced.updates : parameterUpdates(trace)),
  );
  const [first] = anatomies;
  if (first === undefined) throw new Error("at least one run");
  const choices = first.losses.map((loss) => new LossCheck(anatomies, loss));
  const right = choices.find((choice) => choice.allRight);
  const chosen = right ?? choices[0] ?? null;
  return {
    ...report(traced, first, chosen, choices, runs.length),
    ...ownSizes(first, right === undefined ? facts : undefined),
  };
}

function ownSizes(anatomy: Anatomy, facts: ProgramFacts | undefined): Pick<ProgramCheck, "own"> {
  const sizes = facts === undefined ? undefined : recogniseModel(anatomy, facts)?.sizes;
  return sizes === undefined ? {} : { own: { samples: sizes.samples, features: sizes.features } };
}

/** How many numbers the parameters have in all: a large network is checked on fewer cases. */
function sizeOf({ trace }: TracedProgram): number {
  return trace.parameters.reduce(
    (total, { node }) => total + arrays.count(node.shape.map((size) => size.value ?? 1)),
    0,
  );
}

/** The gradients of all parameters under one loss, in all runs. */
class LossCheck {
  readonly loss: LossAnatomy;
  readonly parameters: readonly {
    readonly name: string;
    readonly worst: number;
    readonly mistake: Mistake | null;
    readonly ratio: number | null;
    readonly first: Comparison | undefined;
    readonly smooth: boolean;
    readonly finite: boolean;
    readonly open: UndecidedReason | null;
  }[];

  constructor(anatomies: readonly Anatomy[], loss: LossAnatomy) {
    this.loss = loss;
    const runs = anatomies.flatMap((anatomy) => {
      const same = anatomy.losses.find((each) => sameSpan(each.syntax, loss.syntax));
      return same === undefined ? [] : [{ anatomy, node: same.node }];
    });
    const [first] = anatomies;
    this.parameters = (first?.parameters ?? []).map((parameter, at) => {
      const compared = runs.flatMap(({ anatomy, node }, run) => {
        const own = anatomy.parameters[at];
        return own === undefined ? [] : [{ anatomy, ...compare(anatomy, own, node, run < 2) }];
      });
      const worst =
        compared.length < anatomies.length
          ? Number.POSITIVE_INFINITY
          : Math.max(...compared.map((each) => each.error));
      const right = worst <= 1e-7;
      const named = right ? null : agreedMistake(compared.slice(0, 3));
      return {
        name: parameter.name,
        worst,
        mistake: named,
        ratio: right ? 1 : ratioOf(compared[0]?.comparison),
        first: compared[0]?.comparison,
        smooth: compared.every((each) => each.smooth),
        finite: compared.every((each) => each.finite),
        open: right || named !== null ? null : openReason(first, parameter, compared[0]?.comparison),
      };
    });
  }

  get allRight(): boolean {
    return this.parameters.every(({ worst }) => worst <= 1e-7);
  }
}

function sameSpan(a: Expression, b: Expression): boolean {
  return a.span.start === b.span.start && a.span.end === b.span.end;
}

interface Compared {
  readonly comparison: Comparison;
  readonly error: number;
  readonly smooth: boolean;
  readonly finite: boolean;
}

function compare(
  anatomy: Anatomy,
  parameter: ParameterAnatomy,
  loss: e.Expression,
  numeric: boolean,
): Compared {
  const { trace } = anatomy;
  const [derived] = e.derivative(loss, [parameter.leaf]);
  const expected = trace.read(derived ?? parameter.leaf);
  const actual = ownGradient(anatomy, parameter, expected);
  const { data, penalties } = splitLoss(anatomy, loss);
  const layer = layerOf(anatomy, parameter);
  const isBias = layer === undefined ? /^b/i.test(parameter.name) : layer.weight.key !== parameter.leaf.key;
  const comparison = { parameter, data, penalties, expected, actual, isBias };
  const small = arrays.count(expected.shape) <= 40;
  const central = numeric && small ? centralDifferences(anatomy, loss, parameter.leaf) : expected;
  const smooth = relativeDifference(central, expected) < 1e-6 || arrays.norm(expected) < 1e-9;
  const sameShape = actual.shape.join() === expected.shape.join();
  const tiny = arrays.norm(actual) + arrays.norm(expected) < 1e-12;
  const error = !sameShape ? Number.POSITIVE_INFINITY : tiny ? 0 : relativeDifference(actual, central);
  const finite =
    arrays.elements(actual).every(Number.isFinite) && arrays.elements(expected).every(Number.isFinite);
  return { comparison, error: smooth && finite ? error : Number.POSITIVE_INFINITY, smooth, finite };
}

/**
 * The step without the learning rate; where the step is an optimizer's, the gradient that it is made from: the value of
 * the parameter's shape that has a name, and all the data in it.
 */
function ownGradient(anatomy: Anatomy, parameter: ParameterAnatomy, expected: NumberArray): NumberArray {
  const { trace, valuesOf } = anatomy;
  const actual = inShape(trace.read(parameter.gradient), expected, parameter);
  if (parameter.leaf.shape.length === 0 || !isOptimized(anatomy, parameter)) return actual;
  const data = [...trace.namesIn(parameter.update.step)].filter((name) => /^[xy]/.test(name));
  for (const node of e.topological(parameter.update.step)) {
    const names = trace.namesIn(node);
    if (!e.sameShape(node.shape, parameter.leaf.shape) || !data.every((name) => names.has(name))) continue;
    const isNamed = valuesOf
      .get(node.key)
      ?.some(({ syntax }) => syntax.kind === "name" || syntax.kind === "attribute");
    if (isNamed === true && names.has(parameter.leaf.name)) return trace.read(node);
  }
  return actual;
}

/** `b -= g` stretches g to the shape of b, and one number is one number whatever its axes. */
function inShape(actual: NumberArray, expected: NumberArray, parameter: ParameterAnatomy): NumberArray {
  if (arrays.count(actual.shape) === 1 && arrays.count(expected.shape) === 1)
    return arrays.reshape(actual, expected.shape);
  const after = parameter.update.after.shape.map((size) => size.value ?? 0);
  if (after.join() !== expected.shape.join() || !stretches(actual.shape, expected.shape)) return actual;
  return arrays.broadcastTo(actual, expected.shape);
}

function stretches(from: readonly number[], to: readonly number[]): boolean {
  if (from.length > to.length) return false;
  return from.every((size, axis) => size === 1 || size === to[axis + to.length - from.length]);
}

/** Central differences with h = 1e-5, element by element. */
function centralDifferences({ trace }: Anatomy, loss: e.Expression, leaf: e.VariableNode): NumberArray {
  const value = trace.read(leaf);
  const flat = arrays.elements(value);
  const step = 1e-5;
  const lossAt = (place: number, by: number) => {
    const moved = flat.map((each, index) => (index === place ? each + by : each));
    const variables = new Map(trace.variables).set(leaf.name, arrays.arrayOf(moved, value.shape));
    return arrays.item(e.evaluate(loss, { variables, sizes: new Map() }));
  };
  const out = Float64Array.from(
    flat,
    (_, place) => (lossAt(place, step) - lossAt(place, -step)) / (2 * step),
  );
  return arrays.arrayOf(out, value.shape);
}

/** A mistake that explains the difference in every one of the runs. */
function agreedMistake(compared: readonly (Compared & { readonly anatomy: Anatomy })[]): Mistake | null {
  // By chance a run may not show the mistake: no sample inside the margin, all units off.
  const shown = compared.filter(({ error }) => error > 1e-7);
  const names = shown.map(({ anatomy, comparison, finite }) =>
    finite ? nameMistake(anatomy, comparison) : null,
  );
  const [first = null] = names;
  return names.every((name) => name === first) ? first : null;
}

function ratioOf(comparison: Comparison | undefined): number | null {
  if (comparison === undefined || comparison.actual.shape.join() !== comparison.expected.shape.join())
    return null;
  return combination(comparison.actual, [comparison.expected])?.[0] ?? null;
}

/** Ways of stepping that are no mistake although the step is not the gradient. */
function openReason(
  anatomy: Anatomy | undefined,
  parameter: ParameterAnatomy,
  comparison: Comparison | undefined,
): UndecidedReason | null {
  if (anatomy === undefined || comparison === undefined) return null;
  if (isOptimized(anatomy, parameter)) return "optimizer";
  const { actual, expected } = comparison;
  if (actual.shape.join() !== expected.shape.join()) return null;
  const weights = anatomy.trace.read(parameter.leaf);
  for (const shrinking of [weights, arrays.map(weights, Math.sign)]) {
    const [scale = 0] = combination(actual, [expected, shrinking]) ?? [];
    // Weight decay that the loss knows nothing of.
    if (Math.abs(scale - 1) < 1e-6) return "unknown-difference";
  }
  const many = arrays.count(expected.shape) > 1;
  // The right direction, with a number in front that no known mistake gives: the rate may be hidden in it.
  return many && combination(actual, [expected]) !== null ? "unknown-difference" : null;
}

/**
 * Momentum, RMSprop, Adam: the step weighs an array of the parameter's shape that is kept from step to step (and starts as
 * zeros), or divides by a root of the gradient. A sum that starts as zeros is not weighed.
 */
function isOptimized({ trace, valuesOf }: Anatomy, { gradient, leaf }: ParameterAnatomy): boolean {
  if (leaf.shape.length === 0) return false;
  return e.topological(gradient).some((node) => {
    if (node.kind === "variable")
      return (
        node.name.startsWith("k") &&
        e.sameShape(node.shape, leaf.shape) &&
        arrays.norm(trace.read(node)) === 0 &&
        valuesOf.get(node.key)?.some(({ syntax }) => syntax.kind === "binary" && syntax.operator === "*") ===
          true
      );
    if (node.kind !== "binary") return false;
    const isRoot = node.operation === "power" && node.right.kind === "number" && node.right.value === 0.5;
    return isRoot && trace.namesIn(node).has(leaf.name) && e.sameShape(node.shape, leaf.shape);
  });
}

function report(
  traced: TracedProgram,
  anatomy: Anatomy,
  chosen: LossCheck | null,
  choices: readonly LossCheck[],
  cases: number,
): ProgramCheck {
  const certain = chosen?.loss.named === true && choices.filter((each) => each.loss.named).length === 1;
  const parameters = anatomy.parameters.map((parameter, at): ParameterCheck => {
    const place = gradientPlace(anatomy, parameter);
    const found = chosen?.parameters[at];
    const base = { name: parameter.name, file: place.frame.module.file, span: place.syntax.span };
    if (found === undefined) return { ...base, verdict: "undecided", mistake: null, reason: "no-loss" };
    if (found.worst <= 1e-7) return { ...base, verdict: "right", mistake: null };
    const open = (reason: UndecidedReason): ParameterCheck => ({
      ...base,
      verdict: "undecided",
      mistake: null,
      reason,
    });
    if (!found.finite) return open("not-finite");
    if (!found.smooth) return open("not-smooth");
    if (found.open !== null) return open(found.open);
    if (!certain && found.mistake === null) return open("uncertain-loss");
    if (traced.strained && found.mistake !== "transposed_result" && found.mistake !== "bias_axis")
      return open("raises");
    const ratio = found.ratio === null ? {} : { ratio: found.ratio };
    return {
      ...base,
      verdict: "wrong",
      mistake: found.mistake ?? "other",
      ...ratio,
      ...evidence(found.first),
    };
  });
  const checked = biasNames(anatomy, parameters);
  const wrong = worstOf(anatomy, checked);
  const open = checked.find((each) => each.verdict === "undecided");
  const places = anatomy.parameters.map((parameter) => gradientPlace(anatomy, parameter));
  const where = backwardPass(places);
  return {
    verdict: wrong !== undefined ? "wrong" : open !== undefined ? "undecided" : "right",
    mistake: wrong === undefined ? null : (wrong.mistake ?? null),
    ...(wrong === undefined && open?.reason !== undefined ? { reason: open.reason } : {}),
    parameters: checked,
    ...where,
    loss: chosen === null ? null : { file: chosen.loss.frame.module.file, span: chosen.loss.syntax.span },
    cases,
    worst: Math.max(0, ...(chosen?.parameters.map(({ worst }) => worst) ?? [])),
    activations: anatomy.layers.map(({ activation }) => activation),
    sizes: sizesOf(traced.trace),
  };
}

const shownNumbers = 3;

/** What the two are in the first case: different shapes, or their first numbers. */
function evidence(comparison: Comparison | undefined): Pick<ParameterCheck, "shapes" | "numbers"> {
  if (comparison === undefined) return {};
  const { actual, expected } = comparison;
  if (actual.shape.join() !== expected.shape.join())
    return { shapes: { yours: [...actual.shape], derivative: [...expected.shape] } };
  const right = arrays.elements(expected);
  const numbers = Array.from(arrays.elements(actual).slice(0, shownNumbers), (yours, at) => ({
    yours,
    derivative: right[at] ?? Number.NaN,
  }));
  return { numbers };
}

function sizesOf({ variables, options }: TracedProgram["trace"]): ProgramCheck["sizes"] {
  const given = [...variables.keys()].some((name) => name.startsWith("x"));
  return given ? { samples: options.samples, features: options.features } : null;
}

/** The mistake that explains the others: of the layer nearest to the loss, and rather one that has a name. */
function worstOf(anatomy: Anatomy, checked: readonly ParameterCheck[]): ParameterCheck | undefined {
  const depth = (at: number) => {
    const parameter = anatomy.parameters[at];
    const layer = parameter === undefined ? undefined : layerOf(anatomy, parameter);
    return layer === undefined ? -1 : anatomy.layers.indexOf(layer);
  };
  const wrong = checked.flatMap((each, at) =>
    each.verdict === "wrong" ? [{ each, depth: depth(at), at }] : [],
  );
  wrong.sort(
    (a, b) =>
      Number(a.each.mistake === "other") - Number(b.each.mistake === "other") ||
      b.depth - a.depth ||
      a.at - b.at,
  );
  return wrong[0]?.each;
}

/** A bias whose factor is wrong while its weights are right has a name of its own; so has one that nobody updates. */
function biasNames(anatomy: Anatomy, parameters: readonly ParameterCheck[]): ParameterCheck[] {
  const weightsRight = parameters.every((each, at) => each.verdict === "right" || isBias(anatomy, at));
  const named = parameters.map(
    (each, at): ParameterCheck =>
      each.mistake === "missing_mean" && isBias(anatomy, at) && weightsRight
        ? { ...each, mistake: "bias_not_averaged" }
        : each,
  );
  const frozen = anatomy.frozen.map(
    ({ name, syntax, frame }): ParameterCheck => ({
      name,
      verdict: "wrong",
      mistake: "bias_missing",
      file: frame.module.file,
      span: syntax.span,
    }),
  );
  return [...named, ...frozen];
}

function isBias(anatomy: Anatomy, at: number): boolean {
  const parameter = anatomy.parameters[at];
  if (parameter === undefined) return false;
  const layer = layerOf(anatomy, parameter);
  return layer === undefined ? /^b/i.test(parameter.name) : layer.weight.key !== parameter.leaf.key;
}

function backwardPass(places: readonly Place[]): {
  readonly file: string;
  readonly span: Span;
  readonly function: string | null;
} {
  const [first] = places;
  if (first === undefined) return { file: "", span: { start: 0, end: 0 }, function: null };
  const own = first.frame.function;
  const file = first.frame.module.file;
  if (own?.definition.kind === "function") return { file, span: own.definition.span, function: own.name };
  const here = places.filter((each) => each.frame.module.file === file);
  return {
    file,
    function: null,
    span: {
      start: Math.min(...here.map(({ syntax }) => syntax.span.start)),
      end: Math.max(...here.map(({ syntax }) => syntax.span.end)),
    },
  };
}
