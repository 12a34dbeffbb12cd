import type { Translate } from "../base/translate";
import type { Diagnosis } from "../training/diagnosis";
import type { Run } from "../training/run";
import { diagnosisSentence } from "./run";
import { type CurvesView, metricsCurves } from "./training-curves";
import type { MetricsView } from "./training-epoch";
import { formatSetting, formatShare, formatValue } from "./training-numbers";
import { type ConfusionView, confusionView, type WeightsView, weightsView } from "./training-result";
import type { TrainingSettings } from "./training-settings";
import { specSettings } from "./training-spec";

export type TrainingPhase =
  | { readonly kind: "idle" }
  | { readonly kind: "running"; readonly runId: string; readonly epochs: number; readonly curves: CurvesView }
  | { readonly kind: "finished"; readonly result: ResultView }
  | { readonly kind: "stopped"; readonly result: ResultView }
  | {
      readonly kind: "diverged";
      readonly result: ResultView;
      readonly sentence: string;
      readonly advice: string | null;
    }
  /** No run came about: one clear sentence. */
  | { readonly kind: "failed"; readonly sentence: string };

export interface ResultView {
  readonly runId: string;
  /** The data set's name, where the run was made on another one than the heading now names. */
  readonly dataset: string;
  readonly settings: TrainingSettings;
  /** Epochs asked for, and those that were run. */
  readonly epochs: number;
  readonly epochsRun: number;
  readonly curves: CurvesView;
  readonly metrics: MetricsView;
  readonly confusion: ConfusionView | null;
  readonly weights: WeightsView | null;
  /** What the curves say and what to try next, a sentence each. */
  readonly remarks: readonly string[];
}

export type RunState =
  | { readonly kind: "idle" }
  /** `curves` holds what has come in so far (`appendCurves`), so that a panel that opens late draws the whole curve. */
  | { readonly kind: "running"; readonly runId: string; readonly epochs: number; readonly curves: CurvesView }
  /** `remarks`: what `diagnose(run)` found, to be said under the figures. */
  | { readonly kind: "done"; readonly run: Run; readonly remarks?: readonly Diagnosis[] }
  | { readonly kind: "failed"; readonly sentence: string };

export function phaseOf(run: RunState, t: Translate): TrainingPhase {
  switch (run.kind) {
    case "idle":
    case "failed":
      return run;
    case "running":
      return { kind: "running", runId: run.runId, epochs: run.epochs, curves: run.curves };
    case "done":
      return finishedPhase(run.run, run.remarks ?? [], t);
  }
}

function finishedPhase(run: Run, diagnoses: readonly Diagnosis[], t: Translate): TrainingPhase {
  const remarks = diagnoses.map((diagnosis) => diagnosisSentence(diagnosis, t));
  if (run.status !== "diverged") return { kind: run.status, result: resultView(run, remarks, t) };
  const result = resultView(run, [], t);
  const [remark] = remarks;
  if (remark !== undefined) return { kind: "diverged", result, sentence: remark, advice: null };
  return {
    kind: "diverged",
    result,
    sentence: t("The loss left the range of numbers at epoch {0}.", Math.max(1, result.epochsRun)),
    advice: t(
      "The updates overshoot: a learning rate below {0} may hold.",
      formatSetting(run.spec.learningRate),
    ),
  };
}

function resultView(run: Run, remarks: readonly string[], t: Translate): ResultView {
  const curves = metricsCurves(run.metrics);
  return {
    runId: run.id,
    dataset: run.dataset.name,
    settings: specSettings(run.spec),
    epochs: run.spec.epochs,
    epochsRun: run.epochsRun ?? curves.epochNumbers.at(-1) ?? 0,
    curves,
    metrics: metricsView(run),
    confusion: run.status === "diverged" ? null : confusionView(run, t),
    weights: run.status === "diverged" ? null : weightsView(run, t),
    remarks,
  };
}

function metricsView(run: Run): MetricsView {
  return {
    score: run.dataset.classes.length > 0 ? "accuracy" : "r-squared",
    trainLoss: formatValue(run.metrics.trainLoss.at(-1) ?? Number.NaN),
    validationLoss: formatValue(run.metrics.validationLoss.at(-1) ?? Number.NaN),
    trainScore: formatShare(run.trainAccuracy),
    validationScore: formatShare(run.validationAccuracy),
    testScore: formatShare(run.testAccuracy),
  };
}
