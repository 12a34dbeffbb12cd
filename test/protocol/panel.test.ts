import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseFromView, parseToView } from "../../src/protocol/panel";

const settings = { learningRate: 0.1, epochs: 100, l1: 0, l2: 0 };

describe("a message of the panel", () => {
  it.each([
    { type: "ready" },
    { type: "stopRequested" },
    { type: "datasetChoiceRequested" },
    { type: "resized", width: 348 },
    { type: "openScreen", screen: "training" },
    { type: "trainRequested", settings },
    { type: "selectStep", stepId: "batch/weights" },
    { type: "goToCode", place: { uri: "file:///a.py", line: 27 } },
    { type: "goToCode", place: { uri: "file:///a.py", line: 27, span: { start: 4, end: 9 } } },
    { type: "applyFix", revision: 3, problem: 0, fix: 1 },
    { type: "actionRequested", action: "open-lesson" },
  ])("is read as it was sent: $type", (message) => {
    expect(parseFromView(message)).toEqual(message);
  });

  it.each([
    null,
    undefined,
    "ready",
    [],
    {},
    { type: "eval", code: "1" },
    { type: "resized", width: -1 },
    { type: "resized", width: "348" },
    { type: "openScreen", screen: "lesson" },
    { type: "trainRequested" },
    { type: "trainRequested", settings: { ...settings, epochs: 1.5 } },
    { type: "trainRequested", settings: { ...settings, learningRate: 0 } },
    { type: "trainRequested", settings: { ...settings, learningRate: Number.NaN } },
    { type: "trainRequested", settings: { ...settings, l1: "0" } },
    { type: "trainRequested", settings: { learningRate: 0.1, epochs: 100, l1: 0 } },
    { type: "selectStep", stepId: 5 },
    { type: "selectStep", stepId: "" },
    { type: "goToCode", place: { uri: "", line: 1 } },
    { type: "goToCode", place: { uri: "file:///a.py", line: 0 } },
    { type: "goToCode", place: { uri: "file:///a.py", line: 1, span: { start: 9, end: 4 } } },
    { type: "goToCode", place: { uri: "file:///a.py", line: 1, span: null } },
    { type: "applyFix", revision: 3, problem: 0 },
    { type: "applyFix", revision: 3, problem: 0, fix: -1 },
    { type: "actionRequested", action: "delete" },
  ])("is refused: %j", (message) => {
    expect(parseFromView(message)).toBeNull();
  });

  it("carries nothing that is not asked for", () => {
    const message = { type: "trainRequested", settings: { ...settings, command: "rm" }, extra: 1 };
    expect(parseFromView(message)).toEqual({ type: "trainRequested", settings });
  });

  it("never throws, whatever comes", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const read = parseFromView(value);
        expect(read === null || typeof read.type === "string").toBe(true);
      }),
    );
  });
});

describe("a message of the host", () => {
  const curves = {
    epochNumbers: Float64Array.of(1, 2),
    trainLoss: Float64Array.of(13, 12),
    validationLoss: Float64Array.of(11, 10),
  };

  it("brings new points of the curves", () => {
    const message = { type: "progress", runId: "run-1", curves, replaces: false };
    expect(parseToView(message)).toEqual(message);
  });

  it.each([
    { type: "progress", runId: 1, curves, replaces: false },
    { type: "progress", runId: "run-1", curves: { ...curves, trainLoss: [13, 12] }, replaces: false },
    {
      type: "progress",
      runId: "run-1",
      curves: { ...curves, validationLoss: Float64Array.of(1) },
      replaces: false,
    },
    { type: "view" },
    { type: "training", training: null },
    { type: "currentStep" },
    { type: "openScreen", screen: "lesson" },
    { type: "unknown" },
    { command: "mermaid" },
  ])("is refused: %j", (message) => {
    expect(parseToView(message)).toBeNull();
  });

  it("may say that the cursor is on no step", () => {
    expect(parseToView({ type: "currentStep", stepId: null })).toEqual({ type: "currentStep", stepId: null });
  });
});
