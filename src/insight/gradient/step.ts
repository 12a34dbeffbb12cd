import type { NumberArray } from "../../algebra/array";
import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import type { ValueTrace } from "../../domains/symbolsTrace";
import { rateName } from "../../domains/symbolsUpdates";
import type { Anatomy, ParameterAnatomy } from "./anatomy";
import { outputCounts, sampleCounts } from "./comparison";
import { combination, relativeDifference } from "./fit";

/**
 * The step without the learning rate; where the step is an optimizer's, the gradient that it is made from: the value of
 * the parameter's shape that has a name, and all the data in it.
 */
export function ownGradient(
  anatomy: Anatomy,
  parameter: ParameterAnatomy,
  expected: NumberArray,
  loss: e.Expression,
): NumberArray {
  const { trace } = anatomy;
  const actual = inShape(trace.read(parameter.gradient), expected, parameter);
  if (parameter.leaf.shape.length === 0) {
    if (relativeDifference(actual, expected) < 1e-7) return actual;
    const single = underRoot(anatomy, parameter) ?? besideOthers(anatomy, parameter, expected);
    return single === undefined ? actual : takenAway(anatomy, parameter, single, expected);
  }
  // One number for a whole bias, and averages of it that start as Python's own 0.
  const isAlone = e.isSingle(parameter.update.step.shape) && !e.isSingle(parameter.leaf.shape);
  const alone = isAlone ? underRoot(anatomy, parameter) : undefined;
  if (alone !== undefined) return takenAway(anatomy, parameter, alone, expected);
  if (!isOptimized(anatomy, parameter)) {
    const long = beforeShortening(anatomy, parameter.update.step, parameter.leaf, loss);
    return long === undefined ? actual : takenAway(anatomy, parameter, long, expected);
  }
  const inStep = trace.namesIn(parameter.update.step);
  const data = [...trace.namesIn(loss)].filter((name) => /^[xyk]/.test(name) && inStep.has(name));
  const called = e.topological(parameter.update.step).filter((node) => {
    const names = trace.namesIn(node);
    if (!data.every((name) => names.has(name)) || !names.has(parameter.leaf.name)) return false;
    return hasName(anatomy, node);
  });
  const whole = called.filter((node) => e.sameShape(node.shape, parameter.leaf.shape));
  // Before the penalty is added it is not all that the step is made from.
  const full = whole.find((node) => isAllOf(node, parameter)) ?? besideDecay(anatomy, parameter, whole);
  // One number for all of them (a sum over all axes): the averages that are made of it have the parameter's shape again.
  const inside = new Set(full === undefined ? [] : e.topological(full).map(({ key }) => key));
  const found =
    called.find(
      (node) =>
        (full === undefined || inside.has(node.key)) &&
        arrays.count(shapeOf(node)) < arrays.count(expected.shape) &&
        stretches(shapeOf(node), expected.shape) &&
        isAllOf(node, parameter),
    ) ?? full;
  if (found === undefined) return actual;
  const long = beforeShortening(anatomy, found, parameter.leaf, loss) ?? found;
  return takenAway(anatomy, parameter, long, expected);
}

/** Where the weights decay in the same line, the last that the averages are made from: `0.1 * g` and `0.001 * g ** 2`. */
function besideDecay(
  anatomy: Anatomy,
  parameter: ParameterAnatomy,
  all: readonly e.Expression[],
): e.Expression | undefined {
  const { trace } = anatomy;
  const first = all[0];
  if (first === undefined) return undefined;
  return all.findLast((node) => {
    const rest = e.substitute(node, new Map([[first.key, e.variable("gate", first.shape)]]));
    const isRoot = (each: e.Expression) =>
      each.kind === "binary" &&
      each.operation === "power" &&
      isHalf(each.right) &&
      trace.namesIn(each).size > 0;
    if (e.topological(node).some(isRoot)) return false;
    return ![...e.variablesOf(rest).values()].some((each) => isKeptFromZero(anatomy, parameter, each));
  });
}

/** What the step takes away of it, without the rate that it may hold: `dw = rate * g + 0.9 * dw`, and then `w += dw`. */
function takenAway(
  anatomy: Anatomy,
  parameter: ParameterAnatomy,
  found: e.Expression,
  expected: NumberArray,
): NumberArray {
  const { trace } = anatomy;
  const own = inShape(
    trace.read(withoutRate(anatomy, averaged(anatomy, parameter, found))),
    expected,
    parameter,
  );
  const step = inShape(trace.read(parameter.update.step), expected, parameter);
  if (own.shape.join() !== step.shape.join()) return own;
  const along = arrays.elements(arrays.zip(own, step, (a, b) => a * b)).reduce((sum, each) => sum + each, 0);
  return along < 0 ? arrays.map(own, (each) => -each) : own;
}

/** All that the step has of a gradient has gone through it. */
function isOnlyWay(step: e.Expression, gradient: e.Expression, node: e.Expression): boolean {
  const rest = e.substitute(step, new Map([[node.key, e.variable("gate", node.shape)]]));
  return !e.topological(rest).some(({ key }) => key === gradient.key);
}

/** Not `0.1 * dw`, which is a share of an average where 10 samples are no more than chance. */
function isDivided({ valuesOf }: Anatomy, node: e.Expression): boolean {
  if (node.kind !== "binary") return false;
  const isRatio = ({ syntax }: ValueTrace) => syntax.kind === "binary" && syntax.operator === "/";
  if (node.operation === "divide") return true;
  return (
    node.operation === "multiply" &&
    [node.left, node.right].map(unstretched).some((side) => {
      return (
        e.isSingle(side.shape) &&
        (side.kind === "binary" || side.kind === "number") &&
        valuesOf.get(side.key)?.some(isRatio) === true
      );
    })
  );
}

/** The gradient where all of them together are made no longer than a limit, `g * min(1, limit / norm)`: no length that the loss has. */
function beforeShortening(
  anatomy: Anatomy,
  whole: e.Expression,
  leaf: e.Expression & { readonly name: string },
  loss: e.Expression,
): e.Expression | undefined {
  const { trace } = anatomy;
  const inLoss = new Set(e.topological(loss).map(({ key }) => key));
  const isLength = (node: e.Expression) =>
    node.kind === "binary" &&
    node.operation === "power" &&
    isHalf(node.right) &&
    e.isSingle(node.shape) &&
    trace.namesIn(node).has(leaf.name) &&
    !inLoss.has(node.key);
  const isByLength = (node: e.Expression, array: e.Expression) =>
    e.isSingle(node.shape) && (e.topological(node).some(isLength) || isSearched(node, array));
  // How far a line search goes, `(g @ g) / (g @ H @ g)`, is made of the gradient itself.
  const isSearched = (node: e.Expression, array: e.Expression) => {
    const parts = e.topological(node);
    const isOfLoss = parts.some(
      (each) => e.isSingle(each.shape) && trace.namesIn(each).has(leaf.name) && inLoss.has(each.key),
    );
    const isOfData = [...trace.namesIn(array)].some((name) => /^[xyk]/.test(name));
    // Numbers are multiplied by what is made of them in many a formula: `(a - y) * a * (1 - a)`.
    const isMany = !e.isSingle(array.shape);
    return isMany && isOfData && !isOfLoss && parts.some(({ key }) => key === array.key);
  };
  const shortens = (array: e.Expression, by: e.Expression) =>
    (e.sameShape(array.shape, leaf.shape) || e.isSingle(array.shape)) &&
    trace.namesIn(array).has(leaf.name) &&
    hasName(anatomy, array) &&
    isByLength(unstretched(by), array);
  for (const node of e.topological(whole)) {
    if (node.kind !== "binary") continue;
    const { left, right, operation } = node;
    if ((operation === "multiply" || operation === "divide") && shortens(left, right)) return left;
    if (operation === "multiply" && shortens(right, left)) return right;
  }
  return undefined;
}

function unstretched(node: e.Expression): e.Expression {
  return node.kind === "broadcast" ? unstretched(node.of) : node;
}

function withoutRate({ trace }: Anatomy, node: e.Expression): e.Expression {
  const rates = [...e.variablesOf(node).values()].filter(({ tex }) => rateName.test(tex));
  const held = rates.filter(({ key }) => {
    const without = e.substitute(node, new Map([[key, e.number(0)]]));
    return arrays.norm(trace.read(without)) === 0;
  });
  return e.substitute(node, new Map(held.map(({ key }) => [key, e.number(1)])));
}

/** What a gradient becomes where it is divided by the number of samples later: `dw /= m`, or `v = 0.9 * v + rate / m * dw`. */
export function averaged(anatomy: Anatomy, parameter: ParameterAnatomy, found: e.Expression): e.Expression {
  const { trace } = anatomy;
  const counts = sampleCounts(anatomy);
  const averages = [1, ...outputCounts(anatomy, counts)].flatMap((size) =>
    counts.flatMap((count) => [1, 2, 0.5].map((factor) => factor / (count * size))),
  );
  const plain = (node: e.Expression) => trace.read(withoutRate(anatomy, node));
  let last = found;
  for (const node of e.topological(parameter.update.step)) {
    if (!e.sameShape(node.shape, found.shape) || !isDivided(anatomy, node)) continue;
    if (!isOnlyWay(parameter.update.step, found, node)) continue;
    // Its share in an average over the steps is another number.
    const rest = e.substitute(node, new Map([[found.key, e.variable("gate", found.shape)]]));
    if ([...e.variablesOf(rest).values()].some((each) => isKeptFromZero(anatomy, parameter, each))) continue;
    if (node.key === last.key || !e.topological(node).some(({ key }) => key === last.key)) continue;
    const ratio = Math.abs(combination(plain(node), [plain(last)])?.[0] ?? 1);
    if (averages.some((each) => Math.abs(ratio / each - 1) < 1e-9)) last = node;
  }
  return last;
}

/** Nothing of the data and of the parameters gets into the step beside it. */
function isAllOf(node: e.Expression, { update }: ParameterAnatomy): boolean {
  const open = e.variable("gate", node.shape);
  const rest = e.substitute(update.step, new Map([[node.key, open]]));
  const names = [...e.variablesOf(rest).keys()];
  return !names.some((name) => /^[pxy]/.test(name));
}

function shapeOf({ shape }: e.Expression): number[] {
  return shape.map((size) => size.value ?? 0);
}

/** `b -= g` stretches g to the shape of b, and one number is one number whatever its axes. */
export function inShape(
  actual: NumberArray,
  expected: NumberArray,
  parameter: ParameterAnatomy,
): NumberArray {
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

/**
 * Momentum, RMSprop, Adam: the step weighs an array of the parameter's shape that is kept from step to step (and starts as
 * zeros), or divides by a root of the gradient. A sum that starts as zeros is not weighed.
 */
export function isOptimized(anatomy: Anatomy, parameter: ParameterAnatomy): boolean {
  const { trace, valuesOf } = anatomy;
  const { gradient, leaf } = parameter;
  if (leaf.shape.length === 0) return underRoot(anatomy, parameter) !== undefined;
  return e.topological(gradient).some((node) => {
    if (node.kind === "variable")
      return (
        isKeptFromZero(anatomy, parameter, node) &&
        (isProduct(trace.writtenOut(node)) ||
          usesOf(node, gradient) > 1 ||
          valuesOf
            .get(node.key)
            ?.some(({ syntax }) => syntax.kind === "binary" && syntax.operator === "*") === true)
      );
    if (node.kind !== "binary") return false;
    const isRoot = node.operation === "power" && isHalf(node.right);
    return isRoot && trace.namesIn(node).has(leaf.name) && e.sameShape(node.shape, leaf.shape);
  });
}

/** An array of the parameter's shape that starts as zeros. */
function isKeptFromZero({ trace }: Anatomy, { leaf }: ParameterAnatomy, node: e.VariableNode): boolean {
  const isOurs = node.name.startsWith("k") && e.sameShape(node.shape, leaf.shape);
  return isOurs && arrays.norm(trace.read(node)) === 0;
}

/** `m - 0.1 * (m - g)` has m in two places. */
function usesOf({ key }: e.Expression, whole: e.Expression): number {
  return e
    .topological(whole)
    .filter((node) => node.kind === "binary" && ["add", "subtract"].includes(node.operation))
    .filter((node) => e.operands(node).some((each) => each.key === key)).length;
}

/** `velocity *= 0.9`, of the zeros that it begins with. */
function isProduct(node: e.Expression): boolean {
  if (node.kind === "reshape" || node.kind === "index") return isProduct(node.of);
  return node.kind === "binary" && node.operation === "multiply";
}

/**
 * Of a single number, whose step may hold other roots (a loss can be one): the value with a name through which alone data and
 * parameters get into the step, and of which a root is taken on the way.
 */
function underRoot(anatomy: Anatomy, parameter: ParameterAnatomy): e.Expression | undefined {
  const { trace } = anatomy;
  const { update, leaf } = parameter;
  const roots = e
    .topological(update.step)
    .filter((node) => node.kind === "binary" && node.operation === "power" && isHalf(node.right))
    .filter((root) => trace.namesIn(root).has(leaf.name));
  if (roots.length === 0) return undefined;
  const inside = new Set(roots.flatMap((root) => e.topological(root).map(({ key }) => key)));
  return e.topological(update.step).find((node) => {
    if (!inside.has(node.key) || !trace.namesIn(node).has(leaf.name) || !e.isSingle(node.shape)) return false;
    return hasName(anatomy, node) && isAllOf(node, parameter);
  });
}

function isHalf(node: e.Expression): boolean {
  return node.kind === "number" && node.value === 0.5;
}

/**
 * Of a single number whose fellows are stepped by an optimizer: what alone gets into the step, and has a name. The derivative is
 * it where it is among them; else the first of several.
 */
function besideOthers(
  anatomy: Anatomy,
  parameter: ParameterAnatomy,
  expected: NumberArray,
): e.Expression | undefined {
  const { trace } = anatomy;
  if (!hasOptimizer(anatomy)) return undefined;
  const all = e
    .topological(parameter.update.step)
    .filter(
      (node) =>
        e.isSingle(node.shape) &&
        trace.namesIn(node).has(parameter.leaf.name) &&
        hasName(anatomy, node) &&
        isAllOf(node, parameter),
    );
  const isDerivative = (node: e.Expression) =>
    relativeDifference(inShape(trace.read(node), expected, parameter), expected) < 1e-7;
  // Where there is but one, it is the average that is kept.
  return all.find(isDerivative) ?? (all.length > 1 ? all[0] : undefined);
}

/** Some of the weights are stepped by an optimizer, which then goes for the single numbers beside them, too. */
export function hasOptimizer(anatomy: Anatomy): boolean {
  return anatomy.parameters.some((each) => each.leaf.shape.length > 0 && isOptimized(anatomy, each));
}

/** The derivative is in the step, and something is made of it first: its sign, a gradient no longer than 1. */
export function isMadeOf({ trace }: Anatomy, { update }: ParameterAnatomy, expected: NumberArray): boolean {
  if (arrays.norm(expected) < 1e-9) return false;
  return e.topological(update.step).some((node) => {
    if (shapeOf(node).join() !== expected.shape.join()) return false;
    return relativeDifference(trace.read(node), expected) < 1e-9;
  });
}

/** What is too large is cut on the way to the step: `np.clip(error, -1, 1)`. */
export function isClipped({ trace, losses }: Anatomy, { update }: ParameterAnatomy): boolean {
  const inLosses = new Set(losses.flatMap(({ node }) => e.topological(node).map(({ key }) => key)));
  return e.topological(trace.writtenOut(update.step)).some((node) => {
    const above = bounded(node, "minimum");
    if (above === null || inLosses.has(node.key)) return false;
    return relativeDifference(trace.read(bounded(above, "maximum") ?? above), trace.read(node)) > 1e-9;
  });
}

/** What is bounded by a number; null where nothing is. */
export function bounded(node: e.Expression, operation: "minimum" | "maximum"): e.Expression | null {
  if (node.kind !== "binary" || node.operation !== operation) return null;
  if (isNumber(node.right)) return node.left;
  return isNumber(node.left) ? node.right : null;
}

function isNumber(node: e.Expression): boolean {
  return node.kind === "broadcast" ? isNumber(node.of) : node.kind === "number";
}

export function hasName({ valuesOf }: Anatomy, { key }: e.Expression): boolean {
  return valuesOf.get(key)?.some(({ syntax: { kind } }) => named.has(kind)) === true;
}

/** Kinds of expressions that are names. */
export const named: ReadonlySet<string> = new Set(["name", "attribute", "subscript"]);
