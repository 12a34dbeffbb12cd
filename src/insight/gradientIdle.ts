import * as arrays from "../algebra/array";
import * as e from "../algebra/expression";
import type { Trace } from "../domains/symbolsTrace";
import { lastName } from "../syntax/names";
import type { FrozenBias } from "./gradientFrozen";

/** Weights that the loss depends on and that are stepped by zeros alone. */
export interface IdleWeight extends FrozenBias {
  /** The derivative that the zeros stand in the place of. */
  readonly derivative: arrays.NumberArray;
}

/** `w1 -= rate * w1_grad`, where w1_grad is the zeros that it began with and nothing else is made of them. */
export function findIdle(trace: Trace, loss: e.Expression): IdleWeight[] {
  return [...trace.idle.values()].flatMap(({ leaf, step }) => {
    if (leaf.shape.length === 0 || isReallyStepped(trace, leaf) || isFilled(trace, step, leaf)) return [];
    const [derivative] = e.derivative(trace.writtenOut(loss, leaf), [leaf]).map(trace.read);
    if (derivative === undefined || arrays.norm(derivative) < 1e-9) return [];
    const value = trace.values.find(
      ({ syntax, node, frame }) =>
        node.key === leaf.key && lastName(syntax) !== "" && frame.module.file !== "",
    );
    return value === undefined ? [] : [{ name: lastName(value.syntax), ...value, derivative }];
  });
}

/** A later step is more than zeros. */
function isReallyStepped(trace: Trace, leaf: e.VariableNode): boolean {
  const chain = new Set([leaf.key]);
  return [...trace.updates, ...trace.refused].some(({ before, after, step }) => {
    if (!chain.has(before.key)) return false;
    chain.add(after.key);
    return arrays.norm(trace.read(step)) > 0;
  });
}

/** Something else than the step is made of the zeros: a velocity, a sum that is collected. */
function isFilled(trace: Trace, step: e.Expression, leaf: e.VariableNode): boolean {
  const zeros = sourcesOf(trace, step);
  const own = sourcesOf(trace, leaf);
  return trace.values.some(({ node }) => {
    const sources = [...sourcesOf(trace, node)];
    if (sources.some((name) => own.has(name))) return false;
    return sources.some((name) => zeros.has(name)) && sources.some((name) => !zeros.has(name));
  });
}

/** The arrays that a formula is made of, by name, and what those were made of. */
function sourcesOf(trace: Trace, node: e.Expression): ReadonlySet<string> {
  const names = [...trace.namesIn(node)].filter((name) => !name.startsWith("h"));
  return new Set(names.flatMap((name) => [name, ...trace.sourcesOf(name)]));
}
