import { mostElementsKept } from "../../domains/symbolsTrace";
import type { DataForm } from "./data";
import type { GradientProgram } from "./trace";

/** Of one run: more than this is no small example any more. */
export const budget = { steps: 40_000, depth: 24 };

/**
 * What the search for the steps of a program may take, over all its classes and functions and all forms of data: a program
 * of which no run comes to its end would be tried again and again.
 */
const mostSearched = 600_000;

const searched = new WeakMap<GradientProgram, number>();

export function noteSearched(program: GradientProgram, steps: number): void {
  searched.set(program, (searched.get(program) ?? 0) + steps);
}

/** Nothing more is tried for the program. */
export function isSearched(program: GradientProgram): boolean {
  return (searched.get(program) ?? 0) > mostSearched;
}

/** A batch of more samples than there are is cut to those; what makes as many samples as it is told is not followed. */
export function memoryOf({ batch }: DataForm) {
  return batch === undefined
    ? { mostElements: mostElementsKept }
    : { mostElements: 2_000_000, largestArray: 200_000 };
}
