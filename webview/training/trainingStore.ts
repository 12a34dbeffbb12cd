import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import { dispatch, panel, post, screen, trainingView } from "../store";
import type { ChartRun } from "./chartCurves";
import {
  epochInSight,
  focusedRun,
  isMoving,
  isRunning,
  lastEpoch,
  type TrainingPart,
  usableSettings,
  wantedEpoch,
} from "./state";

/** The parts of the state that components read, each a signal of its own: a curve that streams redraws the curve alone. */
export const trainingUi = computed(() => panel.value.interface.training);
const live = computed(() => panel.value.training);
export const shownRuns: ReadonlySignal<readonly ChartRun[]> = computed(() => live.value.shown);
export const epochView = computed(() => live.value.epoch);
export const pathView = computed(() => live.value.path);
export const zoom = computed(() => live.value.zoom);
export const trainingPart: ReadonlySignal<TrainingPart> = computed(() => ({
  view: trainingView.value,
  live: live.value,
  ui: trainingUi.value,
}));
export const focused = computed(() => focusedRun(trainingPart.value));
export const epochNow = computed(() => epochInSight(trainingPart.value));
export const running = computed(() => isRunning(trainingView.value));
export const moving = computed(() => isMoving(trainingView.value));
export const settings = computed(() => usableSettings(trainingPart.value));

/** Goes to an epoch of the run in focus. At the last one the reader follows the run, and does not stand still. */
export function chooseEpoch(epoch: number): void {
  const last = lastEpoch(focused.peek());
  const within = Math.min(last, Math.max(1, epoch));
  dispatch({ type: "epochChosen", epoch: within === last ? null : within });
}

/** Wide enough for two columns side by side. */
export const wide = signal(false);
export const reducedMotion = signal(false);

/** Asks for what the screen shows and does not have, and watches the width. */
export function connectTraining(): void {
  watch("(min-width: 560px)", wide);
  watch("(prefers-reduced-motion: reduce)", reducedMotion);
  askForEpochs();
  askForPaths();
}

function watch(query: string, into: typeof wide): void {
  const found = window.matchMedia(query);
  into.value = found.matches;
  found.addEventListener("change", ({ matches }) => {
    into.value = matches;
  });
}

/** The epoch that the reader stands at, at most once a frame: only the newest question is worth an answer. */
function askForEpochs(): void {
  const key = computed(() => {
    const wanted = wantedEpoch(trainingPart.value);
    return wanted === null ? null : JSON.stringify([wanted.runId, wanted.epoch]);
  });
  let frame = 0;
  effect(() => {
    if (key.value === null) return;
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      const wanted = wantedEpoch(trainingPart.peek());
      if (wanted !== null) post({ type: "epochRequested", ...wanted });
    });
  });
}

/** The way of the weights, once a set of runs has come to its end; a run that was continued is another one. */
function askForPaths(): void {
  const key = computed(() => {
    const { shown } = live.value;
    if (screen.value !== "training" || running.value || shown.length === 0) return null;
    return JSON.stringify(shown.map((run) => [run.runId, run.curves.epochNumbers.at(-1) ?? 0]));
  });
  effect(() => {
    if (key.value === null) return;
    post({ type: "pathRequested", runIds: live.peek().shown.map((run) => run.runId) });
  });
}
