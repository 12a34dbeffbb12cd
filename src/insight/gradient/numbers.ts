import * as arrays from "../../algebra/array";
import type { Anatomy } from "./anatomy";
import { type Comparison, gradientOf, type Mistake, type Suspicion } from "./comparison";
import { factorsOf, isExplainedBy, nameCombination } from "./mistakes";
import { suspicionsOf } from "./suspicions";

interface Run {
  readonly anatomy: Anatomy;
  readonly comparison: Comparison;
}

/**
 * Names what distinguishes the gradient of one number that has a penalty from the right one. In a single run any multiple of the
 * data's part with some of the penalty's would do; in all runs together only one does.
 */
export function nameOfNumber(runs: readonly Run[]): Mistake | null {
  const [first] = runs;
  if (first === undefined || runs.length < 3) return null;
  const together = (each: readonly arrays.NumberArray[]) =>
    arrays.concatenate(
      each.map((array) => arrays.reshape(array, [1])),
      0,
    );
  if (!runs.every(({ comparison: { actual, expected } }) => isNumber(actual) && isNumber(expected)))
    return null;
  const actual = together(runs.map(({ comparison }) => comparison.actual));
  const count = first.comparison.penalties.length + 1;
  const parts = Array.from({ length: count }, (_, at) =>
    together(
      runs.flatMap(({ anatomy, comparison: { data, penalties, parameter } }) => {
        const part = [data, ...penalties][at];
        return part === undefined ? [] : [gradientOf(anatomy, part, parameter.leaf)];
      }),
    ),
  );
  const penalties = parts.slice(1);
  const isWhole = parts.every((part) => arrays.count(part.shape) === runs.length);
  if (!isWhole || runs.length <= count || penalties.every((part) => arrays.norm(part) === 0)) return null;
  const factors = factorsOf(first.anatomy, first.comparison);
  const named = nameCombination(actual, parts, factors);
  if (named !== null) return named;
  const all = runs.map(({ anatomy, comparison }) => [...suspicionsOf(anatomy, comparison)]);
  for (const [at, suspicion] of (all[0] ?? []).entries()) {
    const same = all.flatMap((each) => each[at] ?? []);
    if (same.length < runs.length || same.some(({ mistake }) => mistake !== suspicion.mistake)) return null;
    const own = {
      ...suspicion,
      gradient: () => together(same.map(({ gradient }) => gradient())),
      ...(suspicion.part && { part: () => together(same.map(partOf)) }),
    };
    if (isExplainedBy(own, actual, penalties, factors)) return suspicion.mistake;
  }
  return null;
}

function partOf({ gradient, part = gradient }: Suspicion): arrays.NumberArray {
  return part();
}

function isNumber({ shape }: arrays.NumberArray): boolean {
  return arrays.count(shape) === 1;
}
