import type { Trace, UpdateTrace } from "../../domains/symbolsTrace";
import type { TracedProgram } from "./trace";

// What of a program's steps the data of a run show.

/** How many steps there are, and then how many of them take anything from the data: beyond a margin a penalty alone is left. */
export function learnedBy(traced: TracedProgram | null): number {
  return traced === null ? 0 : traced.updates.length + taughtSteps(traced.trace, traced.updates) / 1000;
}

/** Whether another run of a program steps as many parameters, and by the data as many. */
export function learnsAsMuch({ trace, updates, own }: TracedProgram, other: Trace): boolean {
  const others = own(other);
  return others.length === updates.length && taughtSteps(other, others) === taughtSteps(trace, updates);
}

function taughtSteps(trace: Trace, updates: readonly UpdateTrace[]): number {
  return updates.filter(({ step }) => [...trace.namesIn(step)].some((name) => /^[xyk]/.test(name))).length;
}

/** As many samples are left to learn from as there are features: then it does not show by which of the two a sum is divided. */
export function hasSquareData(trace: Trace): boolean {
  const columns = [trace.options.features, trace.tableSizes.features];
  return trace.values.some(({ node }) => {
    const isPart = node.kind === "gather" || node.kind === "index";
    const isSquare =
      node.shape.length === 2 && columns.some((size) => node.shape.every(({ value }) => value === size));
    return isPart && isSquare && [...trace.namesIn(node)].some((name) => name.startsWith("x"));
  });
}
