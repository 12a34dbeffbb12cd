import type { Model, TrainingSpec, UpdatePolicy } from "../training/run";

export type PolicyKind = UpdatePolicy["kind"];
/** "auto": the simplest model that can learn the target. */
export type ModelChoice = "auto" | Model["kind"];
/** "auto": ones, as in the lesson; normal for a hidden layer, whose units would otherwise all stay alike. */
export type WeightsChoice = "auto" | TrainingSpec["initialWeights"];
/** How an update that uses less than all rows goes through them: drawn anew each epoch, or in the same order each time. */
export type OrderChoice = "shuffled" | "same";
export type ActivationChoice = Extract<Model, { kind: "network" }>["activation"];

/** What the learner may set for the next run. */
export interface TrainingSettings {
  readonly learningRate: number;
  readonly epochs: number;
  readonly l1: number;
  readonly l2: number;
  readonly seed: number;
  /** Samples in a mini-batch. */
  readonly batchSize: number;
  /** Units of a network's hidden layer. */
  readonly hidden: number;
  /** Epochs without a lower validation loss until a run stops by itself; 0: never. */
  readonly patience: number;
  /** One: a run. Several: one run each on the same data, from the same start. Never empty, none twice. */
  readonly policies: readonly PolicyKind[];
  readonly model: ModelChoice;
  readonly activation: ActivationChoice;
  readonly initialWeights: WeightsChoice;
  readonly order: OrderChoice;
}

/** Settings that are typed as numbers. */
export type SettingName = {
  [Name in keyof TrainingSettings]: TrainingSettings[Name] extends number ? Name : never;
}[keyof TrainingSettings];

/** Why a setting as typed can't be used; the sentences are in `PanelStrings`. */
export type SettingProblem = "not-a-number" | "not-whole" | "too-small" | "not-positive" | "too-large";

/** What the learner decides about a data set; kept for its file. */
export interface DataOptions {
  /** The column to learn; null: the one that its name or its place makes the likeliest. */
  readonly target: string | null;
  /** What becomes of a row with a missing cell: it is left out, or the column's mean is put there. */
  readonly missing: "drop-rows" | "mean";
  /** Columns that are not to be learned from. */
  readonly without: readonly string[];
}
