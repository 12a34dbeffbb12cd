import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import type { Span } from "../../base/span";
import type { Traced } from "../../domains/symbolsTrace";
import type { Frame } from "../../interpreter/value";
import type { Expression } from "../../syntax/tree";
import type { Anatomy, ParameterAnatomy } from "./anatomy";

export interface Place {
  readonly syntax: Expression;
  readonly frame: Frame<Traced>;
}

/**
 * Where the gradient is made: the first expression that has the parameter's size and in which all that the step depends on has
 * come together, the data and the parameters; or the data alone, where a step does not depend on the parameters but by a choice.
 */
export function gradientPlace(anatomy: Anatomy, parameter: ParameterAnatomy): Place {
  const { site, frame } = parameter.update;
  return (
    firstWith(/^[xykp]/, anatomy, parameter) ??
    firstWith(/^[xyk]/, anatomy, parameter) ?? { syntax: site, frame }
  );
}

function firstWith(needed: RegExp, { trace, valuesOf }: Anatomy, { update, leaf }: ParameterAnatomy) {
  const size = count(leaf);
  const all = [...trace.namesIn(update.step)].filter((name) => needed.test(name));
  for (const node of e.topological(update.step)) {
    if (count(node) !== size || !makesGradient(node)) continue;
    const names = trace.namesIn(node);
    if (!all.every((name) => names.has(name))) continue;
    const value = valuesOf.get(node.key)?.find(({ frame }) => frame.module.file !== "");
    if (value !== undefined) return value;
  }
  return null;
}

function count(node: e.Expression): number {
  return arrays.count(node.shape.map((size) => size.value ?? 1));
}

function makesGradient(node: e.Expression): boolean {
  if (node.kind === "matmul" || node.kind === "sum") return true;
  return node.kind === "binary" && (node.operation === "multiply" || node.operation === "divide");
}

/** The function that the gradients are computed in, or the lines between the first of them and the last. */
export function backwardPass(places: readonly Place[]): {
  readonly file: string;
  readonly span: Span;
  readonly function: string | null;
} {
  const [first] = places;
  if (first === undefined) return { file: "", span: { start: 0, end: 0 }, function: null };
  const own = first.frame.function;
  const file = first.frame.module.file;
  if (own?.definition.kind === "function") return { file, span: own.definition.span, function: own.name };
  const here = places.filter((each) => each.frame.module.file === file);
  return {
    file,
    function: null,
    span: {
      start: Math.min(...here.map(({ syntax }) => syntax.span.start)),
      end: Math.max(...here.map(({ syntax }) => syntax.span.end)),
    },
  };
}
