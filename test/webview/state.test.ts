import { beforeAll, describe, expect, it } from "vitest";
import { noCurves } from "../../src/present/training-curves";
import type { DerivationScreen, ShapesScreen } from "../../src/present/view";
import { lessonSettings } from "../../src/protocol/settings";
import {
  initialInterface,
  openStepOf,
  type PanelEvent,
  type PanelState,
  reduce,
  settingsInForm,
  usableSettings,
} from "../../webview/state";
import { derivationScreen, emptyView, lessonRun, trainingScreen } from "./harness/fixtures";
import { gradientShapes, mismatchShapes } from "./harness/shapesFixtures";

const start: PanelState = {
  view: emptyView("en"),
  curves: null,
  previous: null,
  hasShownShapes: false,
  interface: initialInterface,
};
const played = (...events: readonly PanelEvent[]): PanelState => events.reduce(reduce, start);

let derivation: DerivationScreen;
let gradient: ShapesScreen;
let mismatch: ShapesScreen;
beforeAll(async () => {
  derivation = derivationScreen(null, "en");
  gradient = await gradientShapes({ language: "en", width: 348, revision: 1 });
  mismatch = await mismatchShapes({ language: "en", width: 348, revision: 2 });
});

function openId(state: PanelState): string | undefined {
  const screen = state.view.derivation;
  return screen.kind === "ready" ? openStepOf(state, screen.view)?.step.id : undefined;
}

describe("the derivation", () => {
  it("opens the batch's first step at first", () => {
    expect(openId(played({ type: "derivation", derivation }))).toBe("batch/forward");
  });

  it("follows the cursor to its step, and to the part that the step is in", () => {
    const state = played({ type: "derivation", derivation }, { type: "currentStep", stepId: "batch/bias" });
    expect(openId(state)).toBe("batch/bias");
    expect(openId(reduce(state, { type: "currentStep", stepId: "sample/error" }))).toBe("sample/error");
  });

  it("stays where it is when the cursor leaves for a line that computes no step", () => {
    const state = played(
      { type: "derivation", derivation },
      { type: "currentStep", stepId: "batch/bias" },
      { type: "currentStep", stepId: null },
    );
    expect(openId(state)).toBe("batch/bias");
  });

  it("keeps a chosen step open when its line, shared with another step, is then selected", () => {
    // "sample/weights" and "batch/weights" are computed by the same line; the host names the batch's.
    const state = played(
      { type: "derivation", derivation },
      { type: "partChosen", part: "sample" },
      { type: "stepChosen", stepId: "sample/weights" },
      { type: "currentStep", stepId: "batch/weights" },
    );
    expect(openId(state)).toBe("sample/weights");
  });

  it("does not follow the cursor while pinned, and catches up when let go", () => {
    const pinned = played(
      { type: "derivation", derivation },
      { type: "stepChosen", stepId: "batch/error" },
      { type: "derivationPinned", pinned: true },
      { type: "currentStep", stepId: "batch/bias" },
    );
    expect(openId(pinned)).toBe("batch/error");
    expect(openId(reduce(pinned, { type: "derivationPinned", pinned: false }))).toBe("batch/bias");
  });

  it("shows the same topic when the part is switched", () => {
    const state = played(
      { type: "derivation", derivation },
      { type: "currentStep", stepId: "batch/weights" },
    );
    expect(openId(reduce(state, { type: "partChosen", part: "sample" }))).toBe("sample/weights");
  });

  it("keeps the open step when the derivation is sent again", () => {
    const state = played({ type: "derivation", derivation }, { type: "stepChosen", stepId: "batch/error" });
    expect(openId(reduce(state, { type: "derivation", derivation }))).toBe("batch/error");
  });

  it("forgets an open step that is gone", () => {
    const state = played(
      { type: "derivation", derivation },
      { type: "stepChosen", stepId: "batch/hidden-1" },
    );
    const next = reduce(state, { type: "derivation", derivation });
    expect(next.interface.openStep).toBeNull();
    expect(openId(next)).toBe("batch/forward");
  });
});

describe("the verdicts", () => {
  it("stay while the cursor moves from step to step", () => {
    const verdicts = { revision: 3, views: [] };
    const state = played(
      { type: "derivation", derivation: { ...derivationScreen(null, "en"), verdicts } },
      { type: "currentStep", stepId: "batch/bias" },
      { type: "currentStep", stepId: null },
    );
    expect(state.view.derivation.verdicts).toEqual(verdicts);
  });
});

describe("the curves", () => {
  const running = async () =>
    played({
      type: "training",
      training: await trainingScreen({ kind: "running", runId: "r", epochs: 5, curves: noCurves }, "en"),
    });
  const points = (...epochs: number[]) => ({
    epochNumbers: Float64Array.from(epochs),
    trainLoss: Float64Array.from(epochs, (epoch) => 10 / epoch),
    validationLoss: Float64Array.from(epochs, (epoch) => 20 / epoch),
    endOfEpochLoss: Float64Array.from(epochs, (epoch) => 9 / epoch),
    seconds: Float64Array.from(epochs, (epoch) => epoch / 100),
  });

  it("grow with the progress of the run that is shown", async () => {
    const state = [points(1, 2), points(3, 4, 5)].reduce<PanelState>(
      (before, curves) => reduce(before, { type: "progress", runId: "r", curves, replaces: false }),
      await running(),
    );
    expect(state.curves).toMatchObject({ ...points(1, 2, 3, 4, 5), running: true, epochs: 5 });
  });

  it("pass over what they have already", async () => {
    const once = reduce(await running(), {
      type: "progress",
      runId: "r",
      curves: points(1, 2),
      replaces: false,
    });
    const twice = reduce(once, { type: "progress", runId: "r", curves: points(1, 2), replaces: false });
    expect(twice.curves).toEqual(once.curves);
    const more = reduce(once, { type: "progress", runId: "r", curves: points(2, 3), replaces: false });
    expect(more.curves).toMatchObject(points(1, 2, 3));
  });

  it("start anew when the trainer has thinned them", async () => {
    const once = reduce(await running(), {
      type: "progress",
      runId: "r",
      curves: points(1, 2, 3, 4),
      replaces: false,
    });
    const thinned = reduce(once, { type: "progress", runId: "r", curves: points(2, 4), replaces: true });
    expect(thinned.curves).toMatchObject(points(2, 4));
  });

  it("ignore another run, and a run that has ended", async () => {
    const state = await running();
    expect(reduce(state, { type: "progress", runId: "other", curves: points(1), replaces: false })).toBe(
      state,
    );
    const done = reduce(state, {
      type: "training",
      training: await trainingScreen({ kind: "done", run: await lessonRun() }, "en"),
    });
    expect(reduce(done, { type: "progress", runId: "run-1", curves: points(101), replaces: false })).toBe(
      done,
    );
  });

  it("leave the last result in sight while the next run goes on", async () => {
    const run = await lessonRun();
    const done = played({ type: "training", training: await trainingScreen({ kind: "done", run }, "en") });
    const next = reduce(done, {
      type: "training",
      training: await trainingScreen({ kind: "running", runId: "r", epochs: 5, curves: noCurves }, "en"),
    });
    expect(next.previous?.runId).toBe(run.id);
    expect(next.curves?.epochNumbers).toHaveLength(0);
  });
});

describe("the settings", () => {
  it("are the host's until something is typed", () => {
    expect(usableSettings(start)).toEqual(lessonSettings);
  });

  it("are what is typed, and nothing while one of them is wrong", () => {
    const typed = played({ type: "settingTyped", name: "epochs", text: "250" });
    expect(usableSettings(typed)).toEqual({ ...lessonSettings, epochs: 250 });
    const wrong = reduce(typed, { type: "settingTyped", name: "l2", text: "much" });
    expect(usableSettings(wrong)).toBeNull();
    const refused = settingsInForm(wrong).filter(({ check }) => !check.ok);
    expect(refused.map(({ name }) => name)).toEqual(["l2"]);
  });

  it("drop what was typed once the host uses it, and keep the rest", async () => {
    const typed = played(
      { type: "settingTyped", name: "epochs", text: "1e2" },
      { type: "settingTyped", name: "l1", text: "0.5" },
      { type: "training", training: await trainingScreen({ kind: "idle" }, "en") },
    );
    expect(typed.interface.draft).toEqual({ l1: "0.5" });
  });
});

it("shows pinned shapes whatever the cursor does, until they are let go", () => {
  const state = played(
    { type: "shapes", shapes: gradient },
    { type: "shapesPinned", pinned: true },
    { type: "shapes", shapes: mismatch },
  );
  expect(state.interface.pinnedShapes?.revision).toBe(1);
  expect(state.view.shapes.revision).toBe(2);
  expect(reduce(state, { type: "shapesPinned", pinned: false }).interface.pinnedShapes).toBeNull();
});

it("welcomes until an array has been in view, then only hints", () => {
  const { shapes } = emptyView("en");
  expect(played({ type: "shapes", shapes }).hasShownShapes).toBe(false);
  expect(played({ type: "shapes", shapes: mismatch }, { type: "shapes", shapes }).hasShownShapes).toBe(true);
});
