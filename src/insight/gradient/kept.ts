import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import type { Trace, UpdateTrace } from "../../domains/symbolsTrace";
import { hasRate } from "../../domains/symbolsUpdates";
import { isLossValue } from "./lossNames";

/** First steps of arrays and numbers, each with the keys of all that it is made of. */
export type FirstSteps = ReadonlyMap<UpdateTrace, ReadonlySet<string>>;

export function firstSteps(all: readonly UpdateTrace[]): FirstSteps {
  const own = all.filter(({ before }) => before.kind === "variable");
  return new Map(own.map((each) => [each, new Set(e.topological(each.step).map(({ key }) => key))]));
}

/**
 * `m += (1 - beta) * (g - m)`, from which the step of another is made: an average that an optimizer keeps moves towards something
 * that does not depend on it, by the same share everywhere. No parameter does.
 */
export function isKept(
  trace: Trace,
  update: UpdateTrace,
  all: readonly UpdateTrace[],
  firsts: FirstSteps,
): boolean {
  const { before, after, step } = update;
  if (before.kind !== "variable" || !e.sameShape(step.shape, before.shape)) return false;
  const isUsed = [...firsts].some(
    ([other, made]) => other.before.key !== before.key && made.has(after.key) && !isPlainSum(trace, other),
  );
  if (!isUsed || !movesByShare(trace, step, before)) return false;
  // Later losses are made of what the parameters have become, and that of the average.
  const roots = new Map(all.map((each) => [each.after.key, each.before]));
  const losses = trace.values.filter((each) => isLossValue(trace, each)).toReversed();
  const last = new Map(losses.map((each) => [each.syntax, each]));
  return [...last.values()].every(({ node }) => !trace.namesIn(e.substitute(node, roots)).has(before.name));
}

/** `total += loss`: what is collected there is no step. */
function isPlainSum(trace: Trace, { before, step, site }: UpdateTrace): boolean {
  const isUp = site.kind === "binary" && site.operator === "+";
  return isUp && e.isSingle(before.shape) && !hasRate(trace, step);
}

/** Whatever the array holds, the step takes the same part of it away. */
function movesByShare(trace: Trace, step: e.Expression, leaf: e.VariableNode): boolean {
  const stepAt = (scale: number) =>
    trace.read(e.substitute(step, new Map([[leaf.key, e.times(e.number(scale), leaf)]])));
  const [without, once, twice] = [stepAt(0), stepAt(1), stepAt(2)];
  if (without === undefined || once === undefined || twice === undefined) return false;
  const own = arrays.elements(trace.read(leaf));
  const taken = arrays.elements(arrays.zip(once, without, (a, b) => a - b));
  const more = arrays.elements(arrays.zip(twice, without, (a, b) => a - b));
  const share = (taken[0] ?? 0) / (own[0] ?? 1);
  return (
    share > 0 &&
    share <= 1 &&
    own.every((each, at) => {
      const wanted = share * each;
      const isClose = (found: number, by: number) =>
        Math.abs(found - by * wanted) <= 1e-9 * (1 + Math.abs(wanted));
      return isClose(taken[at] ?? 0, 1) && isClose(more[at] ?? 0, 2);
    })
  );
}
