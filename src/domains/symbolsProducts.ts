import * as arrays from "../algebra/array";
import * as e from "../algebra/expression";
import type { Site } from "../interpreter/value";
import { applyValue } from "../numpy/values";
import { type Operand, TracedArray } from "../numpy/valuesOperand";
import type { Trace, Traced } from "./symbolsTrace";

const products: ReadonlySet<string> = new Set([
  "operator.matmul",
  "numpy.matmul",
  "numpy.dot",
  "ndarray.dot",
]);

/**
 * A row of the operation table; where the run is asked to, a product that NumPy refuses is followed with that one of its arrays
 * transposed with which it fits, so that the mistake can be named.
 */
export function applyTurned(
  name: string,
  operands: readonly Operand[],
  named: ReadonlyMap<string, Operand>,
  trace: Trace,
  site: Site<Traced> | null,
): ReturnType<typeof applyValue> {
  const outcome = applyValue(name, operands, named, trace);
  const [left, right] = operands;
  if (outcome.kind !== "raise" || trace.options.turns !== true || site === null || !products.has(name))
    return outcome;
  if (!(left instanceof TracedArray) || !(right instanceof TracedArray) || operands.length > 2)
    return outcome;
  const ways = [
    { inner: left.node.shape[0]?.value ?? 0, pair: [turned(left), right] },
    { inner: right.node.shape.at(-1)?.value ?? 0, pair: [left, turned(right)] },
    // Of two that fit, the one that adds up more: there are more samples than units.
  ].sort((a, b) => b.inner - a.inner);
  for (const { pair } of ways) {
    const found = pair.includes(null)
      ? null
      : applyValue(
          name,
          pair.flatMap((each) => each ?? []),
          named,
          trace,
        );
    if (found?.kind !== "value" || found.value.kind !== "array") continue;
    trace.turned.push({
      node: found.value.node,
      site: site.node,
      frame: site.frame,
      message: outcome.message,
    });
    return found;
  }
  return outcome;
}

function turned(array: TracedArray): TracedArray | null {
  const isMatrix =
    array.node.shape.length === 2 && arrays.count(array.node.shape.map(({ value }) => value ?? 0)) > 0;
  return isMatrix ? new TracedArray(e.transpose(array.node), array.dtype) : null;
}
