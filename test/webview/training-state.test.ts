import { beforeAll, describe, expect, it } from "vitest";
import type { TrainingView } from "../../src/present/training";
import type { EpochView } from "../../src/present/training-epoch";
import { lessonSettings } from "../../src/protocol/settings";
import {
  emptyLive,
  epochInSight,
  initialTraining,
  lastEpoch,
  policiesOf,
  reduceTold,
  reduceTraining,
  settingsInForm,
  type TrainingEvent,
  type TrainingPart,
  type TrainingTold,
  unknownTraining,
  usableSettings,
  wantedEpoch,
} from "../../webview/training/state";
import { endedScreen, epochOf, runningScreen, type Trained, threePolicies } from "./harness/trainingFixtures";

const start: TrainingPart = { view: unknownTraining, live: emptyLive, ui: initialTraining };

let batch: Trained;
let running: TrainingView;
let ended: TrainingView;
let at: (epoch: number) => Promise<EpochView>;
beforeAll(async () => {
  const [first] = await threePolicies();
  if (first === undefined) throw new Error("no run");
  batch = first;
  running = await runningScreen([batch], 40, "en");
  ended = await endedScreen([batch], "en");
  at = (epoch) => epochOf(batch, epoch, "en");
}, 60_000);

const told = (part: TrainingPart, ...events: readonly TrainingTold[]) => events.reduce(reduceTold, part);
const done = (part: TrainingPart, ...events: readonly TrainingEvent[]) => events.reduce(reduceTraining, part);

const points = (...epochs: number[]) => ({
  epochNumbers: Float64Array.from(epochs),
  trainLoss: Float64Array.from(epochs, (epoch) => 10 / epoch),
  validationLoss: Float64Array.from(epochs, (epoch) => 20 / epoch),
  endOfEpochLoss: Float64Array.from(epochs, (epoch) => 9 / epoch),
  seconds: Float64Array.from(epochs, (epoch) => epoch / 100),
});

describe("the curves", () => {
  const progress = (runId: string, curves: ReturnType<typeof points>, replaces = false): TrainingTold => ({
    type: "progress",
    runId,
    curves,
    replaces,
  });

  it("grow with the progress of a run that is shown, and pass over what they have", () => {
    const part = told(
      start,
      { type: "training", training: running },
      progress(batch.run.id, points(41, 42)),
      progress(batch.run.id, points(42, 43)),
    );
    expect(lastEpoch(part.live.shown[0] ?? null)).toBe(43);
    expect(part.live.shown[0]?.curves.epochNumbers).toHaveLength(43);
  });

  it("start anew when the trainer has thinned them", () => {
    const part = told(
      start,
      { type: "training", training: running },
      progress(batch.run.id, points(2, 44), true),
    );
    expect(part.live.shown[0]?.curves).toEqual(points(2, 44));
  });

  it("ignore another run, and a run that has ended", () => {
    const part = told(start, { type: "training", training: ended });
    expect(told(part, progress("other", points(1)))).toBe(part);
    expect(told(part, progress(batch.run.id, points(101)))).toBe(part);
  });
});

describe("the epoch in view", () => {
  it("follows a run until the reader stands still", async () => {
    const part = told(start, { type: "training", training: running });
    expect(epochInSight(part)).toBe(40);
    expect(wantedEpoch(part)).toBeNull();
    const standing = done(part, { type: "epochChosen", epoch: 12 });
    expect(wantedEpoch(standing)).toEqual({ runId: batch.run.id, epoch: 12 });
    const answered = told(standing, { type: "epoch", epoch: await at(12) });
    expect(answered.live.epoch?.epoch).toBe(12);
    expect(wantedEpoch(answered)).toBeNull();
    // What the run has come to since is not what the reader looks at.
    expect(told(answered, { type: "epoch", epoch: await at(41) }).live.epoch?.epoch).toBe(12);
    const following = done(answered, { type: "epochChosen", epoch: null });
    expect(told(following, { type: "epoch", epoch: await at(41) }).live.epoch?.epoch).toBe(41);
  });

  it("asks for the last epoch again when the reader comes back to it", async () => {
    const part = told(start, { type: "training", training: ended }, { type: "epoch", epoch: await at(7) });
    expect(wantedEpoch(part)).toEqual({ runId: batch.run.id, epoch: 100 });
  });

  it("is the last one again when another run starts, and no answer of another run is taken", async () => {
    const standing = done(told(start, { type: "training", training: ended }), {
      type: "epochChosen",
      epoch: 7,
    });
    const begun = await runningScreen([batch], 0, "en");
    const other: TrainingView = {
      ...begun,
      focus: begun.focus === null ? null : { ...begun.focus, runId: "next" },
      shown: begun.shown.map((run) => ({ ...run, runId: "next" })),
    };
    const next = told(standing, { type: "training", training: other });
    expect(next.ui.epoch).toBeNull();
    // The figures of the run before stay, to be dimmed, so that nothing jumps.
    expect(next.live.epoch?.runId).toBe(batch.run.id);
    expect(told(next, { type: "epoch", epoch: await at(9) })).toBe(next);
  });
});

it("is watched to its end, a run that had ended before anything was told of it; one of the list keeps the epoch", async () => {
  const standing = done(told(start, { type: "training", training: ended }), {
    type: "epochChosen",
    epoch: 7,
  });
  const of = (runId: string): TrainingView => ({
    ...ended,
    focus: ended.focus === null ? null : { ...ended.focus, runId },
    runs: [...ended.runs, ...ended.runs.map((run) => ({ ...run, runId }))],
  });
  const next = told(standing, { type: "training", training: of("next") });
  expect(next.ui.epoch).toBeNull();
  const again = told(done(next, { type: "epochChosen", epoch: 7 }), {
    type: "training",
    training: { ...of("next"), focus: ended.focus },
  });
  expect(again.ui.epoch).toBe(7);
});

describe("the settings", () => {
  it("are the host's until something is typed", () => {
    expect(usableSettings(start)).toEqual(lessonSettings);
  });

  it("are what is typed and chosen, and nothing while one of them is wrong", () => {
    const typed = done(
      start,
      { type: "settingTyped", name: "epochs", text: "250" },
      { type: "settingChosen", choices: { model: "network" } },
      { type: "policyToggled", policy: "one-sample" },
    );
    expect(usableSettings(typed)).toEqual({
      ...lessonSettings,
      epochs: 250,
      model: "network",
      policies: ["batch", "one-sample"],
    });
    const wrong = done(typed, { type: "settingTyped", name: "l2", text: "much" });
    expect(usableSettings(wrong)).toBeNull();
    const refused = settingsInForm(wrong).filter(({ check }) => !check.ok);
    expect(refused.map(({ name }) => name)).toEqual(["l2"]);
  });

  it("keep the policies in their order, and the last one pressed", () => {
    const both = done(
      start,
      { type: "policyToggled", policy: "mini-batch" },
      { type: "policyToggled", policy: "batch" },
    );
    expect(policiesOf(both)).toEqual(["mini-batch"]);
    expect(policiesOf(done(both, { type: "policyToggled", policy: "mini-batch" }))).toEqual(["mini-batch"]);
  });

  it("drop what was typed and chosen once the host uses it, and keep the rest", () => {
    const typed = done(
      start,
      { type: "settingTyped", name: "epochs", text: "1e2" },
      { type: "settingTyped", name: "l1", text: "0.5" },
      { type: "settingChosen", choices: { model: "auto", activation: "tanh" } },
    );
    const { ui } = told(typed, { type: "training", training: unknownTraining });
    expect(ui.draft).toEqual({ l1: "0.5" });
    expect(ui.choices).toEqual({ activation: "tanh" });
  });
});

it("leaves a zoom when other runs are drawn, and when the axis is another", () => {
  const zoomed = done(told(start, { type: "training", training: ended }), { type: "zoomed", to: [10, 20] });
  expect(told(zoomed, { type: "training", training: { ...ended } }).live.zoom).toEqual([10, 20]);
  expect(told(zoomed, { type: "training", training: { ...ended, shown: [] } }).live.zoom).toBeNull();
  expect(done(zoomed, { type: "axisChosen", axis: "updates" }).live.zoom).toBeNull();
});

it("keeps the threshold between 0 and 1", () => {
  expect(done(start, { type: "thresholdMoved", threshold: 140 }).ui.threshold).toBe(100);
  expect(done(start, { type: "thresholdMoved", threshold: -3 }).ui.threshold).toBe(0);
});
