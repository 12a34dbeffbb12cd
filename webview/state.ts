import type { DerivationView, StepView } from "../src/present/derivation-view";
import type { ResultView, TrainingPhase, TrainingView } from "../src/present/training";
import { appendCurves, type CurvesView } from "../src/present/training-curves";
import type { SettingName, TrainingSettings } from "../src/present/training-settings";
import type { DerivationScreen, PanelView, Screen, ShapesScreen } from "../src/present/view";
import type { ToView, TrainingProgress } from "../src/protocol/panel";
import { checkSetting, settingNames } from "../src/protocol/settings";

/** All that the panel knows. One reducer changes it, the components draw it. */
export interface PanelState {
  readonly view: PanelView;
  /** The curves of the run that is shown, growing while it runs. */
  readonly curves: Curves | null;
  /** What the last run came to: it stays in sight, dimmed, while the next one runs. */
  readonly previous: ResultView | null;
  /** Whether an array has been in view: from then on an empty Shapes screen is a short hint, not the welcome again. */
  readonly hasShownShapes: boolean;
  readonly interface: InterfaceState;
}

/** What the reader has set in the panel itself: kept when the view is hidden, moved or reloaded. */
export interface InterfaceState {
  readonly screen: Screen;
  readonly scroll: Readonly<Record<Screen, number>>;
  /** Shown in place of `view.shapes` while pinned. */
  readonly pinnedShapes: ShapesScreen | null;
  readonly part: "sample" | "batch" | null;
  readonly openStep: string | null;
  readonly derivationPinned: boolean;
  /** How many steps were asked for, by derivation and part, while the others are hidden. */
  readonly revealed: Readonly<Record<string, number>>;
  /** "Why the transpose" is opened, and under it the list of the other orders. */
  readonly productOpen: boolean;
  readonly ordersOpen: boolean;
  /** Settings as typed, where they differ from the host's. */
  readonly draft: Readonly<Partial<Record<SettingName, string>>>;
  readonly settingsOpen: boolean;
  readonly scale: "log" | "linear";
  readonly allWeights: boolean;
}

export const initialInterface: InterfaceState = {
  screen: "shapes",
  scroll: { shapes: 0, derivation: 0, training: 0 },
  pinnedShapes: null,
  part: null,
  openStep: null,
  derivationPinned: false,
  revealed: {},
  productOpen: false,
  ordersOpen: false,
  draft: {},
  settingsOpen: false,
  scale: "log",
  allWeights: false,
};

/** The curves of a run, and how many epochs it is to have: the axis does not move while it runs. */
export interface Curves extends CurvesView {
  readonly runId: string;
  readonly epochs: number;
  readonly running: boolean;
}

/** What the reader does, beside the host's messages. */
export type ViewEvent =
  | { readonly type: "screenChosen"; readonly screen: Screen }
  | { readonly type: "scrolled"; readonly screen: Screen; readonly top: number }
  | { readonly type: "shapesPinned"; readonly pinned: boolean }
  | { readonly type: "partChosen"; readonly part: "sample" | "batch" }
  | { readonly type: "stepChosen"; readonly stepId: string }
  | { readonly type: "derivationPinned"; readonly pinned: boolean }
  /** So many steps of the part that is shown were asked for. */
  | { readonly type: "stepsRevealed"; readonly count: number }
  | { readonly type: "productToggled" }
  | { readonly type: "ordersToggled" }
  | { readonly type: "settingTyped"; readonly name: SettingName; readonly text: string }
  | { readonly type: "settingsReset" }
  | { readonly type: "settingsToggled" }
  | { readonly type: "scaleChosen"; readonly scale: "log" | "linear" }
  | { readonly type: "weightsToggled" };

export type PanelEvent = ToView | ViewEvent;

export function reduce(state: PanelState, event: PanelEvent): PanelState {
  switch (event.type) {
    case "view":
      return withDerivation(
        withTraining(withShapes({ ...state, view: event.view }, event.view.shapes), event.view.training),
        event.view.derivation,
      );
    case "shapes":
      return withShapes(state, event.shapes);
    case "derivation":
      return withDerivation(state, event.derivation);
    case "training":
      return withTraining(state, event.training);
    case "progress":
      return withProgress(state, event);
    case "currentStep":
      return withCurrentStep(state, event.stepId);
    case "openScreen":
      return withInterface(state, { screen: event.screen });
    case "epoch":
    case "path":
      return state;
    default:
      return reduceView(state, event);
  }
}

function reduceView(state: PanelState, event: ViewEvent): PanelState {
  const { interface: current, view } = state;
  switch (event.type) {
    case "screenChosen":
      return withInterface(state, { screen: event.screen });
    case "scrolled":
      return withInterface(state, { scroll: { ...current.scroll, [event.screen]: event.top } });
    case "shapesPinned":
      return withInterface(state, { pinnedShapes: event.pinned ? view.shapes : null });
    case "partChosen":
      return withInterface(state, { part: event.part, openStep: counterpart(state, event.part) });
    case "stepChosen":
      return withInterface(state, { openStep: event.stepId });
    case "derivationPinned":
      return withPin(state, event.pinned);
    case "stepsRevealed":
      return withRevealed(state, event.count);
    case "productToggled":
      return withInterface(state, { productOpen: !current.productOpen });
    case "ordersToggled":
      return withInterface(state, { ordersOpen: !current.ordersOpen });
    case "settingTyped":
      return withInterface(state, { draft: { ...current.draft, [event.name]: event.text } });
    case "settingsReset":
      return withInterface(state, { draft: {} });
    case "settingsToggled":
      return withInterface(state, { settingsOpen: !current.settingsOpen });
    case "scaleChosen":
      return withInterface(state, { scale: event.scale });
    case "weightsToggled":
      return withInterface(state, { allWeights: !current.allWeights });
  }
}

function withInterface(state: PanelState, change: Partial<InterfaceState>): PanelState {
  return { ...state, interface: { ...state.interface, ...change } };
}

function withShapes(state: PanelState, shapes: ShapesScreen): PanelState {
  const hasShownShapes = state.hasShownShapes || shapes.view.state !== "empty";
  return { ...state, view: { ...state.view, shapes }, hasShownShapes };
}

// Derivation

/** A new derivation: the step that was open stays open as long as it is still there. */
function withDerivation(state: PanelState, derivation: DerivationScreen): PanelState {
  const next = { ...state, view: { ...state.view, derivation } };
  if (derivation.kind === "empty") return next;
  const { view } = derivation;
  const { openStep, derivationPinned } = state.interface;
  const kept = openStep !== null && stepOf(view, openStep) !== null;
  if (kept && (derivationPinned || view.currentStep === null)) return next;
  return follow(next, view, view.currentStep ?? (kept ? openStep : null));
}

function withCurrentStep(state: PanelState, stepId: string | null): PanelState {
  const { derivation } = state.view;
  if (derivation.kind === "empty") return state;
  const view = { ...derivation.view, currentStep: stepId };
  const next = { ...state, view: { ...state.view, derivation: { ...derivation, view } } };
  return state.interface.derivationPinned || stepId === null ? next : follow(next, view, stepId);
}

/**
 * Opens the step that the cursor is on. Several steps may be computed by one line; when the open one is among them, it
 * stays open, or choosing a step would jump to another as soon as its line is selected.
 */
function follow(state: PanelState, view: DerivationView, stepId: string | null): PanelState {
  const found = stepId === null ? null : stepOf(view, stepId);
  const open = state.interface.openStep === null ? null : stepOf(view, state.interface.openStep);
  if (found === null) return open === null ? withInterface(state, { openStep: null }) : state;
  const openLine = open?.step.code?.line;
  const sameLine = openLine !== undefined && openLine === found.step.code?.line;
  return sameLine ? state : withInterface(state, { part: found.part, openStep: found.step.id });
}

function withPin(state: PanelState, pinned: boolean): PanelState {
  const next = withInterface(state, { derivationPinned: pinned });
  const { derivation } = state.view;
  if (pinned || derivation.kind === "empty") return next;
  return follow(next, derivation.view, derivation.view.currentStep);
}

function stepOf(view: DerivationView, id: string): { part: "sample" | "batch"; step: StepView } | null {
  for (const part of view.parts) {
    const step = part.steps.find((each) => each.id === id);
    if (step !== undefined) return { part: part.kind, step };
  }
  return null;
}

/** The step about the same thing in the other part, so that one sample and the batch can be compared by switching. */
function counterpart(state: PanelState, kind: "sample" | "batch"): string | null {
  const { derivation } = state.view;
  const { openStep } = state.interface;
  if (derivation.kind === "empty" || openStep === null) return null;
  const topic = stepOf(derivation.view, openStep)?.step.topic;
  const part = derivation.view.parts.find((each) => each.kind === kind);
  return part?.steps.find((step) => step.topic === topic)?.id ?? null;
}

/** The part that is shown, how many of its steps can be seen, and the open one: the first until another is chosen. */
export function openStepOf(state: PanelState, view: DerivationView) {
  const { part: wanted, openStep } = state.interface;
  const part = view.parts.find((each) => each.kind === wanted) ?? view.parts.at(-1);
  if (part === undefined) return null;
  const seen = seenSteps(state, view, part);
  const chosen = part.steps.findIndex((step) => step.id === openStep);
  const index = Math.min(Math.max(0, chosen), seen - 1);
  const step = part.steps[index];
  return step === undefined ? null : { part, step, index, seen };
}

/** While hints come first, one step is seen until more are asked for. */
function seenSteps(state: PanelState, view: DerivationView, part: DerivationView["parts"][number]): number {
  if (!view.hintsFirst) return part.steps.length;
  return Math.min(state.interface.revealed[revealKey(view, part.kind)] ?? 1, part.steps.length);
}

function revealKey(view: DerivationView, part: "sample" | "batch"): string {
  return `${view.uri} ${view.model} ${part}`;
}

/** The derivations of more files than this are not remembered. */
const mostRevealed = 20;

/** Steps that were asked for: the last of them opens. */
function withRevealed(state: PanelState, count: number): PanelState {
  const { derivation } = state.view;
  if (derivation.kind === "empty") return state;
  const open = openStepOf(state, derivation.view);
  if (open === null) return state;
  const key = revealKey(derivation.view, open.part.kind);
  const others = Object.entries(state.interface.revealed).filter(([each]) => each !== key);
  const revealed = Object.fromEntries([...others.slice(-mostRevealed), [key, count]]);
  const next = open.part.steps[Math.min(count, open.part.steps.length) - 1];
  const all = count >= open.part.steps.length && count - open.seen > 1;
  return withInterface(state, {
    revealed,
    openStep: all || next === undefined ? open.step.id : next.id,
  });
}

// Training

function withTraining(state: PanelState, training: TrainingView): PanelState {
  const draft = remainingDraft(state.interface.draft, training.settings);
  const { phase } = training;
  const previous = phase.kind === "finished" || phase.kind === "stopped" ? phase.result : state.previous;
  const next = { ...state, view: { ...state.view, training }, curves: curvesOf(phase), previous };
  return draft === state.interface.draft ? next : withInterface(next, { draft });
}

/** What is typed is dropped once the host uses the same number. */
function remainingDraft(draft: InterfaceState["draft"], settings: TrainingSettings): InterfaceState["draft"] {
  const kept = settingNames.filter((name) => {
    const text = draft[name];
    if (text === undefined) return false;
    const check = checkSetting(name, text);
    return !check.ok || check.value !== settings[name];
  });
  if (kept.length === Object.keys(draft).length) return draft;
  return Object.fromEntries(kept.map((name) => [name, draft[name] ?? ""]));
}

function curvesOf(phase: TrainingPhase): Curves | null {
  switch (phase.kind) {
    case "idle":
    case "failed":
      return null;
    case "running":
      return { ...phase.curves, runId: phase.runId, epochs: phase.epochs, running: true };
    case "finished":
    case "stopped":
    case "diverged":
      return {
        ...phase.result.curves,
        runId: phase.result.runId,
        epochs: phase.result.epochs,
        running: false,
      };
  }
}

/** New entries of the running run; those of another run are ignored. */
function withProgress(state: PanelState, progress: TrainingProgress): PanelState {
  const { curves } = state;
  if (curves === null || !curves.running || curves.runId !== progress.runId) return state;
  return { ...state, curves: { ...curves, ...appendCurves(curves, progress.curves, progress.replaces) } };
}

/** The epoch that the curves have come to; 0 before the first. */
export function lastEpoch(curves: Curves | null): number {
  return curves?.epochNumbers.at(-1) ?? 0;
}

/** The settings as they stand in the form: each with its text, and what is wrong with it. */
export function settingsInForm(state: PanelState) {
  const { draft } = state.interface;
  const { settings } = state.view.training;
  return settingNames.map((name) => {
    const text = draft[name] ?? String(settings[name]);
    return { name, text, check: checkSetting(name, text) };
  });
}

/** The settings of the form, or null while one of them can't be used. */
export function usableSettings(state: PanelState): TrainingSettings | null {
  const settings = { ...state.view.training.settings };
  for (const { name, check } of settingsInForm(state)) {
    if (!check.ok) return null;
    settings[name] = check.value;
  }
  return settings;
}
