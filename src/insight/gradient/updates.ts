import * as e from "../../algebra/expression";
import { isNumberBefore, isPicked } from "../../domains/symbolsMade";
import type { Trace, UpdateTrace } from "../../domains/symbolsTrace";
import { hasRate, showsRate } from "../../domains/symbolsUpdates";
import type { ParameterPlaces } from "../../domains/traceOptions";
import type { Expression } from "../../syntax/tree";
import { idleNumbers } from "./idle";
import { firstSteps, isKept } from "./kept";
import { isLossLike, isLossValue, lossName, nameOf } from "./lossNames";

/** Where parameters may be made, for all that a first run tells. */
export function candidatePlaces(trace: Trace): ParameterPlaces {
  const places = { arrays: new Set(trace.steppedLists), numbers: new Set<string>() };
  for (const { before, target, site, step, frame } of [...trace.updates, ...trace.refused]) {
    if (isCollected(site, target)) continue;
    const origin = trace.origins.get(before.key) ?? trace.listPlaces.get(target);
    // `b = y.mean()`, which a rate steps.
    const isOfData = origin === undefined && isNumberBefore(trace, before) && showsRate(step);
    const isNumber = before.kind === "number" || isPicked(trace, before) || isOfData;
    // `loss_sum += loss`; but `c -= gap` is a step of c, and so is `c += rate * gap`.
    if (trace.collected.has(nameOf(target))) continue;
    const isUp = site.kind === "binary" && site.operator === "+";
    if (isNumber && isUp && lossName.test(nameOf(target)) && !hasRate(trace, step)) continue;
    // The variable of a comprehension is another number in each pass: only where its result is put says which.
    if (isNumber && frame.kind === "comprehension" && isSteppedIn(site, target)) {
      if (origin !== undefined) places.arrays.add(origin);
      continue;
    }
    const named = isNumber ? steppedName(target, site) : null;
    if (named?.kind === "name") places.numbers.add(named.id);
    else if (named?.kind === "attribute") places.numbers.add(`.${named.name}`);
    else if (origin !== undefined) places.arrays.add(origin);
  }
  return places;
}

/** `velocity = 0.9 * velocity + g`; but `w = -rate * g + w` is a step. */
function isCollected(site: Expression, target: Expression): boolean {
  if (site.kind !== "binary" || site.operator !== "+" || site.left.kind !== "binary") return false;
  return nameOf(site.right) !== nameOf(target);
}

function isSteppedIn(site: Expression, target: Expression): boolean {
  return site.kind === "binary" && site.left.span.start === target.span.start;
}

/** What holds the number before its step: `b` of `b_new = b - …`. */
function steppedName(target: Expression, site: Expression): Expression {
  if (target.kind === "name" && site.kind === "binary" && site.left.kind === "name")
    return /new|next|updated/i.test(target.id) && target.id.includes(site.left.id) ? site.left : target;
  return target;
}

/** First updates of parameters by what depends on the parameters themselves or on others that are updated. */
export function parameterUpdates(trace: Trace): UpdateTrace[] {
  const seen = new Set<string>();
  const names = new Set(trace.parameters.map(({ node }) => node.name));
  const all = [...trace.updates, ...trace.refused];
  const firsts = firstSteps(all);
  return all.filter((update) => {
    const { before, step } = update;
    if (before.kind !== "variable" || !names.has(before.name) || seen.has(before.name)) return false;
    if ([...firsts].some(([other, made]) => isMadeFrom(other, made, update)) || isSumOf(trace, update))
      return false;
    if (isKept(trace, update, all, firsts)) return false;
    seen.add(before.name);
    // A sum that is collected (loss += …) depends on parameters too, but what is added never on the sum.
    return trace.namesIn(step).has(before.name) || isDecidedStep(trace, update);
  });
}

/** `b -= rate * y` where an `if` has looked at the prediction: no formula tells that, but the loss is made of b. */
function isDecidedStep(trace: Trace, { before, after, step, target, site }: UpdateTrace): boolean {
  if (!trace.branched || before.kind !== "variable" || lossName.test(nameOf(target))) return false;
  // `v = 0.9 * v - rate * dw`, and then `w += v`: what another is stepped by is no parameter.
  // A sum of losses goes up by what is made of the parameter: `loss += 1 - label * (x @ w + b)`.
  const isStep = (other: UpdateTrace) =>
    other.before.key !== before.key &&
    !lossName.test(nameOf(other.target)) &&
    isTermOf(trace, after.key, other.step);
  if (trace.updates.some(isStep)) return false;
  if (site.kind !== "binary" || (site.operator !== "-" && !hasRate(trace, step))) return false;
  // The rate may be in weights that have been stepped: `total += max(0, margin)`, and then `total / n`.
  if (site.operator === "+" && trace.averagedSums.has(nameOf(target))) return false;
  if (!hasRate(trace, step) && ![...trace.namesIn(step)].some((name) => /^[xyk]/.test(name))) return false;
  const mayBeLoss = (syntax: Expression) =>
    isLossLike(trace, syntax) || trace.isSink(syntax) || trace.addedToMeans.has(syntax);
  return trace.values.some(
    ({ syntax, node }) => e.isSingle(node.shape) && mayBeLoss(syntax) && trace.namesIn(node).has(before.name),
  );
}

/** Something is among what a step is put together of, whatever its rate and its sign: v in `1.9 * v - 0.9 * before`. Data are no rate. */
function isTermOf(trace: Trace, key: string, step: e.Expression, depth = 0): boolean {
  if (step.key === key) return true;
  if (depth > 6) return false;
  const isTerm = (part: e.Expression) => isTermOf(trace, key, part, depth + 1);
  const isRate = (part: e.Expression) =>
    e.isSingle(part.shape) && ![...trace.namesIn(part)].some((name) => /^[xyk]/.test(name));
  if (step.kind === "unary" && step.operation === "negate") return isTerm(step.of);
  if (step.kind !== "binary") return false;
  if (step.operation === "add" || step.operation === "subtract")
    return isTerm(step.left) || isTerm(step.right);
  if (step.operation !== "multiply") return false;
  if (isRate(step.left)) return isTerm(step.right);
  return isRate(step.right) && isTerm(step.left);
}

/** `activation = weights[-1]` and then `activation += w * x`: a sum that starts with a number of a list, which it leaves as it is. */
function isSumOf(trace: Trace, { before, target, site, frame }: UpdateTrace): boolean {
  if (target.kind !== "name" || site.kind !== "binary" || site.operator !== "+") return false;
  // `[weight + rate * slope for weight, slope in …]`
  if (frame.kind === "comprehension") return false;
  if (before.shape.length > 0) return false;
  return trace.values.some(({ syntax, node }) => node.key === before.key && syntax.kind === "subscript");
}

/** `dw = w - C * …` is no step but a gradient, where `w -= rate * dw` follows: a step is made from it. */
function isMadeFrom(step: UpdateTrace, made: ReadonlySet<string>, part: UpdateTrace): boolean {
  const isOther = step !== part && step.before.key === part.before.key;
  return isOther && part.after.key !== part.before.key && made.has(part.after.key);
}

/** Those of the places whose parameters have turned out to be some. */
export function keptPlaces(
  trace: Trace,
  updates: readonly UpdateTrace[],
  places: ParameterPlaces,
): ParameterPlaces {
  const real = new Set([...updates.map(({ before }) => before.key), ...idleNumbers(trace)]);
  const kept = new Set(trace.parameters.filter(({ node }) => real.has(node.key)).map(({ place }) => place));
  return {
    arrays: new Set([...places.arrays].filter((place) => kept.has(place))),
    numbers: new Set([...places.numbers].filter((place) => kept.has(place))),
  };
}

/** One of the products is on the way to the loss: then the data have not the form meant. */
export function turnsForward(trace: Trace): boolean {
  if (trace.turned.length === 0) return false;
  const keys = new Set(trace.turned.map(({ node }) => node.key));
  const back = new Map<string, e.Expression>();
  // What it was before its first step, however many there were until the loss.
  for (const { before, after } of trace.updates) back.set(after.key, back.get(before.key) ?? before);
  return trace.values.some(
    (value) =>
      isLossValue(trace, value) &&
      e.topological(e.substitute(value.node, back)).some(({ key }) => keys.has(key)),
  );
}
