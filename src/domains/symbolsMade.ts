import * as arrays from "../algebra/array";
import * as e from "../algebra/expression";
import type { Site } from "../interpreter/value";
import { numbersOf, TracedArray } from "../numpy/valuesOperand";
import { lastName } from "../syntax/names";
import type { FunctionDefinition, Lambda } from "../syntax/tree";
import { hasPlace, walk } from "../syntax/walk";
import type { Trace, Traced, TracedValue } from "./symbolsTrace";
import { placeOf } from "./symbolsUpdates";

/** An array that came from no data may be where a parameter starts: it is known by its place in the program. */
export function madeAt(trace: Trace, array: TracedArray, site: Site<Traced> | null): TracedArray {
  const { node } = array;
  if (node.shape.length === 0)
    return array.isView ? new TracedArray(node, array.dtype) : numberAt(trace, array, site);
  if (site === null || array.isView || array.dtype === "bool" || !trace.isConstant(node)) return array;
  const place = placeOf(site);
  if (trace.options.places.arrays.has(place))
    return new TracedArray(trace.parameter(numbersOf(node.shape), place, node), "float");
  if (node.kind === "variable") {
    if (!trace.origins.has(node.key)) trace.origins.set(node.key, place);
    return array;
  }
  // A name of its own, so that two arrays of the same numbers stay two.
  const own = trace.fresh(trace.read(node), array.dtype);
  trace.derived(own.node, node);
  trace.origins.set(own.node.key, place);
  if (!trace.isExact(node)) trace.invent(own.node);
  return own;
}

/** `w, b = rng.normal(size=2)`: a number out of an array that the program made. */
export function isPicked(trace: Trace, node: e.Expression): boolean {
  return node.kind === "index" && node.shape.length === 0 && trace.isConstant(node);
}

/** A number that is written, or computed from such: `2 / (i + 1) ** 0.5`; null for any other. */
export function plainNumber(trace: Trace, of: TracedValue): number | null {
  if (of.kind === "int") return of.value;
  if (of.kind !== "array") return null;
  const { node } = of;
  if (node.kind === "number") return node.value;
  const isPlain = node.shape.length === 0 && trace.namesIn(node).size === 0;
  return isPlain ? arrays.item(trace.read(node)) : null;
}

/** `w, b = rng.normal(size=2)`, or `b = y.mean()`: a number that no parameter takes part in. */
export function isNumberBefore(trace: Trace, node: e.Expression): boolean {
  if (isPicked(trace, node)) return true;
  const names = [...trace.namesIn(node)];
  return node.shape.length === 0 && names.length > 0 && names.every((name) => /^[xyk]/.test(name));
}

/** A number that is made of a random one, `random() - 0.5`: it may be a weight in a list, which has no name of its own. */
function numberAt(trace: Trace, array: TracedArray, site: Site<Traced> | null): TracedArray {
  const { node } = array;
  if (site === null || trace.options.ownRandom === true) return array;
  if (isMadeEmpty(node, site)) return startAt(trace, array, site);
  if (trace.namesIn(node).size > 0) return array;
  return e.operands(node).some(({ key }) => trace.origins.has(key)) ? startAt(trace, array, site) : array;
}

/** The number itself, or a parameter in its place. */
export function startAt(trace: Trace, array: TracedArray, site: Site<Traced>): TracedArray {
  const place = placeOf(site);
  if (trace.options.places.arrays.has(place)) return new TracedArray(trace.parameter([], place), "float");
  trace.origins.set(array.node.key, place);
  return array;
}

/** `np.zeros(())`: an array without axes. */
function isMadeEmpty(made: e.Expression, { node }: Site<Traced>): boolean {
  if (made.kind !== "variable" || !made.name.startsWith("k") || node.kind !== "call") return false;
  return /^(zeros|ones|full|empty|array|asarray)$/.test(lastName(node.callee));
}

/** A function that is called, where a value gets the name of one of its parameters. */
export type HandedTo = FunctionDefinition | Lambda;

/** A number that gets the name of a parameter is where that starts: no item, and nothing that a function only computes with. */
export function mayBeStart(
  trace: Trace,
  of: TracedValue,
  name: string,
  { node, frame }: Site<Traced>,
  handedTo: HandedTo | undefined,
): boolean {
  if (plainNumber(trace, of) === null && (of.kind !== "array" || !isNumberBefore(trace, of.node)))
    return false;
  if (handedTo !== undefined) return changedIn(handedTo).has(name);
  if (frame.kind === "comprehension") return node.kind !== "name";
  const scope = frame.function?.definition;
  return !trace.itemTargets.has(node) || (scope !== undefined && changedIn(scope).has(name));
}

const known = new WeakMap<HandedTo, ReadonlySet<string>>();

/** The names that a function makes another value from: `b -= …`, `w, b = step(w, b)`, `b - rate * db`. */
function changedIn(definition: HandedTo): ReadonlySet<string> {
  const before = known.get(definition);
  if (before !== undefined) return before;
  const found = new Set<string>();
  const note = (part: unknown) => {
    if (hasPlace(part) && part.kind === "name") found.add(part.id);
  };
  walk(definition.body, (part: Part) => {
    if (part.kind === "augmented-assign") note(part.target);
    if (part.kind === "binary" && (part.operator === "-" || part.operator === "+")) note(part.left);
    if (part.kind !== "assign") return;
    const read = new Set<string>();
    walk(part.value, (each: Part) => hasPlace(each) && each.kind === "name" && read.add(each.id));
    walk(part.targets, (each: Part) => {
      if (hasPlace(each) && each.kind === "name" && read.has(each.id)) note(each);
    });
  });
  known.set(definition, found);
  return found;
}

interface Part {
  readonly kind?: unknown;
  readonly target?: unknown;
  readonly targets?: unknown;
  readonly operator?: unknown;
  readonly left?: unknown;
  readonly value?: unknown;
}
