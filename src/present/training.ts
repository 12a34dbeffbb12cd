import type { Translate } from "../base/translate";
import type { Look } from "../training/look";
import type { DataCard, DatasetSummary } from "../training/run";
import { cardView, type DataCardView } from "./training-card";
import { type ChoicesView, choicesView } from "./training-choices";
import { type ComparisonView, comparisonView } from "./training-comparison";
import { type DatasetView, datasetView } from "./training-dataset";
import { type EpochView, epochView, lastEpochView } from "./training-epoch";
import {
  epochsOf,
  type FocusView,
  focusView,
  type KnownRun,
  type RunRow,
  runName,
  runRow,
  type ShownRun,
  shownRun,
} from "./training-runs";
import type { DataOptions, TrainingSettings } from "./training-settings";

export type { ChoicesView, ChoiceView } from "./training-choices";

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

/** What the host knows; it keeps this up to date and builds the view from it. */
export interface TrainingState {
  readonly dataset: DatasetSummary | null;
  readonly card: DataCard | null;
  readonly dataOptions: DataOptions;
  readonly settings: TrainingSettings;
  readonly activity: ActivityView;
  /** The newest first; those under way are among them. */
  readonly runs: readonly KnownRun[];
  readonly shown: readonly string[];
  readonly focus: string | null;
  /** What was last seen of a run. */
  readonly look: { readonly runId: string; readonly look: Look; readonly note: string | null } | null;
  readonly deleted: readonly string[];
  readonly problems: readonly string[];
  readonly language: string;
}

/** Before anything is known. */
export function emptyState(settings: TrainingSettings, language = "en"): TrainingState {
  return {
    dataset: null,
    card: null,
    dataOptions: { target: null, missing: "drop-rows", without: [] },
    settings,
    activity: { kind: "idle" },
    runs: [],
    shown: [],
    focus: null,
    look: null,
    deleted: [],
    problems: [],
    language,
  };
}

export function trainingView(state: TrainingState, t: Translate): TrainingView {
  const { dataset, card, dataOptions, settings, runs } = state;
  const shown = state.shown.flatMap((id) => runs.find(({ run }) => run.id === id) ?? []);
  const focus = runs.find(({ run }) => run.id === state.focus);
  return {
    dataset: dataset === null ? null : datasetView(dataset, t),
    card: card === null ? null : cardView(card, dataOptions, t),
    dataOptions,
    settings,
    choices: choicesView(settings, dataset, t),
    activity: state.activity,
    shown: shown.map((known) => shownRun(known, t)),
    focus: focus === undefined ? null : focusView(focus, t),
    epoch: focusEpoch(state, t),
    comparison: comparisonView(shown, t),
    runs: runs.map((known) => runRow(known, state.language, t)),
    deleted: deletedSentence(state.deleted, t),
    runProblems: state.problems,
  };
}

/** The run in focus as it was last seen. */
export function focusEpoch(state: TrainingState, t: Translate): EpochView | null {
  const focus = state.runs.find(({ run }) => run.id === state.focus);
  if (focus === undefined) return null;
  const name = runName(focus, t);
  const { look } = state;
  if (look?.runId === focus.run.id) return epochView(focus.run, look.look, { name, note: look.note }, t);
  return epochsOf(focus) === 0 ? null : lastEpochView(focus.run, { name }, t);
}

function deletedSentence(names: readonly string[], t: Translate): string | null {
  const [first] = names;
  if (first === undefined) return null;
  return names.length === 1 ? t("{0} was deleted.", first) : t("{0} runs were deleted.", names.length);
}
