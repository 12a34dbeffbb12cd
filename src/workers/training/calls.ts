import type { DatasetProblem, DatasetSummary, Progress, Run, TrainingSpec } from "../../training/run";

/** A data set as it lies in a file or an editor. */
export interface DataFile {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly source: DatasetSummary["source"];
  readonly uri?: string;
  /** The column to learn; guessed where it is not given. */
  readonly target?: string;
}

export interface TrainingRequest {
  readonly id: string;
  readonly data: DataFile;
  /** All but the model, which the target decides. */
  readonly settings: Omit<TrainingSpec, "model">;
}

export type TrainingEvent =
  /** The share of the file that is read. */
  | { readonly type: "reading"; readonly share: number }
  | { readonly type: "dataset"; readonly dataset: DatasetSummary }
  | { readonly type: "progress"; readonly progress: Progress };

export type TrainingReply =
  | { readonly type: "run"; readonly run: Run }
  | { readonly type: "problem"; readonly problem: DatasetProblem };

/** What the training thread can be asked. */
export type TrainingCalls = {
  /** What a data set is, without training on it. */
  inspect: {
    argument: DataFile;
    reply:
      | { readonly type: "dataset"; readonly dataset: DatasetSummary }
      | { readonly type: "problem"; readonly problem: DatasetProblem };
    event: never;
  };
  train: { argument: TrainingRequest; reply: TrainingReply; event: TrainingEvent };
  /** Ends a run where it is; its `train` then replies with what it has. Cancelling `train` gives up the run altogether. */
  stop: { argument: { readonly id: string }; reply: null; event: never };
};
