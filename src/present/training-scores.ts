import type { Translate } from "../base/translate";
import { formatCount } from "./training-numbers";

/** How sure the model is of the validation rows: their scores between 0 and 1, counted in so many steps. */
export type ScoresView = TwoClassScores | SureScores;

/** Counted finely enough that a threshold can be dragged without asking the host. */
export interface TwoClassScores {
  readonly kind: "two-classes";
  /** The classes' names: a row is called the second when its score is above the threshold. */
  readonly classes: readonly [string, string];
  /** Validation rows of each class. */
  readonly rows: readonly [number, number];
  /**
   * By true class: how many scores lie in step k, k/steps < score ≤ (k+1)/steps (a score of 0 in step 0). So the matrix at
   * the threshold k/steps is exact, and at 0.5 it is the trainer's own.
   */
  readonly counts: readonly [Float64Array, Float64Array];
}

/** Several classes have no threshold: a row is called the class with the highest score, and that score is counted. */
export interface SureScores {
  readonly kind: "several-classes";
  /** Rows called wrong, rows called right. */
  readonly counts: readonly [Float64Array, Float64Array];
  /** "6 called wrong", "18 called right". */
  readonly names: readonly [string, string];
  /** What the picture says. */
  readonly sentence: string;
}

/** Above that the model is taken at its word. */
const sure = 0.9;

export function scoresView(
  classes: readonly string[],
  counts: readonly [Float64Array, Float64Array] | null,
  t: Translate,
): ScoresView | null {
  const [first, second] = classes;
  if (counts === null || first === undefined || second === undefined) return null;
  const rows = [total(counts[0]), total(counts[1])] as const;
  if (classes.length === 2) return { kind: "two-classes", classes: [first, second], rows, counts };
  const from = Math.round(sure * counts[0].length);
  const [wrong, right] = [total(counts[0].subarray(from)), total(counts[1].subarray(from))];
  return {
    kind: "several-classes",
    counts,
    names: [t("called wrong, {0}", formatCount(rows[0])), t("called right, {0}", formatCount(rows[1]))],
    sentence: t(
      "{0} of {1} rows get a score above {2} for the class that they are called, and {3} of those are wrong.",
      formatCount(wrong + right),
      formatCount(rows[0] + rows[1]),
      sure,
      formatCount(wrong),
    ),
  };
}

function total(counts: Float64Array): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Rows: true class, columns: called class, at the threshold `step / counts.length`. */
export function confusionAt(
  scores: TwoClassScores,
  step: number,
): readonly [[number, number], [number, number]] {
  const [first, second] = scores.counts;
  const below = (counts: Float64Array) => counts.subarray(0, step).reduce((sum, count) => sum + count, 0);
  const above = (counts: Float64Array) => counts.subarray(step).reduce((sum, count) => sum + count, 0);
  return [
    [below(first), above(first)],
    [below(second), above(second)],
  ];
}

/** Rows in each of `bars` equal parts of the scale; `bars` divides the number of steps. */
export function scoreBars(counts: Float64Array, bars: number): readonly number[] {
  const each = counts.length / bars;
  return Array.from({ length: bars }, (_, bar) =>
    counts.subarray(bar * each, (bar + 1) * each).reduce((sum, count) => sum + count, 0),
  );
}
