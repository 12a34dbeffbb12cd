import * as arrays from "../algebra/array";
import * as e from "../algebra/expression";
import type { Expression } from "../syntax/tree";
import type { Trace, UpdateTrace } from "./symbolsTrace";

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
