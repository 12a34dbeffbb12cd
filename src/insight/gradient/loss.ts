import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import type { Trace, ValueTrace } from "../../domains/symbolsTrace";
import type { Expression } from "../../syntax/tree";
import type { LossAnatomy, LossPlace, LossRank, ParameterAnatomy } from "./anatomy";
import { withoutGuards } from "./guards";
import { isLossLike, isMetricName, likelihoodName, lossName, nameOf, strongLossName } from "./lossNames";
import { type Candidate, isMoved, unshaped, withoutParts } from "./lossParts";
import { sharesOfLoss, shuffledRows } from "./share";
import { either, isAsked, type Support, support, union, wholeSupport } from "./support";

/** The losses that a run computes of just the samples that its gradients are made of, the best guess first. */
export function findLosses(
  trace: Trace,
  parameters: readonly ParameterAnatomy[],
  back: ReadonlyMap<string, e.Expression>,
  asked?: readonly LossAnatomy[],
): FoundLosses {
  const wanted = union(parameters.map(({ gradient }) => support(trace, gradient)));
  const candidates = lossCandidates(trace, parameters, back, wanted);
  // In another run of the same program chance may hide samples (all inside the margin): the loss is the same all the same.
  if (asked !== undefined) {
    const losses = asked.flatMap((each) => {
      const whole = inPlaceOf(candidates, { ...each, share: undefined });
      if (whole === undefined || each.share === undefined) return whole ?? [];
      return sharesOf(trace, [whole], parameters).filter(({ share }) => share === each.share);
    });
    return { losses, quiet: [] };
  }
  const supports = candidates.map((loss) => ({
    loss,
    own: supportLike(trace, loss.node, wanted),
    looksUp: looksUp(loss.node),
    picksOne: picksOne(loss.node),
  }));
  // An array of zeros that a gradient starts from (a velocity, a sum) is none of the data, and `-X` has X in it.
  const same = ({ loss, own, looksUp, picksOne }: (typeof supports)[number], wider: boolean) => {
    const sources = new Set([...own.keys()].flatMap((name) => [...trace.sourcesOf(name)]));
    const mayMiss = (name: string) =>
      (name.startsWith("k") &&
        (trace.blurred.has(name) ||
          isFilled(trace, name) ||
          areSigns(trace, name) ||
          [...trace.sourcesOf(name)].some((each) => sources.has(each)) ||
          [...own.keys()].some((each) => areSameNumbers(trace, name, each)))) ||
      (looksUp && /^[ky]/.test(name)) ||
      (picksOne && isOneHot(trace, name)) ||
      // `loss -= log(a) if y[i] == 1 else log(1 - a)`
      (loss.rank > 1 && trace.askedOf.has(name));
    return sameSupport(wanted, own, wider, mayMiss);
  };
  const strict = supports.filter((each) => same(each, false));
  // A mistake may hide samples from the gradient, or a unit that is off from the loss; but where rows are picked, a loss of more rows is another loss.
  const picks = parameters.some(({ update }) => picksRows(trace, update.step));
  const wider = picks ? [] : supports.filter((each) => same(each, true));
  // A number with no name of a loss (a bias's own gradient is one too) does not stand before a loss that has one.
  const best = (list: typeof supports) => Math.max(-1, ...list.map(({ loss }) => loss.rank));
  const least = Math.min(best(wider), 2);
  const chosen = best(strict) >= least ? strict : wider.filter(({ loss }) => loss.rank >= least);
  const all = chosen.map((each): Candidate => {
    if (hasOthers(trace, wanted, each.own)) return { ...each.loss, isWider: true, hasOthers: true };
    return strict.includes(each) ? each.loss : { ...each.loss, isWider: true };
  });
  // What is only a step on the way to a loss is none, unless the program uses it for something.
  const used = all.some(({ rank }) => rank > 0) ? all.filter(({ rank }) => rank > 0) : all;
  // One of all samples, where no number of just the step's own goes by the name of a loss.
  const isShared = picks && (best(strict) < 2 || trace.isEpoch);
  const named = isShared ? candidates.filter(({ rank }) => rank >= 2) : [];
  const shared = sharesOf(trace, withoutParts(trace, named), parameters);
  if (shared.length > 0) return { losses: shared.sort((x, y) => y.rank - x.rank), quiet: [] };
  const size = (each: LossAnatomy) => trace.namesIn(each.node).size;
  const losses = withoutParts(trace, used).sort(
    (a, b) =>
      b.rank - a.rank ||
      Number(isMoved(a.node)) - Number(isMoved(b.node)) ||
      size(b) - size(a) ||
      a.order - b.order,
  );
  return {
    losses,
    quiet: withoutStepsTo(
      losses,
      strict.map(({ loss }) => loss),
    ),
  };
}

/** What is no step on the way to a loss, and no loss. */
function withoutStepsTo(losses: readonly LossAnatomy[], all: readonly Candidate[]): Candidate[] {
  const inside = new Set(losses.flatMap(({ node }) => e.topological(node).map(({ key }) => key)));
  return all.filter(({ node }) => !inside.has(node.key) && !inside.has(unshaped(node).key));
}

export interface FoundLosses {
  readonly losses: LossAnatomy[];
  /** Other numbers of just these samples, of which nothing says that they are the loss. */
  readonly quiet: LossAnatomy[];
}

/** `np.array(x)`, made of the same list twice. */
function areSameNumbers({ variables }: Trace, one: string, other: string): boolean {
  const [a, b] = [variables.get(one), variables.get(other)];
  if (a === undefined || b === undefined || a.shape.join() !== b.shape.join()) return false;
  const numbers = arrays.elements(b);
  return numbers.length > 0 && arrays.elements(a).every((each, at) => each === numbers[at]);
}

/** Samples that are arrays of their own, in the loss but not in the step: others of the same form are. */
function hasOthers(trace: Trace, wanted: Support, own: Support): boolean {
  const shapeOf = (name: string) => trace.variables.get(name)?.shape.join();
  const used = [...wanted].filter(([, pattern]) => pattern.includes("1")).map(([name]) => name);
  const shapes = new Set(used.map(shapeOf));
  const sources = new Set(used.flatMap((name) => [...trace.sourcesOf(name)]));
  return [...own].some(
    ([name, pattern]) =>
      pattern.includes("1") &&
      !wanted.has(name) &&
      shapes.has(shapeOf(name)) &&
      !isFilled(trace, name) &&
      ![...trace.sourcesOf(name)].some((each) => sources.has(each)),
  );
}

/** What the step's own samples have in losses of all of them. Arrays that were computed from others are written out. */
function sharesOf(
  trace: Trace,
  losses: readonly LossAnatomy[],
  parameters: readonly ParameterAnatomy[],
): LossAnatomy[] {
  const supportOf = (node: e.Expression) => wholeSupport(trace, node);
  const partsOf = (loss: LossAnatomy, out: (node: e.Expression) => e.Expression) => {
    const named = shuffledRows(trace, out(loss.node));
    const wanted = union(parameters.map(({ gradient }) => supportOf(named(out(gradient)))));
    const whole = named(out(loss.node));
    return sharesOfLoss(trace, whole, wanted, supportOf(whole), supportOf);
  };
  const isPick = (_: string, made: e.Expression) =>
    e.topological(made).some(({ kind }) => kind === "gather" || kind === "index");
  return losses.flatMap((loss) => {
    // Rows that were put in another order are counted in that; where the step picks its own, in the order of those it picks from.
    const asNamed = partsOf(loss, (node) => node);
    const picked = asNamed.length > 0 ? asNamed : partsOf(loss, (node) => trace.writtenOut(node, isPick));
    const parts = picked.length > 0 ? picked : partsOf(loss, (node) => trace.writtenOut(node));
    return parts.map((part) => ({ ...loss, ...part }));
  });
}

/**
 * Another run's value of one expression of the program: by where it goes by its best name, and only then by where else it is
 * found. Two losses that one function gives back have its `return` in common.
 */
export function inPlaceOf<T extends LossAnatomy>(losses: readonly T[], wanted: LossAnatomy): T | undefined {
  const likely = losses.filter(({ share }) => share === wanted.share);
  return (
    likely.find((each) => isSame(each, wanted)) ??
    likely.find((each) => placesOf(each).some((one) => placesOf(wanted).some((other) => isSame(one, other))))
  );
}

function placesOf(loss: LossAnatomy): readonly LossPlace[] {
  return [loss, ...(loss.elsewhere ?? [])];
}

function isSame(one: LossPlace, other: LossPlace): boolean {
  return (
    one.syntax.span.start === other.syntax.span.start &&
    one.syntax.span.end === other.syntax.span.end &&
    one.frame.module.file === other.frame.module.file
  );
}

/** Zeros that a sum starts from, ones that stand for the bias, a unit matrix: they say nothing of the data. */
function isFilled({ variables }: Trace, name: string): boolean {
  const array = variables.get(name);
  if (array === undefined) return false;
  const flat = arrays.elements(array);
  const [rows = 0, columns] = array.shape;
  const isUnit = rows === columns && flat.every((each, at) => each === (at % (rows + 1) === 0 ? 1 : 0));
  return isUnit || flat.every((each) => each === flat[0]);
}

/** `[1 if each > 0 else -1 for each in w]`, which no formula leads to. */
function areSigns({ variables, parameters }: Trace, name: string): boolean {
  const own = variables.get(name);
  return parameters.some(({ node }) => {
    const weights = variables.get(node.name);
    if (own === undefined || own.shape.join() !== weights?.shape.join()) return false;
    const flat = arrays.elements(weights);
    return flat.length > 1 && arrays.elements(own).every((each, at) => each === Math.sign(flat[at] ?? 0));
  });
}

/** Labels that became places (t.argmax(axis=1)) are not seen any more. */
function looksUp(node: e.Expression): boolean {
  return e.topological(node).some((each) => each.kind === "gather");
}

/** `p[y[i]]`, whose label is a number by then: it is a place in what was computed. */
function picksOne(node: e.Expression): boolean {
  return e.topological(node).some((each) => each.kind === "index" && each.of.kind !== "variable");
}

/** Labels with a 1 in the place of the class. */
function isOneHot({ variables }: Trace, name: string): boolean {
  const array = variables.get(name);
  const classes = array?.shape.at(-1) ?? 0;
  if (array === undefined || array.shape.length !== 2 || classes < 2) return false;
  const flat = arrays.elements(array);
  const rows = Array.from({ length: flat.length / classes }, (_, row) =>
    flat.slice(row * classes, (row + 1) * classes),
  );
  return rows.every(
    (row) => row.every((each) => each === 0 || each === 1) && row.reduce((sum, each) => sum + each, 0) === 1,
  );
}

/** Numbers that depend on the parameters and on all the data, and that no gradient is made of. */
function lossCandidates(
  trace: Trace,
  parameters: readonly ParameterAnatomy[],
  back: ReadonlyMap<string, e.Expression>,
  wanted: Support,
): Candidate[] {
  const names = parameters.map(({ leaf }) => leaf.name);
  const needed = [...wanted].flatMap(([name, pattern]) =>
    name.startsWith("x") && pattern.includes("1") ? [name] : [],
  );
  const ownPicks = new Set(parameters.flatMap(({ gradient }) => picksIn(trace, gradient)));
  // A batch that was drawn for another step.
  const isOfOthers = (node: e.Expression) => {
    const picks = ownPicks.size === 0 ? [] : picksIn(trace, node);
    return picks.length > 0 && !picks.some((name) => ownPicks.has(name));
  };
  const inSteps = new Set(
    parameters.flatMap(({ update }) => e.topological(update.step).map(({ key }) => key)),
  );
  const found = new Map<string, Candidate>();
  const places = new Set<Expression>();
  const consider = ({ syntax, node, frame }: ValueTrace, order: number) => {
    if (!e.isSingle(node.shape)) return;
    const rank = lossRank(trace, syntax);
    if (rank === null) return;
    const used = trace.namesIn(node);
    if (!names.some((name) => used.has(name)) || !needed.every((name) => used.has(name))) return;
    if (isOfOthers(node)) return;
    // In a later round the same line gives another number (a new dropout mask): the first belongs to the first step.
    if (places.has(syntax)) return;
    places.add(syntax);
    if (back.has(unshaped(node).key) || (rank < 3 && inSteps.has(unshaped(node).key))) return;
    const own = withoutGuards(e.reshape(e.substitute(node, back), []));
    // Some call the loss itself a likelihood; the logarithm of a probability is negative.
    const isClimbed = likelihoodName.test(nameOf(syntax)) && arrays.item(trace.read(own)) < 0;
    const at = isClimbed ? e.negate(own) : own;
    const isReport = rank < 2 ? undefined : isMetric(trace, syntax);
    found.set(
      at.key,
      merged(found.get(at.key), { node: at, syntax, frame, rank, order, elsewhere: [] }, isReport),
    );
  };
  // What a sum has become by the first step, whether or not anybody reads it then.
  const first = Math.min(...parameters.map(({ update }) => update.order));
  const last = new Map(trace.totals.filter(({ order }) => order <= first).map((each) => [each.syntax, each]));
  for (const each of last.values()) consider(each, each.order);
  for (const [order, value] of trace.values.entries()) consider(value, order);
  return [...found.values()];
}

/** The names of what is rows of other data: `data[order[:10]]`. */
function picksIn(trace: Trace, node: e.Expression): string[] {
  return [...e.variablesOf(node).values()].flatMap((each) => {
    const made = trace.madeOf(each);
    return made.kind === "gather" && trace.leavesOut(made) ? [each.name] : [];
  });
}

/** The same number in another place: by the name that says most, and whoever calls it a loss too says that it is one. */
function merged(before: Candidate | undefined, now: Candidate, isReport: boolean | undefined): Candidate {
  const isMetric = isReport === undefined ? before?.isMetric : isReport && before?.isMetric !== false;
  const about = isMetric === undefined ? {} : { isMetric };
  if (before === undefined) return { ...now, ...about };
  const [best, other] = before.rank >= now.rank ? [before, now] : [now, before];
  return { ...best, ...about, elsewhere: [...before.elsewhere, other] };
}

/** How sure it is that an expression is a loss, see `LossAnatomy`; null for what can't be one. */
function lossRank(trace: Trace, syntax: Expression): LossRank | null {
  if (likelihoodName.test(nameOf(syntax))) return 3;
  if (isLossLike(trace, syntax)) return isStrong(trace, syntax) ? 3 : 2;
  // `total += …`, and somewhere `print(total / m)`.
  if (trace.isSink(syntax) || trace.averagedSums.has(nameOf(syntax))) return 1;
  return syntax.kind === "name" || syntax.kind === "attribute" ? 0 : null;
}

function isStrong(trace: Trace, syntax: Expression): boolean {
  return trace.lossArguments.get(syntax)?.isStrong === true || strongLossName.test(nameOf(syntax));
}

/** It goes by a metric's name: `print(mse(y, p))`, `mse_history.append(…)`. */
function isMetric(trace: Trace, syntax: Expression): boolean {
  const names = [nameOf(syntax), trace.lossArguments.get(syntax)?.list ?? ""];
  return (
    names.some(isMetricName) &&
    names.every((name) => name === "" || isMetricName(name) || !lossName.test(name))
  );
}

/** Down to the arrays that the gradient is made of, where it goes further than the formula does by itself. */
function supportLike(trace: Trace, node: e.Expression, wanted: Support): Support {
  const own = support(trace, node);
  const sources = new Set([...own.keys()].flatMap((name) => [...trace.sourcesOf(name)]));
  const isLacking = [...wanted].some(
    ([name, pattern]) =>
      pattern.includes("1") &&
      name.startsWith("k") &&
      !own.has(name) &&
      !isFilled(trace, name) &&
      ![...trace.sourcesOf(name)].some((each) => sources.has(each)),
  );
  return isLacking ? support(trace, trace.writtenOut(node)) : own;
}

/**
 * The same samples: what the gradient takes from the data, the loss takes too. A label that enters only as a place
 * (p[range(m), y]) has no derivative and says nothing.
 */
function sameSupport(
  gradient: Support,
  loss: Support,
  wider: boolean,
  mayMiss: (name: string) => boolean,
): boolean {
  const labels = [...gradient].filter(([name, pattern]) => name.startsWith("y") && pattern.includes("1"));
  const sameLabels = labels.length > 0 && labels.every(([name, pattern]) => loss.get(name) === pattern);
  // The program's own data have no roles: what both take the very same of may be the labels.
  const sameOwn =
    labels.length === 0 &&
    [...gradient].some(
      ([name, pattern]) => name.startsWith("k") && pattern.includes("1") && loss.get(name) === pattern,
    );
  // Both take the same rows of an array, and no others: so they do of all, though a label beyond a margin is in the loss alone.
  const samePicked = [...gradient].some(
    ([name, pattern]) => /^k/.test(name) && /0.*1|1.*0/.test(pattern) && loss.get(name) === pattern,
  );
  for (const [name, pattern] of gradient) {
    if (!pattern.includes("1")) continue;
    const other = loss.get(name);
    if (samePicked && other !== undefined && either(other, pattern) === other) continue;
    // A unit is off, or all of a sample's: the loss has its label, but its features (or a mask there) take no part.
    const mayHide = (sameLabels && !name.startsWith("y")) || sameOwn;
    if (mayHide && other !== undefined && either(other, pattern) === pattern) continue;
    if (other === undefined && mayMiss(name)) continue;
    const isInside = other?.includes("1") === true && [other, pattern].includes(either(other, pattern));
    if (other !== pattern && !(wider && isInside)) return false;
  }
  return true;
}

/** Some rows of the data are taken out: one sample, a mini-batch. */
export function picksRows(trace: Trace, step: e.Expression): boolean {
  // `batch = data[order[:10]]` has a name of its own, and so has `y[i] * X[i]`.
  return e.topological(step).some((each) => {
    const made = trace.madeOf(each);
    if (made.kind !== "binary" || made === each) return isRowPick(trace, made);
    return e.operands(made).some((part) => isRowPick(trace, part));
  });
}

function isRowPick(trace: Trace, node: e.Expression): boolean {
  if (node.kind !== "gather" && node.kind !== "index") return false;
  if (![...trace.namesIn(node.of)].every((name) => /^[xyk]/.test(name))) return false;
  // Those inside a margin are a question that is put to all of them.
  if (node.kind === "gather" && isAsked(trace, node)) return false;
  return node.kind === "gather"
    ? trace.leavesOut(node)
    : e.sizeOf(node.shape).value !== e.sizeOf(node.of.shape).value;
}
