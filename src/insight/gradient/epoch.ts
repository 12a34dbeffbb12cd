import type { ProgramCheck } from "./check";
import { picksRows } from "./loss";
import { epochRounds } from "./run";
import type { TracedProgram } from "./trace";

/**
 * The same program, followed to the end of an epoch: one that learns from some samples at a time may look at its loss only then,
 * at that of all of them. null where a step is made of all samples anyway.
 */
export function wholeEpoch(traced: TracedProgram): TracedProgram | null {
  if (!traced.updates.some(({ step }) => picksRows(traced.trace, step))) return null;
  const again: TracedProgram["again"] = (seed, rounds = 0) =>
    traced.again(seed, Math.max(rounds, epochRounds));
  const trace = again(traced.trace.options.seed);
  return { ...traced, trace, updates: traced.own(trace), again };
}

/** A penalty's strength goes by its name, and the step knows nothing of it. */
export function namesPenalty({ trace, updates }: TracedProgram): boolean {
  return [...trace.strengths].some((name) => updates.some(({ step }) => !trace.namesIn(step).has(name)));
}

/** A mistake with a name beside others without one may be an accident of the loss that was asked. */
export function isExplained({ parameters }: ProgramCheck): boolean {
  return parameters.every(({ mistake }) => mistake !== "other");
}
