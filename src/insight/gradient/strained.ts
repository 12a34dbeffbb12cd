import * as e from "../../algebra/expression";
import type { Trace } from "../../domains/symbolsTrace";
import { turnsForward } from "./updates";

/** Complaints, or a vector and a column that grew into a matrix of all pairs: the data had not the form meant. */
export function isStrained(trace: Trace): boolean {
  if (trace.raises.length > 0 || (trace.recovered > 0 && !refusesStep(trace))) return true;
  if (turnsForward(trace)) return true;
  const { samples } = trace.options;
  return trace.values.some(
    ({ node }) =>
      (node.shape.filter((size) => size.value === samples).length > 1 &&
        [...trace.namesIn(node)].some((name) => /^[xy]/.test(name))) ||
      isSingleClass(node) ||
      stretchesLabels(trace, node),
  );
}

/** Labels that had to be stretched to meet the predictions: they were not one for each. */
function stretchesLabels(trace: Trace, node: e.Expression): boolean {
  if (node.kind !== "binary") return false;
  return [
    [node.left, node.right],
    [node.right, node.left],
  ].some(([labels, other]) => {
    if (labels === undefined || other === undefined || e.isSingle(labels.shape)) return false;
    const names = [...trace.namesIn(labels)];
    const predicted = [...trace.namesIn(other)].some((name) => name.startsWith("p"));
    if (!predicted || names.length === 0 || !names.every((name) => name.startsWith("y"))) return false;
    // Nor is one prediction of data meant for many labels.
    const ofData = [...trace.namesIn(other)].some((each) => each.startsWith("x"));
    if (ofData && e.isSingle(other.shape)) return true;
    return e.sizeOf(labels.shape).value !== e.sizeOf(node.shape).value;
  });
}

/** A softmax over one class: the program wants its labels one-hot. */
function isSingleClass(node: e.Expression): boolean {
  if (node.kind === "softmax") return node.shape[node.axis]?.value === 1;
  if (node.kind !== "binary" || node.operation !== "divide") return false;
  let total = node.right;
  while (total.kind === "reshape" || total.kind === "index" || total.kind === "broadcast") total = total.of;
  return (
    total.kind === "sum" &&
    total.of.key === node.left.key &&
    total.axes.every((axis) => node.left.shape[axis]?.value === 1)
  );
}

/** NumPy refuses the step of a parameter. A velocity that it refuses is none: of what that would step nothing is seen. */
export function refusesStep(trace: Trace): boolean {
  const names = new Set(trace.parameters.map(({ node }) => node.name));
  return trace.refused.some(({ before }) => [...trace.namesIn(before)].some((name) => names.has(name)));
}
