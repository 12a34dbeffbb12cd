import * as arrays from "../algebra/array";
import * as e from "../algebra/expression";
import type { Site } from "../interpreter/value";
import { lastName } from "../syntax/names";
import type { BinaryOperator, Expression } from "../syntax/tree";
import type { Trace, Traced, UpdateTrace } from "./symbolsTrace";
import { hasRate, showsRate } from "./symbolsUpdates";

/** A step of an array, and how many values had been observed by then. */
interface IdleStep {
  readonly leaf: e.VariableNode;
  readonly step: e.Expression;
  readonly order: number;
}

/** What a run stepped by nothing (the zeros that a gradient starts from were never filled), or by what is made of itself alone. */
export class Idle {
  /** Arrays that were stepped by nothing but zeros, by their key, and the first of these steps. */
  readonly arrays = new Map<string, IdleStep>();
  /** Arrays that were stepped by a share of themselves. */
  readonly shares = new Map<string, IdleStep>();
  /** What the first have become, which is the same: by its key the array, or the number. */
  readonly unmoved = new Map<string, e.Expression>();
  /** And what all of them have become. */
  readonly kept = new Map<string, e.Expression>();
  /** Those from which something else was taken later. */
  readonly moved = new Set<string>();
  /** Names of Python's own numbers that nothing was taken from, and how often; 0 once something was. */
  readonly numbers = new Map<string, number>();
  /** Steps that are taken in comprehensions: of numbers, what they become and were, and whether of arrays, too. */
  readonly inComprehensions = new Map<
    Expression,
    { numbers: Map<string, e.Expression>; hasArrays: boolean }
  >();
}

/** `tuple(p - rate * g for p, g in …)` of arrays and a number among them: which number it is, nobody sees. */
export function noteMixed(trace: Trace, { before, after, site }: Omit<UpdateTrace, "target">): void {
  const { inComprehensions, unmoved } = trace.idle;
  const known = inComprehensions.get(site) ?? { numbers: new Map(), hasArrays: false };
  inComprehensions.set(site, known);
  if (before.kind === "number") known.numbers.set(after.key, before);
  else if (before.shape.length > 0) known.hasArrays = true;
  if (!known.hasArrays || known.numbers.size === 0) return;
  trace.lost.add("");
  for (const [key, number] of known.numbers) unmoved.set(key, number);
}

/** `model.b -= rate * …` of a number that never got a name: whose step it is, nobody sees. */
export function noteUnnamed(trace: Trace, { before, step, site }: UpdateTrace): void {
  const { arrays: made, numbers } = trace.options.places;
  if (before.kind !== "number" || made.size + numbers.size === 0 || !showsRate(step)) return;
  const isDown = site.kind === "binary" && site.operator === "-";
  if (isDown && [...trace.namesIn(step)].some((name) => name.startsWith("p"))) trace.lost.add("");
}

/** A share of the array, or its signs: nothing else than the rate decides it. */
export function isOfItself(trace: Trace, leaf: e.VariableNode, step: e.Expression): boolean {
  if (step.shape.length !== leaf.shape.length) return false;
  // Of Python's own numbers only what is held for a parameter.
  if (leaf.shape.length === 0 && !leaf.name.startsWith("p")) return false;
  const names = [...trace.namesIn(step)].filter((name) => !name.startsWith("h"));
  const own = trace.sourcesOf(leaf.name);
  const isOwn = names.every(
    (name) => name === leaf.name || [...trace.sourcesOf(name)].every((each) => own.has(each)),
  );
  if (names.length === 0 || !isOwn || arrays.norm(trace.read(step)) === 0) return false;
  // Python's own numbers have no names: an average goes towards one of them.
  const nothing = e.broadcastTo(e.number(0), leaf.shape);
  const isUnnamed = names.every((name) => name === leaf.name);
  return !isUnnamed || arrays.norm(trace.read(e.substitute(step, new Map([[leaf.key, nothing]])))) === 0;
}

/** Zeros, whatever the data are: of labels 1 and -1 the sum may be 0 too. */
export function isNothing(trace: Trace, step: e.Expression): boolean {
  const names = [...trace.namesIn(step)];
  if (!names.every((name) => /^[kh]/.test(name)) || arrays.norm(trace.read(step)) > 0) return false;
  const { variables } = trace;
  const others = new Map(variables);
  for (const name of names) {
    const own = variables.get(name);
    if (own === undefined || own.shape.length === 0) continue;
    const moved = Float64Array.from(arrays.elements(own), (value, at) => value * (1 + ((at * 7) % 5) / 9));
    others.set(name, arrays.arrayOf(moved, own.shape));
  }
  return arrays.norm(e.evaluate(step, { variables: others, sizes: new Map() })) === 0;
}

/** Nothing is taken away: the zeros that a gradient starts from were never filled. Or a part of the array itself. */
export function noteIdle(
  trace: Trace,
  before: e.Expression,
  step: e.Expression,
  after: e.Expression,
  operator: BinaryOperator = "-",
): void {
  const { idle } = trace;
  const leaf = before.kind === "variable" ? before : idle.kept.get(before.key);
  if (leaf?.kind !== "variable") return;
  // `angles + turn * 2.1` is no step, be the turn 0 or not.
  const mayBeStep = () => operator === "-" || hasRate(trace, step);
  const kind =
    isNothing(trace, step) && mayBeStep() ? "arrays" : isShareOfItself(trace, leaf, step) ? "shares" : null;
  if (kind === null) {
    if (leaf !== before) idle.moved.add(leaf.key);
    return;
  }
  if (!idle[kind].has(leaf.key)) idle[kind].set(leaf.key, { leaf, step, order: trace.values.length });
  if (after.key === leaf.key) return;
  idle.kept.set(after.key, leaf);
  // Of what is a share smaller by now no more is the same.
  if (kind === "arrays" && (before === leaf || idle.unmoved.has(before.key)))
    idle.unmoved.set(after.key, leaf);
}

/** A step that takes a part of the array away, and nothing else, as far as anything was seen of it before. */
export function isShareOfItself(trace: Trace, before: e.Expression, step: e.Expression): boolean {
  const leaf = before.kind === "variable" ? before : trace.idle.kept.get(before.key);
  return leaf?.kind === "variable" && isOfItself(trace, leaf, step);
}

/** The same of a number, by its name: how often nothing was taken from it, and 0 once something was. */
export function noteIdleNumber(
  trace: Trace,
  before: e.Expression,
  step: e.Expression,
  after: e.Expression,
  { node }: Site<Traced>,
): void {
  const name = node.kind === "binary" ? lastName(node.left) : "";
  const isNumber = before.shape.length === 0 && [...trace.namesIn(before)].every(isRate);
  if (!isNumber || name === "") return;
  // `b + velocity` steps, and so does `b += 0.0`; `total + loss` does not.
  const isSum = node.kind === "binary" && node.operator !== "-";
  if (isSum && !hasRate(trace, step) && trace.namesIn(step).size > 0) return;
  const { numbers, unmoved } = trace.idle;
  const known = numbers.get(name);
  if (!isNothing(trace, step)) numbers.set(name, 0);
  else {
    if (known !== 0) numbers.set(name, (known ?? 0) + 1);
    if (after.key !== before.key) unmoved.set(after.key, unmoved.get(before.key) ?? before);
  }
}

function isRate(name: string): boolean {
  return name.startsWith("h");
}
