import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseFromView, parseToView } from "../../src/protocol/panel";
import { lessonSettings } from "../../src/protocol/settings";

const settings = { ...lessonSettings };
const options = { target: "diagnosis", missing: "mean", without: ["id"] };

describe("a message of the panel", () => {
  it.each([
    { type: "ready" },
    { type: "stopRequested" },
    { type: "datasetChoiceRequested" },
    { type: "resized", width: 348 },
    { type: "openScreen", screen: "training" },
    { type: "trainRequested", settings, guess: null },
    {
      type: "trainRequested",
      settings: { ...settings, policies: ["batch", "mini-batch", "one-sample"], model: "network" },
      guess: "one-sample",
    },
    { type: "pauseRequested" },
    { type: "resumeRequested" },
    { type: "stepRequested", of: "update", settings },
    { type: "continueRequested", runId: "r", epochs: 100 },
    { type: "targetChoiceRequested" },
    { type: "dataOptionsChosen", options },
    { type: "dataOptionsChosen", options: { target: null, missing: "drop-rows", without: [] } },
    { type: "offerTaken", offer: "sample-rows" },
    { type: "epochRequested", runId: "r", epoch: 0 },
    { type: "pathRequested", runIds: ["r", "s"] },
    { type: "runFocused", runId: "r" },
    { type: "runsShown", runIds: [] },
    { type: "runRenamed", runId: "r", name: "" },
    { type: "runsDeleted", runIds: ["r"] },
    { type: "deletedRestored" },
    { type: "runExported", runId: "r", as: "scikit-learn" },
    { type: "selectStep", stepId: "batch/weights" },
    { type: "chooseSample", sample: 17 },
    { type: "chooseModel", model: 0 },
    { type: "pointAtFactor", factor: { stepId: "batch/weights", factor: 2 } },
    { type: "pointAtFactor", factor: null },
    { type: "copyStep", stepId: "batch/weights", form: "markdown" },
    { type: "saveStepImage", stepId: "batch/weights" },
    { type: "exportDerivation" },
    { type: "setHintsFirst", hintsFirst: true },
    { type: "markCode" },
    { type: "clearMarks" },
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
    { type: "chooseSample", sample: 0 },
    { type: "chooseModel", model: -1 },
    { type: "pointAtFactor" },
    { type: "pointAtFactor", factor: { stepId: "", factor: 1 } },
    { type: "copyStep", stepId: "batch/weights", form: "html" },
    { type: "setHintsFirst", hintsFirst: "yes" },
    { type: "resized", width: "348" },
    { type: "openScreen", screen: "homework" },
    { type: "trainRequested" },
    { type: "trainRequested", settings: { ...settings, epochs: 1.5 } },
    { type: "trainRequested", settings: { ...settings, learningRate: 0 } },
    { type: "trainRequested", settings: { ...settings, learningRate: Number.NaN } },
    { type: "trainRequested", settings: { ...settings, l1: "0" } },
    { type: "trainRequested", settings: { learningRate: 0.1, epochs: 100, l1: 0 } },
    { type: "trainRequested", settings: { ...settings, policies: [] } },
    { type: "trainRequested", settings: { ...settings, policies: ["batch", "batch"] } },
    { type: "trainRequested", settings: { ...settings, policies: ["batch", "all"] } },
    { type: "trainRequested", settings: { ...settings, policies: "batch" } },
    { type: "trainRequested", settings: { ...settings, model: "forest" } },
    { type: "trainRequested", settings: { ...settings, seed: -1 } },
    { type: "trainRequested", settings: { ...settings, batchSize: 0 } },
    { type: "trainRequested", settings: { ...settings, hidden: 1e6 } },
    { type: "stepRequested", of: "sample", settings },
    { type: "stepRequested", of: "epoch" },
    { type: "continueRequested", runId: "r", epochs: 0 },
    { type: "continueRequested", runId: "r", epochs: 1e7 },
    { type: "continueRequested", runId: "", epochs: 1 },
    { type: "dataOptionsChosen", options: { ...options, missing: "median" } },
    { type: "dataOptionsChosen", options: { ...options, without: ["id", "id"] } },
    { type: "dataOptionsChosen", options: { ...options, without: [1] } },
    { type: "dataOptionsChosen", options: { ...options, target: 3 } },
    { type: "dataOptionsChosen", options: { ...options, target: "x".repeat(20_000) } },
    { type: "offerTaken", offer: "toString" },
    { type: "epochRequested", runId: "r", epoch: -1 },
    { type: "epochRequested", runId: "r", epoch: 1.5 },
    { type: "epochRequested", epoch: 1 },
    { type: "pathRequested", runIds: "r" },
    { type: "runFocused", runId: null },
    { type: "runsShown", runIds: ["r", null] },
    { type: "runRenamed", runId: "r", name: 1 },
    { type: "runsDeleted" },
    { type: "runExported", runId: "r", as: "exe" },
    { type: "runExported", runId: "r", as: "constructor" },
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
    expect(parseFromView(message)).toEqual({ type: "trainRequested", settings, guess: null });
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
    endOfEpochLoss: Float64Array.of(12, Number.NaN),
    seconds: Float64Array.of(0.1, 0.2),
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
    { type: "progress", runId: "run-1", curves: { ...curves, seconds: undefined }, replaces: false },
    { type: "view" },
    { type: "epoch" },
    { type: "path", path: null },
    { type: "training", training: null },
    { type: "currentStep" },
    { type: "openScreen", screen: "homework" },
    { type: "unknown" },
    { command: "mermaid" },
  ])("is refused: %j", (message) => {
    expect(parseToView(message)).toBeNull();
  });

  it("may say that the cursor is on no step", () => {
    expect(parseToView({ type: "currentStep", stepId: null })).toEqual({ type: "currentStep", stepId: null });
  });
});
