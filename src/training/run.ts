/**
 * The plain data of training: what goes in (a spec), what comes out (a run). Everything here can cross a thread.
 * Rows are samples: a design matrix of m samples and n features is row-major, `data[i * n + j]`.
 */
export interface DesignMatrix {
  readonly samples: number;
  readonly features: number;
  readonly data: Float64Array;
}

/** Rows of one kind: inputs and targets. For classes a target is the class's number. */
export interface Subset {
  readonly inputs: DesignMatrix;
  readonly target: Float64Array;
}

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
 * Metrics of a run, one entry an epoch, in the lesson's convention: `trainLoss[k]` is the loss of the activations before
 * epoch k's update plus the penalty of the weights after it; `validationLoss[k]` is computed after the update.
 */
export interface Metrics {
  readonly trainLoss: Float64Array;
  readonly validationLoss: Float64Array;
  readonly trainAccuracy: Float64Array;
  readonly validationAccuracy: Float64Array;
  /** Seconds since the start, at the end of each epoch. */
  readonly seconds: Float64Array;
}

/** What a data set turned out to be, for the sentence that says what is trained on. */
export interface DatasetSummary {
  readonly name: string;
  /** Where it came from. */
  readonly source: "file" | "editor" | "program" | "bundled";
  readonly uri?: string;
  readonly rows: number;
  readonly featureNames: readonly string[];
  readonly targetName: string;
  /** In order of first appearance, which is the order of their numbers; empty for a target of numbers. */
  readonly classes: readonly { readonly name: string; readonly rows: number }[];
  readonly split: { readonly train: number; readonly validation: number; readonly test: number };
  /** What was left out and why; nothing is dropped in silence. */
  readonly notes: readonly DatasetNote[];
}

export type DatasetNote =
  | {
      readonly kind: "column-dropped";
      readonly column: string;
      readonly why: "text" | "identifier" | "constant" | "empty" | "duplicate";
    }
  | { readonly kind: "rows-dropped"; readonly rows: number; readonly why: "missing" }
  | { readonly kind: "column-encoded"; readonly column: string; readonly categories: number };

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
}

/** What a running trainer tells, at most 30 times a second. Arrays hold what is new since the last message. */
export interface Progress {
  readonly epoch: number;
  readonly epochs: number;
  readonly firstNewEpoch: number;
  readonly trainLoss: Float64Array;
  readonly validationLoss: Float64Array;
}
