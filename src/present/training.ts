import type { Translate } from "../base/translate";
import type { DatasetSummary } from "../training/run";
import type { DataCardView } from "./training-card";
import { type DatasetView, datasetView } from "./training-dataset";
import type { EpochView } from "./training-epoch";
import { phaseOf, type RunState, type TrainingPhase } from "./training-phase";
import type { ComparisonView, FocusView, RunRow, ShownRun } from "./training-runs";
import type {
  ActivationChoice,
  DataOptions,
  ModelChoice,
  PolicyKind,
  TrainingSettings,
  WeightsChoice,
} from "./training-settings";

export type { ResultView, RunState, TrainingPhase } from "./training-phase";

/** Everything that the panel's Training screen shows, as plain data. */
export interface TrainingView {
  /** null while no data set is chosen yet. */
  readonly dataset: DatasetView | null;
  /** null while the data set is not read. */
  readonly card: DataCardView | null;
  /** What the learner decided about this data set. */
  readonly dataOptions: DataOptions;
  /** What the next run will use. */
  readonly settings: TrainingSettings;
  readonly choices: ChoicesView;
  readonly activity: ActivityView;
  /** The curves to draw: of the runs under way, else of those that are checked in the list. */
  readonly shown: readonly ShownRun[];
  readonly focus: FocusView | null;
  /** `focus` after its last epoch (while it runs: after the newest that was looked at). */
  readonly epoch: EpochView | null;
  /** Of `shown`, where it has two or more. */
  readonly comparison: ComparisonView | null;
  /** The newest first. */
  readonly runs: readonly RunRow[];
  /** "Deleted Batch." while it can be taken back; null else. */
  readonly deleted: string | null;
  /** What is wrong with the storage of runs, a sentence each: a damaged file, no space left. */
  readonly runProblems: readonly string[];
  /** @deprecated what `activity`, `focus` and `epoch` say together. */
  readonly phase: TrainingPhase;
}

/** What is under way. */
export type ActivityView =
  | { readonly kind: "idle" }
  /** The file is being read; `share` of 0 to 1 where it is known. */
  | { readonly kind: "reading"; readonly sentence: string; readonly share: number | null }
  | { readonly kind: "running"; readonly runIds: readonly string[]; readonly paused: boolean }
  /** No run came about: one clear sentence, and what can be done about it. */
  | { readonly kind: "failed"; readonly sentence: string; readonly offers: readonly OfferView[] };

export interface OfferView {
  readonly offer: Offer;
  readonly label: string;
}

/** What the learner can be offered when a run does not come about. */
export type Offer =
  | "choose-data"
  | "choose-target"
  | "fill-missing"
  | "sample-rows"
  | "suitable-model"
  | "train-again";

/** What each setting can be, in words; which models can learn the target. */
export interface ChoicesView {
  readonly policies: readonly ChoiceView<PolicyKind>[];
  readonly models: readonly ChoiceView<ModelChoice>[];
  readonly activations: readonly ChoiceView<ActivationChoice>[];
  readonly initialWeights: readonly ChoiceView<WeightsChoice>[];
  /** What the next run will train: "A logistic neuron, as the target has two classes." null: not known yet. */
  readonly modelSentence: string | null;
}

export interface ChoiceView<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly hint: string;
  /** Why it can't be chosen for this target; null where it can. */
  readonly problem: string | null;
}

/** What the host knows; it keeps this up to date and builds the view from it. */
export interface TrainingState {
  readonly dataset: DatasetSummary | null;
  readonly settings: TrainingSettings;
  readonly run: RunState;
}

/** Before anything is known. */
export function emptyTraining(settings: TrainingSettings): TrainingView {
  return {
    dataset: null,
    card: null,
    dataOptions: { target: null, missing: "drop-rows", without: [] },
    settings,
    choices: { policies: [], models: [], activations: [], initialWeights: [], modelSentence: null },
    activity: { kind: "idle" },
    shown: [],
    focus: null,
    epoch: null,
    comparison: null,
    runs: [],
    deleted: null,
    runProblems: [],
    phase: { kind: "idle" },
  };
}

export function trainingView(state: TrainingState, t: Translate): TrainingView {
  return {
    ...emptyTraining(state.settings),
    dataset: state.dataset === null ? null : datasetView(state.dataset, t),
    phase: phaseOf(state.run, t),
  };
}
