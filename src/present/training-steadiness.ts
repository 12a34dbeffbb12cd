import type { AboutRun } from "../training/keptRun";
import type { CurvesView } from "./training-curves";

export interface Steadiness {
  /** Epochs in which the loss rose. */
  readonly rises: number;
  readonly of: number;
}

/**
 * In how many epochs the loss of all training rows rose, the first one counted from the weights of the start. A curve that
 * was thinned keeps its extremes, so it counts what it holds. A loss that is no number any more has risen.
 */
export function steadinessOf({
  curves,
  about,
}: {
  readonly curves: CurvesView;
  readonly about: Pick<AboutRun, "startLoss">;
}): Steadiness {
  const losses = curves.endOfEpochLoss.some(Number.isFinite) ? curves.endOfEpochLoss : curves.trainLoss;
  const counts = losses === curves.endOfEpochLoss && Number.isFinite(about.startLoss);
  let before = counts ? about.startLoss : losses[0];
  let rises = 0;
  for (const loss of counts ? losses : losses.subarray(1)) {
    if (before !== undefined && !(loss <= before)) rises++;
    before = loss;
  }
  return { rises, of: Math.max(0, counts ? losses.length : losses.length - 1) };
}
