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
  const step = e.topological(parameter.update.step);
  // An error may have the parameter's size by chance, but the step is no multiple of it.
  const scaled = scaledIn(parameter.update.step);
  const whole = step.filter(({ key }) => scaled.has(key));
  return (
    firstWith(/^[xykp]/, anatomy, parameter, whole) ??
    firstWith(/^[xykp]/, anatomy, parameter, step) ??
    firstWith(/^[xyk]/, anatomy, parameter, whole) ??
    firstWith(/^[xyk]/, anatomy, parameter, step) ?? { syntax: site, frame }
  );
}

/** The keys of what a step is made of number by number: no product of matrices and no sum stands between. */
function scaledIn(step: e.Expression): ReadonlySet<string> {
  const found = new Set<string>();
  const follow = (node: e.Expression): void => {
    if (found.has(node.key)) return;
    found.add(node.key);
    if (!mixes.has(node.kind)) for (const part of e.operands(node)) follow(part);
  };
  follow(step);
  return found;
}

const mixes: ReadonlySet<e.Expression["kind"]> = new Set(["matmul", "sum", "max", "softmax"]);

function firstWith(
  needed: RegExp,
  { trace, valuesOf }: Anatomy,
  { update, leaf }: ParameterAnatomy,
  nodes: readonly e.Expression[],
) {
  const size = count(leaf);
  // A velocity that starts at zero has no part in the gradient.
  const isNothing = (name: string) => {
    const value = name.startsWith("k") ? trace.variables.get(name) : undefined;
    return value !== undefined && arrays.norm(value) === 0;
  };
  const all = [...trace.namesIn(update.step)].filter((name) => needed.test(name) && !isNothing(name));
  for (const node of nodes) {
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
