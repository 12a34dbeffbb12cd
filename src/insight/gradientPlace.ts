import * as arrays from "../algebra/array";
import * as e from "../algebra/expression";
import type { Traced } from "../domains/symbolsTrace";
import type { Frame } from "../interpreter/value";
import type { Expression } from "../syntax/tree";
import type { Anatomy, ParameterAnatomy } from "./gradientAnatomy";

export interface Place {
  readonly syntax: Expression;
  readonly frame: Frame<Traced>;
}

/**
 * Where the gradient is made: the first expression that has the parameter's size and in which all the data that the step
 * depends on have come together.
 */
export function gradientPlace(anatomy: Anatomy, { update, leaf }: ParameterAnatomy): Place {
  const { trace } = anatomy;
  const size = count(leaf);
  const data = [...trace.namesIn(update.step)].filter((name) => /^[xyk]/.test(name));
  for (const node of e.topological(update.step)) {
    if (count(node) !== size || !makesGradient(node)) continue;
    const names = trace.namesIn(node);
    if (!data.every((name) => names.has(name))) continue;
    const value = anatomy.valuesOf.get(node.key)?.find(({ frame }) => frame.module.file !== "");
    if (value !== undefined) return value;
  }
  return { syntax: update.site, frame: update.frame };
}

function count(node: e.Expression): number {
  return arrays.count(node.shape.map((size) => size.value ?? 1));
}

function makesGradient(node: e.Expression): boolean {
  if (node.kind === "matmul" || node.kind === "sum") return true;
  return node.kind === "binary" && (node.operation === "multiply" || node.operation === "divide");
}
