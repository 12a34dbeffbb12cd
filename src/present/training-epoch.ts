import type { ConfusionView, WeightsView } from "./training-result";
import type { ScoresView } from "./training-scores";

/** A run as it was after one epoch: what scrubbing moves, all at once. */
export interface EpochView {
  readonly runId: string;
  readonly epoch: number;
  /** "Batch after epoch 40". */
  readonly title: string;
  readonly metrics: MetricsView;
  readonly confusion: ConfusionView | null;
  /** null where a feature has more than one weight. */
  readonly weights: WeightsView | null;
  /** Two classes only. */
  readonly scores: ScoresView | null;
  /** Where less can be shown than was asked for, and why: the data set is gone, or has changed. */
  readonly note: string | null;
}

/** Figures as text: plain numbers would lose a NaN on the way. */
export interface MetricsView {
  /** What the three scores are: the share called right, or R² for a target of numbers. */
  readonly score: "accuracy" | "r-squared";
  readonly trainLoss: string;
  readonly validationLoss: string;
  readonly trainScore: string;
  readonly validationScore: string;
  readonly testScore: string;
}
