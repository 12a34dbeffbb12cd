import * as arrays from "../algebra/array";
import * as e from "../algebra/expression";
import type { Frame, Site } from "../interpreter/value";
import type { Expression } from "../syntax/tree";
import type { Trace, Traced, UpdateTrace } from "./symbolsTrace";
import { sameTarget } from "./symbolsUpdates";

/**
 * Between the steps of two numbers of an array, which stand at `site`, the program has computed something of what the first has
 * made of it: then the two are no one step. `decay * w[j]` of a number that is still as it was is none of that.
 */
export function isReadMeanwhile(
  trace: Trace,
  { before, after, order }: UpdateTrace,
  site: Expression,
): boolean {
  const isUntouched = (node: e.Expression) =>
    node.kind === "index" &&
    node.of.key === after.key &&
    arrays.norm(trace.read(e.subtract(node, e.index(before, node.indices)))) === 0;
  return trace.values.slice(order).some(({ syntax, node }) => {
    const isInStep = syntax.span.start >= site.span.start && syntax.span.end <= site.span.end;
    if (isInStep || isPartOf(node, after)) return false;
    const users = e.topological(node).filter((each) => e.operands(each).some(({ key }) => key === after.key));
    return !users.every(isUntouched);
  });
}

function isPartOf(node: e.Expression, array: e.Expression): boolean {
  if (node.key === array.key) return true;
  return (
    (node.kind === "index" || node.kind === "gather" || node.kind === "reshape") && isPartOf(node.of, array)
  );
}

/** In a comprehension, and what is taken from is no variable of it: it is the same in each of its passes. */
export function isOfOutside({ node, frame }: Site<Traced>): boolean {
  if (node.kind !== "binary" || node.left.kind !== "name" || frame.kind !== "comprehension") return false;
  for (let own: Frame<Traced> | null = frame; own?.kind === "comprehension"; own = own.parent)
    if (own.variables.has(node.left.id)) return false;
  return true;
}

/** `W[i + 1] = W[i] - …`, in the array that keeps what the weights have become: a step of its row; null for anything else. */
export function stepOnward(update: UpdateTrace, whole: e.Expression): UpdateTrace | null {
  const { before, step } = update;
  if (before.kind !== "index" || before.of.key !== whole.key) return null;
  const lifted = e.scatter(e.broadcastTo(step, before.shape), before.indices, whole.shape);
  return { ...update, before: whole, step: lifted };
}

/** The rows of classes are stepped from the first to the last, those of words and users in any order. */
export function isNextRow(region: e.Expression, before: number): boolean {
  const inside = region.kind === "where" ? region.condition : region;
  return inside.kind === "scatter" && inside.indices[0] === before;
}

/** Items of arrays that were stepped by themselves, until a new array is put together of them. */
export class SteppedItems {
  readonly #steps = new Map<string, Omit<UpdateTrace, "target">>();

  /** The result of `w[j] - …`. */
  note(update: Omit<UpdateTrace, "target">): void {
    if (update.before.kind === "index") this.#steps.set(update.after.key, update);
  }

  /**
   * `w = np.array([w[j] - … for j in …])`, and `w = new` where `new[j] = w[j] - …` has filled every place of zeros: a step of all
   * of w. null for any other array.
   */
  stepOf(trace: Trace, array: e.Expression, target: Expression): UpdateTrace | null {
    if (this.#steps.size === 0 || array.shape.length === 0) return null;
    const items = itemsOf(trace.madeOf(array)) ?? [];
    const steps = items.map(stepOfItem);
    const first = this.#steps.get(items[0]?.key ?? "");
    const before = steps[0]?.of;
    if (first === undefined || before === undefined || !sameTarget(first.site, target)) return null;
    if (!e.sameShape(before.shape, array.shape) || steps.some((each) => each?.of.key !== before.key))
      return null;
    const step = steps.flatMap((each) => each?.step ?? []).reduce((sum, each) => e.add(sum, each));
    return { ...first, before, after: array, step, target };
  }
}

/** What is taken from the item at this place, among zeros. */
function stepOfItem(item: e.Expression, at: number): { of: e.Expression; step: e.Expression } | null {
  if (item.kind !== "binary" || item.operation !== "subtract" || item.left.kind !== "index") return null;
  const { of, indices } = item.left;
  const [own, ...rest] = indices;
  if (own !== at || rest.some((each) => each !== null)) return null;
  return { of, step: e.scatter(e.broadcastTo(item.right, item.left.shape), indices, of.shape) };
}

/** The items that an array was put together of; null where that is not all of it. */
function itemsOf(array: e.Expression): readonly e.Expression[] | null {
  const count = array.shape[0]?.value ?? 0;
  if (array.kind === "concatenate") {
    const items = array.parts.flatMap((part) => (part.kind === "reshape" ? [part.of] : []));
    return array.axis === 0 && items.length === count ? items : null;
  }
  const items = new Map<number, e.Expression>();
  for (let rest: e.Expression = array; rest.kind === "where" && items.size < count; rest = rest.no) {
    const { condition, yes } = rest;
    if (condition.kind !== "scatter" || yes.kind !== "scatter") return null;
    const [at] = condition.indices;
    if (typeof at !== "number") return null;
    // What was put there first is gone.
    if (!items.has(at)) items.set(at, yes.of);
  }
  const all = Array.from({ length: count }, (_, at) => items.get(at) ?? []).flat();
  return count > 0 && all.length === count ? all : null;
}
