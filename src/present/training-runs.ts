import type { CurvesView } from "./training-curves";
import type { PolicyKind, TrainingSettings } from "./training-settings";

export type RunStatus = "running" | "paused" | "finished" | "stopped" | "diverged" | "interrupted";

/** A run in the list: those that are kept in the workspace's storage, and those under way. */
export interface RunRow {
  readonly runId: string;
  /** As the learner named it, or what it is: "Mini-batch 32". */
  readonly name: string;
  readonly policy: PolicyKind;
  readonly policyText: string;
  readonly modelText: string;
  readonly dataset: string;
  /** "rate 0.1 · 100 epochs · seed 42". */
  readonly settingsText: string;
  readonly status: RunStatus;
  readonly statusText: string;
  /** Formatted; "–" where there is none. */
  readonly updates: string;
  readonly loss: string;
  readonly validationLoss: string;
  readonly score: string;
  /** "50 of 100" epochs in which the loss of all training rows rose; null where it was not measured. */
  readonly rises: string | null;
  readonly date: string;
  readonly dateLong: string;
  /** What to know before it is compared or continued: its data set has changed, it was cut short. null: nothing. */
  readonly note: string | null;
  readonly canContinue: boolean;
  readonly exports: readonly ExportFormat[];
}

/** The run itself as JSON, its curves or weights as CSV, the model as a script. */
export type ExportFormat = "json" | "csv" | "weights-csv" | "numpy" | "scikit-learn" | "pytorch" | "pyspark";

/** A run whose curves are drawn. */
export interface ShownRun {
  readonly runId: string;
  readonly name: string;
  readonly policy: PolicyKind;
  /** Epochs that it is to have: the axis does not move while it runs. */
  readonly epochs: number;
  /** For the axis of updates: epoch × this. */
  readonly updatesAnEpoch: number;
  readonly running: boolean;
  readonly curves: CurvesView;
}

/** The run whose figures stand beside the curves. */
export interface FocusView {
  readonly runId: string;
  readonly name: string;
  readonly dataset: string;
  readonly settings: TrainingSettings;
  readonly status: RunStatus;
  readonly epochs: number;
  readonly epochsRun: number;
  /** What the curves say and what to try next, a sentence each. */
  readonly remarks: readonly string[];
}

/** Several runs side by side: how steady each was, measured. */
export interface ComparisonView {
  readonly rows: readonly ComparisonRow[];
  /** Its curve rose most often; null where none rose, or the runs can't be compared. */
  readonly leastSteady: PolicyKind | null;
  /** "One sample rose in 50 of 100 epochs, Mini-batch 32 in 0, Batch in 0." */
  readonly sentence: string;
  /** What the gradients' noise was; null where it was not measured. */
  readonly noiseSentence: string | null;
  /** What forbids a comparison or bends it: other data, another seed. Empty for runs of one start. */
  readonly warnings: readonly string[];
  readonly guess: GuessView | null;
}

export interface ComparisonRow {
  readonly runId: string;
  readonly name: string;
  readonly policy: PolicyKind;
  /** Epochs in which the loss rose, of so many. */
  readonly rises: number;
  readonly of: number;
  /** ‖g‖ of all rows and √mean ‖g_B − g‖², at the weights that all start from; formatted. */
  readonly gradient: string;
  readonly noise: string;
}

/** What the learner guessed before, beside what came of it. */
export interface GuessView {
  readonly guess: PolicyKind;
  /** null until the runs have ended. */
  readonly right: boolean | null;
  /** "You guessed that one sample would be the least steady. It rose in 50 of 100 epochs, batch in 0." */
  readonly sentence: string;
}
