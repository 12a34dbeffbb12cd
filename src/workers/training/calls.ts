import type { DataCard } from "../../datasets/card";
import type { ModelRequest } from "../../training/choose";
import type { GradientNoise } from "../../training/compare";
import type { Snapshot } from "../../training/engine";
import type { Look } from "../../training/look";
import type {
  DatasetProblem,
  DatasetSummary,
  Metrics,
  Model,
  Progress,
  Run,
  TrainingSpec,
} from "../../training/run";
import type { NoSurface, Surface } from "../../training/surface";

/** A data set as it lies in a file or an editor, and what the learner decided about it. */
export interface DataFile {
  readonly bytes: Uint8Array;
  /** A saved file of this machine: read from there piece by piece, and `bytes` are empty. A browser has no such files. */
  readonly path?: string;
  readonly name: string;
  readonly source: DatasetSummary["source"];
  readonly uri?: string;
  /** The column to learn; guessed where it is not given. */
  readonly target?: string;
  /** Columns that are not to be learned from. */
  readonly without?: readonly string[];
  readonly missing?: "drop-rows" | "mean";
  /** Only each so-manieth row, for a file that is too large. */
  readonly keepEvery?: number;
}

export interface TrainingRequest {
  /** Of the runs together: `control` names it. */
  readonly group: string;
  readonly data: DataFile;
  /** Which model is to be trained; "auto" leaves it to the target. */
  readonly model: ModelRequest;
  /** One: a run. Several: side by side on the same rows. */
  readonly runs: readonly RequestedRun[];
  /** Waits for the first step before it does anything. */
  readonly paused?: boolean;
}

export interface RequestedRun {
  readonly id: string;
  readonly spec: Omit<TrainingSpec, "model">;
  /** Goes on from the last of these places; the curves go on, too. */
  readonly continues?: {
    readonly metrics: Metrics;
    readonly places: readonly Snapshot[];
    /** Of the rows that it was made on: it goes on on these only. */
    readonly fingerprint: string | null;
  };
}

/** What is known of a run once its rows are. */
export interface StartedRun {
  readonly id: string;
  readonly spec: TrainingSpec;
  readonly updatesAnEpoch: number;
  /** The loss of all training rows at the weights that it starts from. */
  readonly startLoss: number;
  readonly noiseAtStart: GradientNoise;
}

/** A run as far as it has come: it can be kept, looked through and continued from this. */
export interface RunState {
  readonly run: Run;
  readonly places: readonly Snapshot[];
}

export type TrainingEvent =
  /** The share of the file that is read. */
  | { readonly type: "reading"; readonly share: number }
  | { readonly type: "dataset"; readonly dataset: DatasetSummary; readonly card: DataCard | null }
  | { readonly type: "started"; readonly runs: readonly StartedRun[] }
  | { readonly type: "progress"; readonly runId: string; readonly progress: Progress }
  /** The watched run as it is now: after each step, and now and then while it runs. */
  | { readonly type: "look"; readonly runId: string; readonly look: Look }
  /** The runs stand still, and all that was told before is where they stand. */
  | { readonly type: "held" }
  /** Every few seconds, when it pauses, and when it ends. */
  | { readonly type: "checkpoint"; readonly states: readonly RunState[] };

export type TrainingReply =
  | { readonly type: "runs"; readonly states: readonly RunState[] }
  | { readonly type: "problem"; readonly problem: DatasetProblem; readonly card: DataCard | null }
  /** A run was to go on, and its rows are not what they were. */
  | { readonly type: "changed"; readonly dataset: DatasetSummary; readonly card: DataCard | null }
  /** The model that was asked for can't learn the target. */
  | {
      readonly type: "unsuitable";
      readonly model: Model["kind"];
      readonly dataset: DatasetSummary;
      readonly card: DataCard | null;
    };

export type DatasetReply =
  | { readonly type: "dataset"; readonly dataset: DatasetSummary; readonly card: DataCard | null }
  | { readonly type: "problem"; readonly problem: DatasetProblem; readonly card: DataCard | null };

/** A kept run that is to be looked through: its rows have to be the same as when it was made. */
export interface OpenedRun {
  readonly id: string;
  readonly spec: TrainingSpec;
  readonly places: readonly Snapshot[];
  readonly fingerprint: string | null;
}

/** The runs are not open: the thread is new, or has let them go. */
interface NotOpen {
  readonly type: "not-open";
}

/** What the training thread can be asked. */
export type TrainingCalls = {
  /** What a data set is, without training on it. */
  inspect: { argument: DataFile; reply: DatasetReply; event: never };
  train: { argument: TrainingRequest; reply: TrainingReply; event: TrainingEvent };
  /** To runs under way. "stop" ends them where they are; `train` then replies with what it has. */
  control: {
    argument: {
      readonly group: string;
      readonly to: "pause" | "resume" | "stop" | "step-epoch" | "step-update";
    };
    reply: null;
    event: never;
  };
  /** Which of the runs under way is looked at. */
  watch: { argument: { readonly group: string; readonly runId: string }; reply: null; event: never };
  /** Takes kept runs in, so that `look` and `path` can be asked about them: those that were made on these very rows. */
  open: {
    argument: { readonly data: DataFile; readonly runs: readonly OpenedRun[] };
    reply: DatasetReply;
    event: never;
  };
  /** A run as it was after an epoch (0: at its start), or after the nearest one that can be had in time. */
  look: {
    argument: { readonly runId: string; readonly epoch: number };
    reply: { readonly type: "look"; readonly look: Look } | NotOpen;
    event: never;
  };
  /** The ways of runs over the loss; of the first run, and of the others as far as they are of the same model. */
  path: {
    argument: { readonly runIds: readonly string[] };
    reply:
      | {
          readonly type: "surfaces";
          readonly most: Surface | NoSurface;
          /** null where the model has no two weights that stand for features. */
          readonly slice: Surface | NoSurface | null;
        }
      | NotOpen;
    event: never;
  };
};
