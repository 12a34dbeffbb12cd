/**
 * What the validation rows of two classes are given, between 0 and 1, counted in so many steps that a threshold can be
 * dragged without asking the host.
 */
export interface ScoresView {
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

/** Rows: true class, columns: called class, at the threshold `step / counts.length`. */
export function confusionAt(scores: ScoresView, step: number): readonly [[number, number], [number, number]] {
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
