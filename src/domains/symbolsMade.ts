import * as e from "../algebra/expression";
import type { Site } from "../interpreter/value";
import { numbersOf, TracedArray } from "../numpy/valuesOperand";
import type { Trace, Traced } from "./symbolsTrace";
import { placeOf } from "./symbolsUpdates";

/** An array that came from no data may be where a parameter starts: it is known by its place in the program. */
export function madeAt(trace: Trace, array: TracedArray, site: Site<Traced> | null): TracedArray {
  const { node } = array;
  if (node.shape.length === 0)
    return array.isView ? new TracedArray(node, array.dtype) : numberAt(trace, array, site);
  if (site === null || array.isView || array.dtype === "bool" || !trace.isConstant(node)) return array;
  const place = placeOf(site);
  if (trace.options.places.arrays.has(place))
    return new TracedArray(trace.parameter(numbersOf(node.shape), place), "float");
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

/** A number that is made of a random one, `random() - 0.5`: it may be a weight in a list, which has no name of its own. */
function numberAt(trace: Trace, array: TracedArray, site: Site<Traced> | null): TracedArray {
  const { node } = array;
  if (site === null || trace.options.ownRandom === true || trace.namesIn(node).size > 0) return array;
  return e.operands(node).some(({ key }) => trace.origins.has(key)) ? startAt(trace, array, site) : array;
}

/** The number itself, or a parameter in its place. */
export function startAt(trace: Trace, array: TracedArray, site: Site<Traced>): TracedArray {
  const place = placeOf(site);
  if (trace.options.places.arrays.has(place)) return new TracedArray(trace.parameter([], place), "float");
  trace.origins.set(array.node.key, place);
  return array;
}
