import { beforeAll, describe, expect, it } from "vitest";
import type { DerivationScreen, ShapesScreen } from "../../src/present/view";
import {
  emptyState,
  initialInterface,
  openStepOf,
  type PanelEvent,
  type PanelState,
  reduce,
} from "../../webview/state";
import { derivationScreen, emptyView } from "./harness/fixtures";
import { gradientShapes, mismatchShapes } from "./harness/shapesFixtures";
import { runningScreen, threePolicies } from "./harness/trainingFixtures";

const start: PanelState = emptyState(emptyView("en"), initialInterface);
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

  it("stays in its layer when the part is switched, and where it is when it is not", () => {
    if (derivation.kind === "empty") throw new Error("no derivation");
    const parts = derivation.view.parts.map((part) => ({
      ...part,
      steps: part.steps.flatMap((step) =>
        step.topic === "error"
          ? [2, 1].map((layer) => ({ ...step, id: `${part.kind}/error-${layer}` }))
          : [step],
      ),
    }));
    const network: DerivationScreen = { ...derivation, view: { ...derivation.view, parts } };
    const state = played(
      { type: "derivation", derivation: network },
      { type: "currentStep", stepId: "batch/error-1" },
      { type: "partChosen", part: "batch" },
    );
    expect(openId(state)).toBe("batch/error-1");
    expect(openId(reduce(state, { type: "partChosen", part: "sample" }))).toBe("sample/error-1");
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

it("leaves what is kept with the page alone while a curve streams", async () => {
  const training = await runningScreen(await threePolicies(), 4, "en");
  const before = played({ type: "training", training });
  const after = reduce(before, {
    type: "progress",
    runId: training.shown[0]?.runId ?? "",
    replaces: false,
    curves: {
      epochNumbers: Float64Array.of(5),
      trainLoss: Float64Array.of(1),
      validationLoss: Float64Array.of(1),
      endOfEpochLoss: Float64Array.of(1),
      seconds: Float64Array.of(1),
    },
  });
  expect(after.training.shown[0]?.curves.epochNumbers.at(-1)).toBe(5);
  expect(after.interface).toBe(before.interface);
  expect(after.view).toBe(before.view);
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
