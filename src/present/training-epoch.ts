import type { Translate } from "../base/translate";
import type { Look } from "../training/look";
import type { Run } from "../training/run";
import { formatCount, formatShare, formatValue } from "./training-numbers";
import { type ConfusionView, confusionView } from "./training-result";
import { type ScoresView, scoresView } from "./training-scores";
import { type WeightsView, weightsViews } from "./training-weights";

/** A run as it was after one epoch: what scrubbing moves, all at once. */
export interface EpochView {
  readonly runId: string;
  readonly epoch: number;
  /** "Batch after epoch 40". */
  readonly title: string;
  readonly metrics: MetricsView;
  readonly confusion: ConfusionView | null;
  /** A table a layer; none of weights that are no numbers. */
  readonly weights: readonly WeightsView[];
  /** Classes only. */
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

/** A run after one of its epochs, with the losses that its curves have there. */
export function epochView(
  run: Run,
  look: Look,
  said: { readonly name: string; readonly note?: string | null },
  t: Translate,
): EpochView {
  const then: Run = {
    ...run,
    weights: look.weights,
    intercepts: look.intercepts,
    confusion: look.confusion,
  };
  const recorded = look.updates === 0 ? lossesAt(run, look.epoch) : null;
  // A loss that nobody could compute is a dash; one that was computed and is no number is said to be none.
  const lossText = (loss: number) => (Number.isNaN(loss) && said.note != null ? "–" : formatValue(loss));
  return {
    runId: run.id,
    epoch: look.epoch,
    title: titleOf(said.name, look, t),
    metrics: {
      score: scoreOf(run),
      trainLoss: lossText(recorded?.train ?? look.trainLoss),
      validationLoss: lossText(recorded?.validation ?? look.validationLoss),
      trainScore: scoreText(look.trainAccuracy),
      validationScore: scoreText(look.validationAccuracy),
      testScore: scoreText(look.testAccuracy),
    },
    ...tables(then, t),
    scores: scoresView(
      run.dataset.classes.map((each) => each.name),
      look.scores,
      t,
    ),
    note: said.note ?? null,
  };
}

/** A run as it was kept, where its data set can't be read (again) to look closer. */
export function lastEpochView(
  run: Run,
  said: { readonly name: string; readonly note?: string | null },
  t: Translate,
): EpochView {
  const epoch = run.bestEpoch ?? run.epochsRun ?? run.metrics.trainLoss.length;
  return {
    runId: run.id,
    epoch,
    title: titleOf(said.name, { epoch, updates: 0 }, t),
    metrics: {
      score: scoreOf(run),
      trainLoss: formatValue(run.metrics.trainLoss.at(-1) ?? Number.NaN),
      validationLoss: formatValue(run.metrics.validationLoss.at(-1) ?? Number.NaN),
      trainScore: scoreText(run.trainAccuracy),
      validationScore: scoreText(run.validationAccuracy),
      testScore: scoreText(run.testAccuracy),
    },
    ...tables(run, t),
    scores: null,
    note: said.note ?? null,
  };
}

/** Weights that are no numbers any more have no bars, and call nothing. */
function tables(run: Run, t: Translate): Pick<EpochView, "confusion" | "weights"> {
  const isNumber = run.weights.every(Number.isFinite);
  return {
    confusion: isNumber ? confusionView(run, t) : null,
    weights: isNumber ? weightsViews(run, t) : [],
  };
}

/** A share that was never computed is a dash, and no failure of the model's. */
function scoreText(score: number): string {
  return Number.isNaN(score) ? "–" : formatShare(score);
}

function scoreOf(run: Run): MetricsView["score"] {
  return run.dataset.classes.length > 0 ? "accuracy" : "r-squared";
}

function titleOf(name: string, { epoch, updates }: Pick<Look, "epoch" | "updates">, t: Translate): string {
  if (updates > 0)
    return t("{0}, {1} updates into epoch {2}", name, formatCount(updates), formatCount(epoch + 1));
  return epoch === 0
    ? t("{0} before the first update", name)
    : t("{0} after epoch {1}", name, formatCount(epoch));
}

/** What the curves say of an epoch; null for one that they do not hold. */
function lossesAt({ metrics }: Run, epoch: number): { train: number; validation: number } | null {
  const at = metrics.epochNumbers?.indexOf(epoch) ?? epoch - 1;
  const train = metrics.trainLoss[at];
  const validation = metrics.validationLoss[at];
  return train === undefined || validation === undefined ? null : { train, validation };
}
