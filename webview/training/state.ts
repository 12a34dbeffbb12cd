import { assertNever } from "../../src/base/never";
import type { TrainingView } from "../../src/present/training";
import { appendCurves } from "../../src/present/training-curves";
import type { EpochView } from "../../src/present/training-epoch";
import type { PathView } from "../../src/present/training-path";
import type { ShownRun } from "../../src/present/training-runs";
import type { PolicyKind, SettingName, TrainingSettings } from "../../src/present/training-settings";
import type { TrainingProgress } from "../../src/protocol/panel";
import {
  checkSetting,
  lessonSettings,
  policyKinds,
  settingNames,
  undecidedData,
} from "../../src/protocol/settings";
import type { Range, ScaleKind } from "../chartScale";
import type { Axis, Measure } from "./chartCurves";

/** The Training screen's part of the panel's state. */
export interface TrainingPart {
  readonly view: TrainingView;
  readonly live: TrainingLive;
  readonly ui: TrainingInterface;
}

/** What the host sends beside the view, as it stands now. */
export interface TrainingLive {
  /** The runs whose curves are drawn, growing while they run. */
  readonly shown: readonly ShownRun[];
  /** The run in focus after the epoch that is looked at; of a moment before, while the new one is on its way. */
  readonly epoch: EpochView | null;
  readonly path: PathView | null;
  /** The part of the axis that is looked at; null: the whole of it. */
  readonly zoom: Range | null;
}

export const emptyLive: TrainingLive = { shown: [], epoch: null, path: null, zoom: null };

/** What is shown until the host has told anything. (The host builds its own; with it all its sentences would come along.) */
export const unknownTraining: TrainingView = {
  dataset: null,
  card: null,
  dataOptions: undecidedData,
  settings: lessonSettings,
  choices: { policies: [], models: [], activations: [], initialWeights: [], orders: [], modelSentence: null },
  activity: { kind: "idle" },
  shown: [],
  focus: null,
  epoch: null,
  comparison: null,
  runs: [],
  deleted: null,
  runProblems: [],
};

/** Settings that are chosen from a few, where they differ from the host's. */
export type Choices = Partial<
  Pick<TrainingSettings, "policies" | "model" | "activation" | "initialWeights" | "order">
>;

/** What the reader has set in this screen: kept with the page. */
export interface TrainingInterface {
  /** Settings as typed, where they differ from the host's. */
  readonly draft: Readonly<Partial<Record<SettingName, string>>>;
  readonly choices: Choices;
  readonly settingsOpen: boolean;
  readonly cardOpen: boolean;
  readonly scale: ScaleKind;
  readonly axis: Axis;
  readonly measure: Measure;
  /** The layers, by their place, whose weights are all shown. */
  readonly allWeights: readonly number[];
  readonly plane: "most" | "slice";
  /** Which curve is going to be the least steady, as the reader guesses. */
  readonly guess: PolicyKind | null;
  /** The epoch that is looked at; null: the last. */
  readonly epoch: number | null;
  /** A row is called the second class above this many hundredths. */
  readonly threshold: number;
}

export const initialTraining: TrainingInterface = {
  draft: {},
  choices: {},
  settingsOpen: false,
  cardOpen: false,
  scale: "log",
  axis: "epochs",
  measure: "end",
  allWeights: [],
  plane: "most",
  guess: null,
  epoch: null,
  threshold: 50,
};

/** What the reader does in this screen. */
export type TrainingEvent =
  | { readonly type: "settingTyped"; readonly name: SettingName; readonly text: string }
  | { readonly type: "settingChosen"; readonly choices: Choices }
  | { readonly type: "policyToggled"; readonly policy: PolicyKind }
  | { readonly type: "settingsToggled" }
  | { readonly type: "cardToggled" }
  | { readonly type: "scaleChosen"; readonly scale: ScaleKind }
  | { readonly type: "axisChosen"; readonly axis: Axis }
  | { readonly type: "measureChosen"; readonly measure: Measure }
  | { readonly type: "zoomed"; readonly to: Range | null }
  | { readonly type: "weightsToggled"; readonly layer: number }
  | { readonly type: "planeChosen"; readonly plane: "most" | "slice" }
  | { readonly type: "guessed"; readonly policy: PolicyKind | null }
  /** null: follow the last epoch again. */
  | { readonly type: "epochChosen"; readonly epoch: number | null }
  | { readonly type: "thresholdMoved"; readonly threshold: number };

/** What the host tells this screen. */
export type TrainingTold =
  | { readonly type: "training"; readonly training: TrainingView }
  | TrainingProgress
  | { readonly type: "epoch"; readonly epoch: EpochView }
  | { readonly type: "path"; readonly path: PathView };

export function reduceTold(part: TrainingPart, event: TrainingTold): TrainingPart {
  switch (event.type) {
    case "training":
      return withView(part, event.training);
    case "progress":
      return withProgress(part, event);
    case "epoch":
      return withEpoch(part, event.epoch);
    case "path":
      return { ...part, live: { ...part.live, path: event.path } };
    default:
      return assertNever(event);
  }
}

export function reduceTraining(part: TrainingPart, event: TrainingEvent): TrainingPart {
  const { ui, live } = part;
  const set = (change: Partial<TrainingInterface>): TrainingPart => ({ ...part, ui: { ...ui, ...change } });
  switch (event.type) {
    case "settingTyped":
      return set({ draft: { ...ui.draft, [event.name]: event.text } });
    case "settingChosen":
      return set({ choices: { ...ui.choices, ...event.choices } });
    case "policyToggled":
      return set({ choices: { ...ui.choices, policies: toggled(policiesOf(part), event.policy) } });
    case "settingsToggled":
      return set({ settingsOpen: !ui.settingsOpen });
    case "cardToggled":
      return set({ cardOpen: !ui.cardOpen });
    case "scaleChosen":
      return set({ scale: event.scale });
    case "axisChosen":
      return { ...set({ axis: event.axis }), live: { ...live, zoom: null } };
    case "measureChosen":
      return set({ measure: event.measure });
    case "zoomed":
      return { ...part, live: { ...live, zoom: event.to } };
    case "weightsToggled":
      return set({ allWeights: withOrWithout(ui.allWeights, event.layer) });
    case "planeChosen":
      return set({ plane: event.plane });
    case "guessed":
      return set({ guess: event.policy });
    case "epochChosen":
      return set({ epoch: event.epoch });
    case "thresholdMoved":
      return set({ threshold: Math.min(100, Math.max(0, event.threshold)) });
    default:
      return assertNever(event);
  }
}

function withOrWithout(layers: readonly number[], layer: number): readonly number[] {
  return layers.includes(layer) ? layers.filter((each) => each !== layer) : [...layers, layer];
}

/** In the order of the chips; the last one that is pressed can't be let go of. */
function toggled(policies: readonly PolicyKind[], policy: PolicyKind): readonly PolicyKind[] {
  const next = policyKinds.filter((each) => (each === policy) !== policies.includes(each));
  return next.length === 0 ? policies : next;
}

function withView(part: TrainingPart, view: TrainingView): TrainingPart {
  const { live, ui } = part;
  // A new run is watched to its end, wherever the reader had stood in the one before.
  const epoch = isNewRun(part.view, view) ? null : ui.epoch;
  const kept = live.epoch?.runId === view.focus?.runId && epoch !== null;
  const zoom = sameRuns(live.shown, view.shown) ? live.zoom : null;
  return {
    view,
    live: { ...live, shown: view.shown, epoch: kept ? live.epoch : (view.epoch ?? stale(live, view)), zoom },
    ui: { ...ui, epoch, draft: remainingDraft(ui, view), choices: remainingChoices(ui, view) },
  };
}

/** A run that goes on and was not in focus; or one that was not in the list, as a short one may have ended already. */
function isNewRun(before: TrainingView, { focus, runs, activity }: TrainingView): boolean {
  if (focus === null || focus.runId === before.focus?.runId) return false;
  const wasListed = before.runs.some((run) => run.runId === focus.runId);
  const isListed = runs.some((run) => run.runId === focus.runId);
  return activity.kind === "running" || (before.runs.length > 0 && !wasListed && isListed);
}

/** The figures of the run before stay in sight, dimmed, until the next one has its own: so nothing jumps. */
function stale(live: TrainingLive, view: TrainingView): EpochView | null {
  return view.focus === null ? null : live.epoch;
}

function sameRuns(before: readonly ShownRun[], after: readonly ShownRun[]): boolean {
  return before.length === after.length && before.every((run, index) => run.runId === after[index]?.runId);
}

/** New entries of a running run; those of another run are ignored. */
function withProgress(part: TrainingPart, { runId, curves, replaces }: TrainingProgress): TrainingPart {
  const { live } = part;
  if (!live.shown.some((run) => run.runId === runId && run.running)) return part;
  const shown = live.shown.map((run) =>
    run.runId === runId ? { ...run, curves: appendCurves(run.curves, curves, replaces) } : run,
  );
  return { ...part, live: { ...live, shown } };
}

/**
 * An epoch of the run in focus. While the reader stands at an epoch of a run that goes on, what the run has come to since
 * is not shown: only what is at least as near to where the reader stands.
 */
function withEpoch(part: TrainingPart, epoch: EpochView): TrainingPart {
  const { view, live, ui } = part;
  if (epoch.runId !== view.focus?.runId) return part;
  const before = live.epoch;
  if (ui.epoch !== null && before?.runId === epoch.runId) {
    const distance = (each: EpochView) => Math.abs(each.epoch - (ui.epoch ?? 0));
    if (isRunning(view) && distance(epoch) > distance(before)) return part;
  }
  return { ...part, live: { ...live, epoch } };
}

/** What is typed is dropped once the host uses the same number. */
function remainingDraft(
  { draft }: TrainingInterface,
  { settings }: TrainingView,
): TrainingInterface["draft"] {
  const kept = settingNames.filter((name) => {
    const text = draft[name];
    if (text === undefined) return false;
    const check = checkSetting(name, text);
    return !check.ok || check.value !== settings[name];
  });
  if (kept.length === Object.keys(draft).length) return draft;
  return Object.fromEntries(kept.map((name) => [name, draft[name] ?? ""]));
}

function remainingChoices({ choices }: TrainingInterface, { settings }: TrainingView): Choices {
  const { policies, model, activation, initialWeights, order } = choices;
  return {
    ...(policies === undefined || String(policies) === String(settings.policies) ? {} : { policies }),
    ...(model === undefined || model === settings.model ? {} : { model }),
    ...(activation === undefined || activation === settings.activation ? {} : { activation }),
    ...(initialWeights === undefined || initialWeights === settings.initialWeights ? {} : { initialWeights }),
    ...(order === undefined || order === settings.order ? {} : { order }),
  };
}

export function isRunning({ activity }: TrainingView): boolean {
  return activity.kind === "running";
}

/** A run goes forward by itself: not while it is paused. */
export function isMoving({ activity }: TrainingView): boolean {
  return activity.kind === "running" && !activity.paused;
}

export function policiesOf({ view, ui }: TrainingPart): readonly PolicyKind[] {
  return ui.choices.policies ?? view.settings.policies;
}

/** The settings as they stand in the form: each with its text, and what is wrong with it. */
export function settingsInForm({ view, ui }: TrainingPart) {
  return settingNames.map((name) => {
    const text = ui.draft[name] ?? String(view.settings[name]);
    return { name, text, check: checkSetting(name, text) };
  });
}

/** The settings of the form, or null while one of them can't be used. */
export function usableSettings(part: TrainingPart): TrainingSettings | null {
  const typed: Partial<Record<SettingName, number>> = {};
  for (const { name, check } of settingsInForm(part)) {
    if (!check.ok) return null;
    typed[name] = check.value;
  }
  return { ...part.view.settings, ...typed, ...part.ui.choices };
}

/** The last epoch that a run has come to; 0 before the first. */
export function lastEpoch(run: Pick<ShownRun, "curves"> | null): number {
  return run?.curves.epochNumbers.at(-1) ?? 0;
}

/** The run in focus, where its curve is among those that are drawn; else the first of these. */
export function focusedRun({ view, live }: Pick<TrainingPart, "view" | "live">): ShownRun | null {
  return live.shown.find((run) => run.runId === view.focus?.runId) ?? live.shown[0] ?? null;
}

/** The epoch that is looked at: where the reader stands, else the last; 0 before the first. */
export function epochInSight(part: TrainingPart): number {
  const last = lastEpoch(focusedRun(part));
  return part.ui.epoch === null ? last : Math.min(part.ui.epoch, last);
}

/** The epoch to ask the host for, with its run; null while the newest is what is shown. */
export function wantedEpoch(part: TrainingPart): { readonly runId: string; readonly epoch: number } | null {
  const { view, live, ui } = part;
  const runId = view.focus?.runId;
  if (runId === undefined) return null;
  const epoch = ui.epoch === null ? view.epoch?.epoch : epochInSight(part);
  if (epoch === undefined || epoch === 0) return null;
  if (ui.epoch === null && isRunning(view)) return null;
  return live.epoch?.runId === runId && live.epoch.epoch === epoch ? null : { runId, epoch };
}
