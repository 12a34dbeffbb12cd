/**
 * The plain data of training: what goes in (a spec), what comes out (a run). Everything here can cross a thread.
 */
import type { DataRecipe, DatasetSummary } from "../datasets/summary";

export type { ColumnCard, ColumnRole, DataCard } from "../datasets/card";
export type { DatasetProblem } from "../datasets/problem";
export type { DataRecipe, DatasetNote, DatasetSummary, DesignMatrix, Subset } from "../datasets/summary";

export type Model =
  | { readonly kind: "linear" }
  | { readonly kind: "logistic" }
  | { readonly kind: "softmax"; readonly classes: number }
  | {
      readonly kind: "network";
      readonly hidden: number;
      readonly activation: "sigmoid" | "tanh" | "relu";
      readonly classes: number;
    };

/** How many samples one update uses. */
export type UpdatePolicy =
  | { readonly kind: "batch" }
  | { readonly kind: "mini-batch"; readonly batchSize: number }
  | { readonly kind: "one-sample" };

export interface TrainingSpec {
  readonly model: Model;
  readonly policy: UpdatePolicy;
  readonly learningRate: number;
  readonly epochs: number;
  readonly l1: number;
  readonly l2: number;
  readonly seed: number;
  readonly initialWeights: "ones" | "zeros" | "normal";
  /** Mini-batches and single samples are drawn in a new order each epoch unless this is false. */
  readonly shuffle?: boolean;
  /** Also computes the loss over all training rows after each epoch, which costs one more pass over them. */
  readonly recordEndOfEpochLoss?: boolean;
  /** Stops when the validation loss has not fallen below its lowest for so many epochs, and takes the best weights. */
  readonly earlyStopping?: { readonly patience: number };
}

/** The lesson's defaults: a logistic neuron, batch gradient descent, weights of ones, rate 0.1, 100 epochs. */
export const lessonSpec: TrainingSpec = {
  model: { kind: "logistic" },
  policy: { kind: "batch" },
  learningRate: 0.1,
  epochs: 100,
  l1: 0,
  l2: 0,
  seed: 42,
  initialWeights: "ones",
};

/**
 * Metrics of a run, one entry an epoch, in the lesson's convention: `trainLoss[k]` is the mean loss of the activations
 * before the update that used them (for batches smaller than all rows that is the running mean of the epoch) plus the
 * penalty of the weights after the epoch; `validationLoss[k]` is computed after it. For a target of numbers the
 * accuracy is R², the share of the target's variance that is explained.
 */
export interface Metrics {
  readonly trainLoss: Float64Array;
  readonly validationLoss: Float64Array;
  readonly trainAccuracy: Float64Array;
  readonly validationAccuracy: Float64Array;
  /** Seconds since the start, at the end of each epoch. */
  readonly seconds: Float64Array;
  /** Which epoch each entry is (from 1), there when not every epoch is kept; without it entry k is epoch k + 1. */
  readonly epochNumbers?: Float64Array;
  /** The loss over all training rows after the epoch's last update, where it was asked for. */
  readonly endOfEpochLoss?: Float64Array;
}

/** A finished (or stopped) run. */
export interface Run {
  readonly id: string;
  readonly dataset: DatasetSummary;
  readonly spec: TrainingSpec;
  readonly status: "finished" | "stopped" | "diverged";
  readonly metrics: Metrics;
  /** One weight a feature (and class), then the intercept(s), after the last epoch. */
  readonly weights: Float64Array;
  readonly intercepts: Float64Array;
  /** Rows: true class, columns: called class; of the validation rows. Row-major, classes × classes. */
  readonly confusion: Float64Array;
  readonly trainAccuracy: number;
  readonly validationAccuracy: number;
  readonly testAccuracy: number;
  /** Epochs that were run; early stopping may have taken the weights of an earlier one, `bestEpoch`. */
  readonly epochsRun?: number;
  readonly bestEpoch?: number;
  /** What the arithmetic was done with. */
  readonly engine?: string;
  /** For the scripts that a run is exported to: how the rows were made, and what they were standardised with. */
  readonly recipe?: DataRecipe;
  readonly scaler?: { readonly mean: Float64Array; readonly scale: Float64Array };
}

/** What a running trainer tells, at most 30 times a second. Arrays hold what is new since the last message. */
export interface Progress {
  readonly epoch: number;
  readonly epochs: number;
  readonly firstNewEpoch: number;
  readonly trainLoss: Float64Array;
  readonly validationLoss: Float64Array;
  /** The loss over all training rows after the epoch, where the spec asks for it. */
  readonly endOfEpochLoss?: Float64Array;
  /** Seconds of training at the end of each epoch. */
  readonly seconds?: Float64Array;
  /** Which epoch each entry is, when not every epoch is sent. */
  readonly epochNumbers?: Float64Array;
  /** True when these entries take the place of all that were sent before: the curve has been thinned. */
  readonly replaces?: boolean;
}
