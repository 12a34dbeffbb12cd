import * as e from "../algebra/expression";
import type { Trace, UpdateTrace } from "./symbolsTrace";
import { shrunk } from "./symbolsUpdates";

/** So many values the program may compute between a step and the share that belongs to it. */
const mostBetween = 300;

/**
 * A penalty that is taken away in a line of its own, `w -= rate * decay * w` or `w *= 1 - rate * decay`, before the step or after it:
 * it belongs to the step, unless the forward pass lies between the two.
 */
export class Decays {
  readonly #trace: Trace;
  /** What a share was taken from, by what is left, and how many values had been observed by then. */
  readonly #taken = new Map<string, { readonly from: e.Expression; readonly order: number }>();

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  /** A share, and nothing else, has been taken from an array. */
  note(from: e.Expression, step: e.Expression, left: e.Expression): void {
    if (this.#isShare(from, step, [])) this.#taken.set(left.key, { from, order: this.#trace.values.length });
  }

  /** What an array was before a share of it was taken away, where nothing has been made of what is left; null for any other. */
  beforeOf(left: e.Expression): e.Expression | null {
    const taken = this.#taken.get(left.key);
    if (taken !== undefined) return this.#isUsed(left, taken.order) ? null : taken.from;
    const from = shrunk(left);
    const lately = Math.max(0, this.#trace.values.length - mostBetween);
    return from?.kind === "variable" && !this.#isUsed(left, lately) ? from : null;
  }

  /** The step with the share that was taken away before it. */
  withBefore(update: UpdateTrace, from: e.Expression): UpdateTrace {
    const { before, step } = update;
    return { ...update, before: from, step: e.add(e.subtract(from, before), step), apart: step };
  }

  /** The step that this one, a share that is taken away behind it, belongs to, with it; null where it is a step by itself. */
  withAfter(update: UpdateTrace): { readonly at: number; readonly whole: UpdateTrace } | null {
    const { updates } = this.#trace;
    const at = updates.findLastIndex(({ after }) => after.key === update.before.key);
    const own = updates[at];
    if (own?.before.kind !== "variable" || own.before.shape.length === 0) return null;
    if (!this.#isShare(own.after, update.step, [own.before]) || this.#isUsed(own.after, own.order))
      return null;
    // Of what the array was before the step, as the penalty's derivative is.
    const share = e.substitute(update.step, new Map([[own.after.key, own.before]]));
    return { at, whole: { ...own, after: update.after, step: e.add(own.step, share), apart: own.step } };
  }

  /** Made of the array alone, of those others, and of rates. */
  #isShare(from: e.Expression, step: e.Expression, others: readonly e.Expression[]): boolean {
    if (from.shape.length === 0 || !e.sameShape(step.shape, from.shape)) return false;
    // Most steps are made of something else, which is seen without going through them.
    const known = new Set([from, ...others].flatMap((each) => [...this.#trace.namesIn(each)]));
    const isKnown = (name: string) => known.has(name) || name.startsWith("h");
    if (![...this.#trace.namesIn(step)].every(isKnown)) return false;
    const open = e.variable("open", from.shape);
    const by = new Map([from, ...others].map(({ key }) => [key, open]));
    const names = [...e.variablesOf(e.substitute(step, by)).keys()];
    return names.includes("open") && names.every((name) => name === "open" || name.startsWith("h"));
  }

  /** How far the values were looked through for uses of an array, by its key, and whether there was one. */
  readonly #uses = new Map<string, { upTo: number; isUsed: boolean; readonly parts: Map<string, boolean> }>();

  /** Something but a share of it has been made of an array since. */
  #isUsed(array: e.Expression, order: number): boolean {
    const { values } = this.#trace;
    if (values.length - order > mostBetween) return true;
    const uses = this.#uses.get(array.key) ?? { upTo: order, isUsed: false, parts: new Map() };
    this.#uses.set(array.key, uses);
    const since = values.slice(Math.max(order, uses.upTo));
    uses.upTo = values.length;
    uses.isUsed ||= since.some(({ node }) => {
      if (node.key === array.key || !e.contains(node, array.key, uses.parts)) return false;
      const open = e.variable("open", array.shape);
      const rest = e.variablesOf(e.substitute(node, new Map([[array.key, open]])));
      return [...rest.keys()].some((name) => name !== "open" && !name.startsWith("h"));
    });
    return uses.isUsed;
  }
}
