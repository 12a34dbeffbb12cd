import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import type { Anatomy, LossAnatomy } from "./anatomy";
import { relativeDifference } from "./fit";
import { isLossValue } from "./lossNames";
import { inShape } from "./step";

/** More losses than this are not looked at. */
const mostRivals = 6;

/**
 * Two models that are trained against each other have a loss each, made of both: whether the gradient of the parameter at a place
 * is in all runs the derivative of another number with a loss's name, which is no part of the first and has no part of it.
 */
export function hasRivalLoss(anatomies: readonly Anatomy[], at: number, loss: LossAnatomy): boolean {
  const [first] = anatomies;
  const leaf = first?.parameters[at]?.leaf;
  if (first === undefined || leaf === undefined) return false;
  const inside = new Set(e.topological(loss.node).map(({ key }) => key));
  const rivals = new Map<number, e.Expression>();
  for (const value of first.trace.values) {
    const { start } = value.syntax.span;
    if (rivals.size === mostRivals) break;
    if (rivals.has(start) || !isLossValue(first.trace, value)) continue;
    const node = e.substitute(value.node, first.back);
    const isPart = inside.has(node.key) || e.topological(node).some(({ key }) => key === loss.node.key);
    if (!isPart && first.trace.namesIn(node).has(leaf.name)) rivals.set(start, node);
  }
  return [...rivals.keys()].some((start) => anatomies.every((anatomy) => isDerivative(anatomy, at, start)));
}

/** Of the number that the expression at `start` first comes to, with all parameters as they were before the step. */
function isDerivative(anatomy: Anatomy, at: number, start: number): boolean {
  const { trace, back } = anatomy;
  const parameter = anatomy.parameters[at];
  const value = trace.values.find((each) => each.syntax.span.start === start && isLossValue(trace, each));
  if (parameter === undefined || value === undefined) return false;
  const [derived = parameter.leaf] = e.derivative(e.substitute(value.node, back), [parameter.leaf]);
  const expected = trace.read(derived);
  if (arrays.norm(expected) < 1e-9) return false;
  const early = inShape(trace.read(parameter.early), expected, parameter);
  return early.shape.join() === expected.shape.join() && relativeDifference(early, expected) < 1e-7;
}
