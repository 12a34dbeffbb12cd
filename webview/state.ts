import type { DerivationView, StepView } from "../src/present/derivation-view";
import type { Reading } from "../src/present/picture/light";
import type { DerivationScreen, PanelView, Screen, ShapesScreen } from "../src/present/view";
import type { ToView } from "../src/protocol/panel";
import {
  emptyLive,
  initialTraining,
  reduceTold,
  reduceTraining,
  type TrainingEvent,
  type TrainingInterface,
  type TrainingLive,
  type TrainingPart,
} from "./training/state";

/** All that the panel knows. One reducer changes it, the components draw it. */
export interface PanelState {
  readonly view: PanelView;
  /** What the host tells the Training screen beside its view. */
  readonly training: TrainingLive;
  /** Whether an array has been in view: from then on an empty Shapes screen is a short hint, not the welcome again. */
  readonly hasShownShapes: boolean;
  readonly interface: InterfaceState;
}

/** The three readings of a product: rows by columns, columns mixed, outer products added up. */
export const readings = ["row-column", "mix", "outers"] as const satisfies readonly Reading[];

/** What the reader has set in the panel itself: kept when the view is hidden, moved or reloaded. */
export interface InterfaceState {
  readonly screen: Screen;
  readonly scroll: Readonly<Record<Screen, number>>;
  /** Shown in place of `view.shapes` while pinned. */
  readonly pinnedShapes: ShapesScreen | null;
  /** How a product is read. */
  readonly reading: Reading;
  /** Whether a shape is asked for before it is shown. */
  readonly predicting: boolean;
  /** Whether the whole function is shown. */
  readonly flowOpen: boolean;
  readonly part: "sample" | "batch" | null;
  readonly openStep: string | null;
  readonly derivationPinned: boolean;
  /** How many steps were asked for, by derivation and part, while the others are hidden. */
  readonly revealed: Readonly<Record<string, number>>;
  /** "Why the transpose" is opened, and under it the list of the other orders. */
  readonly productOpen: boolean;
  readonly ordersOpen: boolean;
  readonly training: TrainingInterface;
}

export const initialInterface: InterfaceState = {
  screen: "shapes",
  scroll: { shapes: 0, derivation: 0, training: 0, lesson: 0 },
  pinnedShapes: null,
  reading: "row-column",
  predicting: false,
  flowOpen: false,
  part: null,
  openStep: null,
  derivationPinned: false,
  revealed: {},
  productOpen: false,
  ordersOpen: false,
  training: initialTraining,
};

/** A panel of which nothing is known yet but what the reader had set before. */
export function emptyState(view: PanelView, kept: InterfaceState): PanelState {
  return { view, training: emptyLive, hasShownShapes: false, interface: kept };
}

/** What the reader does, beside the host's messages. */
export type ViewEvent =
  | { readonly type: "screenChosen"; readonly screen: Screen }
  | { readonly type: "scrolled"; readonly screen: Screen; readonly top: number }
  | { readonly type: "shapesPinned"; readonly pinned: boolean }
  | { readonly type: "readingChosen"; readonly reading: Reading }
  | { readonly type: "predictionToggled" }
  | { readonly type: "flowToggled" }
  | { readonly type: "partChosen"; readonly part: "sample" | "batch" }
  | { readonly type: "stepChosen"; readonly stepId: string }
  | { readonly type: "derivationPinned"; readonly pinned: boolean }
  /** So many steps of the part that is shown were asked for. */
  | { readonly type: "stepsRevealed"; readonly count: number }
  | { readonly type: "productToggled" }
  | { readonly type: "ordersToggled" }
  | TrainingEvent;

export type PanelEvent = ToView | ViewEvent;

export function reduce(state: PanelState, event: PanelEvent): PanelState {
  switch (event.type) {
    case "view":
      return withDerivation(
        withTraining(withShapes(withoutTraining(state, event.view), event.view.shapes), (part) =>
          reduceTold(part, { type: "training", training: event.view.training }),
        ),
        event.view.derivation,
      );
    case "shapes":
      return withShapes(state, event.shapes);
    case "derivation":
      return withDerivation(state, event.derivation);
    case "lesson":
      return { ...state, view: { ...state.view, lesson: event.lesson } };
    case "training":
    case "progress":
    case "epoch":
    case "path":
      return withTraining(state, (part) => reduceTold(part, event));
    case "currentStep":
      return withCurrentStep(state, event.stepId);
    case "openScreen":
      return withInterface(state, { screen: event.screen });
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
    case "readingChosen":
      return withInterface(state, { reading: event.reading });
    case "predictionToggled":
      return withInterface(state, { predicting: !current.predicting });
    case "flowToggled":
      return withInterface(state, { flowOpen: !current.flowOpen });
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
    default:
      return withTraining(state, (part) => reduceTraining(part, event));
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

/** The same step of the other part, of the same layer, so that one sample and the batch can be compared by switching. */
function counterpart(state: PanelState, kind: "sample" | "batch"): string | null {
  const { derivation } = state.view;
  const { openStep } = state.interface;
  if (derivation.kind === "empty" || openStep === null) return null;
  const name = (id: string) => id.slice(id.indexOf("/") + 1);
  const topic = stepOf(derivation.view, openStep)?.step.topic;
  const steps = derivation.view.parts.find((each) => each.kind === kind)?.steps;
  const same = steps?.find((step) => name(step.id) === name(openStep));
  return (same ?? steps?.find((step) => step.topic === topic))?.id ?? null;
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

export function trainingPartOf(state: PanelState): TrainingPart {
  return { view: state.view.training, live: state.training, ui: state.interface.training };
}

function withTraining(state: PanelState, change: (part: TrainingPart) => TrainingPart): PanelState {
  const before = trainingPartOf(state);
  const after = change(before);
  if (after === before) return state;
  const { view, live, ui } = after;
  // A curve that streams changes neither the view nor what the reader has set: what depends on these stays as it is.
  return {
    ...state,
    view: view === before.view ? state.view : { ...state.view, training: view },
    training: live,
    interface: ui === before.ui ? state.interface : { ...state.interface, training: ui },
  };
}

/** The view's other parts: the Training screen compares its new one with the one before. */
function withoutTraining(state: PanelState, view: PanelView): PanelState {
  return { ...state, view: { ...view, training: state.view.training } };
}
