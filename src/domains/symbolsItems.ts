import * as e from "../algebra/expression";
import type { Expression } from "../syntax/tree";
import type { Trace, UpdateTrace } from "./symbolsTrace";

/**
 * Between the steps of two numbers of an array, which stand at `site`, the program has computed something of what the first has
 * made of it: then the two are no one step.
 */
export function isReadMeanwhile(trace: Trace, { after, order }: UpdateTrace, site: Expression): boolean {
  return trace.values.slice(order).some(({ syntax, node }) => {
    const isInStep = syntax.span.start >= site.span.start && syntax.span.end <= site.span.end;
    if (isInStep || isPartOf(node, after)) return false;
    return e.topological(node).some(({ key }) => key === after.key);
  });
}

function isPartOf(node: e.Expression, array: e.Expression): boolean {
  if (node.key === array.key) return true;
  return (
    (node.kind === "index" || node.kind === "gather" || node.kind === "reshape") && isPartOf(node.of, array)
  );
}
