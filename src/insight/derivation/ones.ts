import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import { constant } from "../../algebra/size";
import type { Trace } from "../../domains/symbolsTrace";
import type { Anatomy } from "../gradient/anatomy";
import { findLayers } from "../gradient/layers";

/**
 * What a hidden layer hands on may have a column of ones, for which the next weights have a row: [1 A] W is A W̄ + 1 b, with
 * b that row and W̄ the others. Of the inputs themselves it is a feature like any other.
 */
export function withOnesAsBias(anatomy: Anatomy): Anatomy {
  const { trace, parameters } = anatomy;
  const [loss, ...others] = anatomy.losses;
  if (loss === undefined) return anatomy;
  const instead = new Map<string, e.Expression>();
  // From the input to the output: what is put in place of a product holds what was put in place of those before.
  for (const node of e.topological(loss.node)) {
    if (node.kind !== "matmul") continue;
    const split = splitProduct(trace, node, new Set(parameters.map(({ leaf }) => leaf.key)), instead);
    if (split !== null) instead.set(node.key, split);
  }
  if (instead.size === 0) return anatomy;
  const node = e.substitute(loss.node, instead);
  return {
    ...anatomy,
    losses: [{ ...loss, node }, ...others],
    layers: findLayers(trace, node, parameters),
  };
}

function splitProduct(
  trace: Trace,
  { left, right }: Extract<e.Expression, { kind: "matmul" }>,
  parameters: ReadonlySet<string>,
  instead: ReadonlyMap<string, e.Expression>,
): e.Expression | null {
  for (const [joined, matrix, isLeft] of [
    [left, right, true],
    [right, left, false],
  ] as const) {
    const found = onesIn(trace, joined, isLeft);
    const isTurned = matrix.kind === "transpose";
    const weight = isTurned ? matrix.of : matrix;
    if (found === null || !parameters.has(weight.key)) continue;
    const rest = e.substitute(found.rest, instead);
    // Along which axis of the weights the ones' row lies.
    const lying = isLeft || weight.shape.length === 1 ? 0 : 1;
    const axis = isTurned ? 1 - lying : lying;
    const count = weight.shape[axis]?.value ?? 1;
    const part = (start: number, length: number) =>
      e.index(
        weight,
        weight.shape.map((size, each) =>
          each === axis ? { start, length: constant(length), step: 1 } : { start: 0, length: size, step: 1 },
        ),
      );
    const view = (each: e.Expression) => (isTurned ? e.transpose(each) : each);
    const own = view(part(found.isFirst ? 1 : 0, count - 1));
    const bias = view(part(found.isFirst ? 0 : count - 1, 1));
    const product = isLeft ? e.matmul(rest, own) : e.matmul(own, rest);
    const fitting = bias.shape.length > product.shape.length ? e.reshape(bias, product.shape) : bias;
    return e.add(product, weight.shape.length === 1 ? e.reshape(bias, []) : fitting);
  }
  return null;
}

/** Activations, and ones before or behind them along the axis that a product sums over. */
function onesIn(
  trace: Trace,
  joined: e.Expression,
  isLeft: boolean,
): { readonly rest: e.Expression; readonly isFirst: boolean } | null {
  if (joined.kind !== "concatenate" || joined.parts.length !== 2) return null;
  const axis = joined.shape.length === 1 ? 0 : isLeft ? 1 : 0;
  const [first, second] = joined.parts;
  if (joined.axis !== axis || first === undefined || second === undefined) return null;
  const depends = (node: e.Expression) => [...trace.namesIn(node)].some((name) => name.startsWith("p"));
  const isOnes = (node: e.Expression) =>
    node.shape[axis]?.value === 1 &&
    !depends(node) &&
    arrays.elements(trace.read(node)).every((each) => each === 1);
  if (isOnes(first) && depends(second)) return { rest: second, isFirst: true };
  return isOnes(second) && depends(first) ? { rest: first, isFirst: false } : null;
}
