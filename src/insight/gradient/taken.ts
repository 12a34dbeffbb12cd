import type { NumberArray } from "../../algebra/array";
import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import type { Anatomy, ParameterAnatomy } from "./anatomy";
import { type Comparison, type Mistake, sampleCounts } from "./comparison";
import { combination, relativeDifference } from "./fit";
import { averaged, bounded, hasName, inShape, named } from "./step";

const scales: ReadonlySet<Mistake> = new Set([
  "missing_mean",
  "double_mean",
  "divided_by_features",
  "factor_two",
  "bias_not_averaged",
]);

/** The derivative as it is, or with the weights' decay beside it. */
type Taken = "plain" | "decayed";

interface Run {
  readonly anatomy: Anatomy;
  readonly comparison: Comparison;
  readonly smooth: boolean;
  readonly finite: boolean;
}

/**
 * Where the program has the derivative in all runs, and takes a step that is made of it and goes its way: of its sign, of a gradient
 * that is cut or shortened, with a number in front that the rate is hidden in, with the weights' decay beside; null elsewhere. Of all
 * that a step may be said to do wrong it can't do more than put a wrong number in front. Where `areAllDivided` by the number of
 * samples in steps down a sum, that number belongs to the rate.
 */
export function takenFrom(
  runs: readonly Run[],
  mistake: Mistake | null,
  areAllDivided: boolean,
): Taken | null {
  let all: Taken = "plain";
  for (const { anatomy, comparison, smooth, finite } of runs) {
    const isRate = (areAllDivided && isSummed(anatomy, comparison)) || isByRate(anatomy, comparison);
    const isScaled = mistake !== null && scales.has(mistake) && !isRate;
    const taken = smooth && finite && !isScaled ? takenIn(anatomy, comparison) : null;
    if (taken === null) return null;
    if (taken === "decayed") all = taken;
  }
  return all;
}

function takenIn(anatomy: Anatomy, comparison: Comparison): Taken | null {
  const { parameter, expected, penalties } = comparison;
  const { trace } = anatomy;
  const { step } = parameter.update;
  if (arrays.norm(expected) < 1e-9) {
    // Zeros on their side are refused all the same.
    const own = inShape(trace.read(step), expected, parameter);
    return arrays.norm(own) < 1e-9 && own.shape.join() === expected.shape.join() ? "plain" : null;
  }
  const clipped = new Set(
    e
      .topological(step)
      .flatMap((node) => bounded(node, "minimum")?.key ?? bounded(node, "maximum")?.key ?? []),
  );
  const held = e.topological(step).filter((node) => {
    if (!clipped.has(node.key) && !isTold(anatomy, parameter, node)) return false;
    const value = inShape(trace.read(node), expected, parameter);
    if (value.shape.join() !== expected.shape.join()) return false;
    if (relativeDifference(value, expected) >= 1e-7) return false;
    // Divided once more on the way, it is the derivative no longer; of a sum, the number belongs to the rate.
    return averaged(anatomy, parameter, node) === node || isSummed(anatomy, comparison);
  });
  for (const node of held.slice(0, 8)) {
    const taken = takenOf(anatomy, parameter, expected, node);
    // A loss that has penalties knows which weights decay.
    if (taken !== null && (taken === "plain" || penalties.length === 0)) return taken;
  }
  return null;
}

/** The step is the derivative times the number that is written in front of it. */
function isByRate(anatomy: Anatomy, { parameter, expected }: Comparison): boolean {
  const rate = writtenRate(anatomy) ?? givenRate(anatomy);
  if (rate === null) return false;
  const step = inShape(anatomy.trace.read(parameter.update.step), expected, parameter);
  const right = arrays.map(expected, (each) => rate * each);
  return step.shape.join() === right.shape.join() && relativeDifference(step, right) < 1e-7;
}

/** `w -= 2 * dw` or `w -= dw / 10` in all steps, or `w -= 2.0 * (…)`: a whole number may be the rate, too. */
function writtenRate({ parameters }: Anatomy): number | null {
  const [first = null, ...others] = parameters.map(({ update: { site } }) => {
    if (site.kind !== "binary" || site.right.kind !== "binary") return null;
    const { left, right, operator } = site.right;
    if (operator === "/")
      return right.kind === "number" && named.has(left.kind) && right.value !== 0 ? 1 / right.value : null;
    if (operator !== "*") return null;
    const [number, gradient] = left.kind === "number" ? [left, right] : [right, left];
    if (number.kind !== "number") return null;
    return named.has(gradient.kind) || number.type === "float" ? number.value : null;
  });
  return others.every((each) => each === first) ? first : null;
}

/** `w -= step * dw` in all steps: what stands by a name before a gradient that has one, and is no number of samples. */
function givenRate(anatomy: Anatomy): number | null {
  const { trace, parameters, valuesOf } = anatomy;
  const rates = parameters.map(({ update: { site, step } }) => {
    if (site.kind !== "binary" || site.right.kind !== "binary" || site.right.operator !== "*") return null;
    const { left, right } = site.right;
    if (![left, right].every(({ kind }) => named.has(kind))) return null;
    const isRate = (node: e.Expression) =>
      e.isSingle(node.shape) &&
      trace.namesIn(node).size === 0 &&
      valuesOf.get(node.key)?.some(({ syntax }) => syntax === left || syntax === right) === true;
    const own = e.topological(step).find(isRate);
    return own === undefined ? null : arrays.item(trace.read(own));
  });
  const [first = null, ...others] = rates;
  const isCount = first !== null && sampleCounts(anatomy).includes(first);
  return !isCount && others.every((each) => each === first) ? first : null;
}

/** It has a name, or the line of the step computes it. */
function isTold(anatomy: Anatomy, { update }: ParameterAnatomy, node: e.Expression): boolean {
  if (hasName(anatomy, node)) return true;
  const { site, frame } = update;
  return (
    anatomy.valuesOf
      .get(node.key)
      ?.some(
        (value) =>
          value.frame.module.file === frame.module.file &&
          value.syntax.span.start >= site.span.start &&
          value.syntax.span.end <= site.span.end,
      ) === true
  );
}

function takenOf(
  anatomy: Anatomy,
  parameter: ParameterAnatomy,
  expected: NumberArray,
  held: e.Expression,
): Taken | null {
  const { trace } = anatomy;
  const { update, leaf } = parameter;
  const gate = e.variable("gate", held.shape);
  const whole = e.substitute(update.step, new Map([[held.key, gate]]));
  const still = e.substitute(whole, new Map([[leaf.key, e.broadcastTo(e.number(0), leaf.shape)]]));
  const variables = new Map(trace.variables).set(gate.name, trace.read(held));
  const value = (node: e.Expression) =>
    inShape(e.evaluate(node, { variables, sizes: new Map() }), expected, parameter);
  const [taken, step] = [value(still), value(whole)];
  if ([taken, step].some((each) => each.shape.join() !== expected.shape.join())) return null;
  const isOther = (name: string) =>
    name !== gate.name && !name.startsWith("h") && !isNothing(trace.variables.get(name));
  const others = [...e.variablesOf(still).keys()].filter(isOther);
  // Newton's step: the gradient in the units of a matrix that is inverted.
  if (others.length > 0 && others.every((name) => trace.blurred.has(name))) {
    const twice = new Map(variables).set(
      gate.name,
      arrays.map(trace.read(held), (each) => 2 * each),
    );
    const double = inShape(e.evaluate(whole, { variables: twice, sizes: new Map() }), expected, parameter);
    const isLinear =
      relativeDifference(
        double,
        arrays.map(step, (each) => 2 * each),
      ) < 1e-9;
    return isLinear && dot(step, expected) > 0 ? "plain" : null;
  }
  // Divided by the length of all gradients together.
  if (others.length > 0)
    return isShortened(whole, gate) && (combination(step, [expected])?.[0] ?? 0) > 0 ? "plain" : null;
  if (!isAlong(taken, expected) || !isWhole(taken, expected)) return null;
  const decay = arrays.zip(step, taken, (a, b) => a - b);
  if (arrays.norm(decay) === 0) return "plain";
  // It makes weights smaller, and stands in the step: where the gradient holds it, it is a penalty.
  const isPenalty = e.topological(update.step).some((node) => {
    if (node.key === held.key || !hasName(anatomy, node)) return false;
    const rest = e.variablesOf(e.substitute(node, new Map([[held.key, gate]])));
    return rest.has(gate.name) && rest.has(leaf.name);
  });
  return !isPenalty && isAlong(decay, trace.read(leaf)) ? "decayed" : null;
}

function dot(one: NumberArray, other: NumberArray): number {
  return arrays.elements(arrays.zip(one, other, (a, b) => a * b)).reduce((sum, each) => sum + each, 0);
}

/** Nothing of the derivative is left out: `w[1:] -= rate * g[1:]` forgets the bias. */
function isWhole(one: NumberArray, derivative: NumberArray): boolean {
  const tiny = 1e-9 * arrays.norm(derivative);
  const steps = arrays.elements(one);
  return arrays.elements(derivative).every((each, at) => Math.abs(each) < tiny || steps[at] !== 0);
}

/** Nowhere the other way. */
function isAlong(one: NumberArray, other: NumberArray): boolean {
  const tiny = 1e-12 * (1 + arrays.norm(one) * arrays.norm(other));
  return arrays.elements(arrays.zip(one, other, (a, b) => a * b)).every((each) => each >= -tiny);
}

/** A velocity begins as zeros. */
function isNothing(array: NumberArray | undefined): boolean {
  return array !== undefined && arrays.norm(array) === 0;
}

function isShortened(node: e.Expression, gate: e.VariableNode): boolean {
  return e
    .topological(node)
    .some(
      (each) =>
        each.kind === "binary" &&
        each.operation === "power" &&
        each.right.kind === "number" &&
        each.right.value === 0.5 &&
        e.isSingle(each.shape) &&
        e.variablesOf(each).has(gate.name),
    );
}

/** The loss is a sum over the samples: nothing in it is divided by their number. */
export function isSummed(anatomy: Anatomy, { data }: Comparison): boolean {
  const counts = sampleCounts(anatomy).flatMap((count) => [count, 2 * count, count / 2]);
  return !e.topological(data).some((node) => {
    if (node.kind !== "number") return false;
    const size = Math.abs(node.value);
    return counts.some((count) => Math.abs(size * count - 1) < 1e-9 || Math.abs(size - count) < 1e-9);
  });
}
