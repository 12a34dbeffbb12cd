import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import type { Trace } from "../../domains/symbolsTrace";

/** Which elements of the data a formula depends on, by the data's name: "1" or "0" for each. */
export type Support = ReadonlyMap<string, string>;

/** Reads the formulas of a run, with its own numbers or with others. */
export type Reader = (node: e.Expression) => arrays.NumberArray;

/** The run's own numbers first, then those with all parameters multiplied by each factor. */
export function readers(trace: Trace, factors: readonly number[]): readonly Reader[] {
  const others = factors.map((factor): Reader => {
    const variables = new Map(trace.variables);
    for (const [name, value] of trace.variables)
      if (name.startsWith("p"))
        variables.set(
          name,
          arrays.map(value, (each) => factor * each),
        );
    const evaluator = new e.Evaluator({ variables, sizes: new Map() });
    return (node) => evaluator.value(node);
  });
  return [trace.read, ...others];
}

/** With the parameters that the run has. */
export function support(trace: Trace, node: e.Expression): Support {
  return union(supportsOf(trace, node, [trace.read]));
}

/**
 * With other parameters too: a sample beyond a hinge's margin, or one that all units are off for, is one of the samples all the
 * same. Near zero every sample is within its margin.
 */
export function wholeSupport(trace: Trace, node: e.Expression): Support {
  // `X[margins < 1]`: those that are inside, by other parameters, are not known, but are among these.
  const asked = e
    .topological(node)
    .flatMap((each) =>
      each.kind === "gather" && isAsked(trace, each) ? supportsOf(trace, each.of, [trace.read]) : [],
    );
  return union([...supportsOf(trace, node, readers(trace, [1e-3, -1])), ...asked]);
}

/** Which rows are taken is decided by the parameters: those inside a margin. */
export function isAsked(trace: Trace, { at }: Extract<e.Expression, { readonly kind: "gather" }>): boolean {
  return at.some((each) => [...trace.namesIn(each)].some((name) => name.startsWith("p")));
}

function supportsOf(trace: Trace, node: e.Expression, reads: readonly Reader[]): Support[] {
  const names = [...e.variablesOf(node).values()].filter(
    (each) => /^[xyk]/.test(each.name) && each.shape.length > 0,
  );
  const weights = e.constantArray(
    arrays.map(trace.read(e.broadcastTo(e.number(1), node.shape)), () => 0.5 + trace.random()),
  );
  const gradients = e.derivative(e.sum(e.times(node, weights)), names);
  return reads.map((read) => {
    const pattern = (each: e.Expression) =>
      Array.from(arrays.elements(read(each)), (value) => (value === 0 ? "0" : "1")).join("");
    return new Map(names.map((name, at) => [name.name, pattern(gradients[at] ?? name)]));
  });
}

/** A unit that is off hides a sample from one parameter's gradient, not from all. */
export function union(supports: readonly Support[]): Support {
  const all = new Map<string, string>();
  for (const each of supports)
    for (const [name, pattern] of each) {
      const before = all.get(name);
      all.set(name, before === undefined ? pattern : either(before, pattern));
    }
  return all;
}

export function either(a: string, b: string): string {
  return Array.from(a, (mark, at) => (mark === "1" || b[at] === "1" ? "1" : "0")).join("");
}
