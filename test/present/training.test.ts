import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { english } from "../../src/base/translate";
import { trainingView } from "../../src/present/training";
import { appendCurves, noCurves, progressCurves } from "../../src/present/training-curves";
import { formatCount, formatShare, formatValue } from "../../src/present/training-numbers";
import { confusionView } from "../../src/present/training-result";
import { lessonSettings } from "../../src/protocol/settings";
import type { DatasetSummary, Run } from "../../src/training/run";
import { lessonSpec } from "../../src/training/run";

interface GoldenRun {
  readonly train_loss: Record<string, number>;
  readonly validation_loss: Record<string, number>;
  readonly weights: readonly number[];
  readonly intercept: number;
  readonly train: { readonly accuracy: number };
  readonly validation: {
    readonly accuracy: number;
    readonly tp: number;
    readonly fp: number;
    readonly fn: number;
    readonly tn: number;
  };
  readonly test: { readonly accuracy: number };
}

const golden: { readonly runs: readonly GoldenRun[] } = JSON.parse(
  readFileSync(join(import.meta.dirname, "../golden/lesson_runs.json"), "utf8"),
);

const dataset: DatasetSummary = {
  name: "Wisconsin breast cancer",
  source: "bundled",
  rows: 569,
  featureNames: Array.from({ length: 30 }, (_, index) => `feature ${index}`),
  targetName: "diagnosis",
  classes: [
    { name: "malignant", rows: 212 },
    { name: "benign", rows: 357 },
  ],
  split: { train: 364, validation: 91, test: 114 },
  notes: [],
};

/** The lesson's batch run, from its golden figures. */
function lessonRun(change: Partial<Run> = {}): Run {
  const run = golden.runs[0];
  if (run === undefined) throw new Error("no golden run");
  const epochs = [1, 2, 10, 100];
  const losses = (of: Record<string, number>) =>
    Float64Array.from(epochs, (epoch) => of[epoch] ?? Number.NaN);
  const { tp, fp, fn, tn } = run.validation;
  return {
    id: "run-1",
    dataset,
    spec: lessonSpec,
    status: "finished",
    metrics: {
      trainLoss: losses(run.train_loss),
      validationLoss: losses(run.validation_loss),
      trainAccuracy: new Float64Array(4),
      validationAccuracy: new Float64Array(4),
      seconds: new Float64Array(4),
      epochNumbers: Float64Array.from(epochs),
    },
    weights: Float64Array.from(run.weights),
    intercepts: Float64Array.of(run.intercept),
    // Class 0 is malignant: true malignant rows are tn and fp.
    confusion: Float64Array.of(tn, fp, fn, tp),
    trainAccuracy: run.train.accuracy,
    validationAccuracy: run.validation.accuracy,
    testAccuracy: run.test.accuracy,
    epochsRun: 100,
    ...change,
  };
}

const view = (run: Run) =>
  trainingView({ dataset, settings: lessonSettings, run: { kind: "done", run } }, english);

describe("the lesson's run", () => {
  it("shows its golden figures", () => {
    const { phase } = view(lessonRun());
    if (phase.kind !== "finished") throw new Error(phase.kind);
    const { metrics, confusion, weights, epochsRun } = phase.result;
    expect(metrics).toEqual({
      score: "accuracy",
      trainLoss: "0.111",
      validationLoss: "0.120",
      trainScore: "0.964",
      validationScore: "0.956",
      testScore: "0.930",
    });
    expect(epochsRun).toBe(100);
    expect(confusion?.rows.map((row) => row.cells.map((cell) => cell.count))).toEqual([
      ["31", "3"],
      ["1", "56"],
    ]);
    expect(confusion?.sentence).toBe("3 of 34 malignant rows are called benign.");
    expect(weights?.rows).toHaveLength(30);
    expect(weights?.intercept).toBe("intercept 0.586");
  });

  it("sorts the weights by what they weigh, not by their sign", () => {
    const { phase } = view(lessonRun());
    if (phase.kind !== "finished") throw new Error(phase.kind);
    const rows = phase.result.weights?.rows ?? [];
    const shares = rows.map((row) => row.share);
    expect([...shares].sort((a, b) => b - a)).toEqual(shares);
    expect(shares[0]).toBe(1);
    expect(rows.some((row) => row.sign === "negative") && rows.some((row) => row.sign === "positive")).toBe(
      true,
    );
    for (const row of rows) expect(row.value.startsWith("−")).toBe(row.sign === "negative");
  });

  it("carries the settings that it was made with and no more of the spec", () => {
    const { settings, phase } = view(lessonRun());
    const used = { ...lessonSettings, model: "logistic", initialWeights: "ones" };
    expect(settings).toEqual(lessonSettings);
    expect(phase.kind === "finished" && phase.result.settings).toEqual(used);
  });

  it("says so when it was stopped", () => {
    expect(view(lessonRun({ status: "stopped" })).phase.kind).toBe("stopped");
  });

  it("says where it diverged and what may help, and shows no figures that mean nothing", () => {
    const run = lessonRun({ status: "diverged", epochsRun: 7, spec: { ...lessonSpec, learningRate: 50 } });
    const { phase } = view(run);
    if (phase.kind !== "diverged") throw new Error(phase.kind);
    expect(phase.sentence).toBe("The loss left the range of numbers at epoch 7.");
    expect(phase.advice).toContain("below 50");
    expect(phase.result.confusion).toBeNull();
    expect(phase.result.weights).toBeNull();
  });

  it("says what the curves tell, and in the place of its own guess where they diverge", () => {
    const remarks = [{ kind: "still-falling", epochs: 100, tryEpochs: 300 } as const];
    const shown = trainingView(
      { dataset, settings: lessonSettings, run: { kind: "done", run: lessonRun(), remarks } },
      english,
    ).phase;
    expect(shown.kind === "finished" && shown.result.remarks).toEqual([
      "The loss is still falling after 100 epochs. Try 300.",
    ]);
    const diverged = trainingView(
      {
        dataset,
        settings: lessonSettings,
        run: {
          kind: "done",
          run: lessonRun({ status: "diverged" }),
          remarks: [{ kind: "diverged", epoch: 7, learningRate: 50, tryRate: 5 }],
        },
      },
      english,
    ).phase;
    expect(diverged).toMatchObject({
      kind: "diverged",
      advice: null,
      sentence: expect.stringContaining("Try 5."),
    });
  });

  it("speaks of R² where the target is a number", () => {
    const { phase } = view(
      lessonRun({ dataset: { ...dataset, classes: [] }, confusion: new Float64Array() }),
    );
    if (phase.kind !== "finished") throw new Error(phase.kind);
    expect(phase.result.metrics.score).toBe("r-squared");
    expect(phase.result.confusion).toBeNull();
    expect(phase.result.weights?.negative).toBe("← lowers it");
  });
});

describe("the confusion matrix", () => {
  it("names the class that is missed most by its share, not by its rows", () => {
    const run = lessonRun({ confusion: Float64Array.of(8, 2, 10, 990) });
    expect(confusionView(run, english)?.sentence).toBe("2 of 10 malignant rows are called benign.");
  });

  it("says when nothing is wrong, and is not there when there is nothing to count", () => {
    expect(confusionView(lessonRun({ confusion: Float64Array.of(34, 0, 0, 57) }), english)?.sentence).toBe(
      "Every validation row is called right.",
    );
    expect(confusionView(lessonRun({ confusion: new Float64Array(4) }), english)).toBeNull();
    expect(confusionView(lessonRun({ confusion: new Float64Array(9) }), english)).toBeNull();
  });
});

it("says which data set it is and why, with its classes by their numbers", () => {
  const shown = view(lessonRun()).dataset;
  expect(shown).toMatchObject({
    size: "569 rows · 30 features",
    target: "diagnosis",
    source: "The bundled data set, as no other is open.",
  });
  expect(shown?.classes.map((each) => each.text)).toEqual([
    "0 = malignant, 212 rows",
    "1 = benign, 357 rows",
  ]);
});

it("puts what comes in while it runs behind what is there", () => {
  const loss = (...values: number[]) => Float64Array.from(values);
  const first = progressCurves({
    epoch: 2,
    epochs: 9,
    firstNewEpoch: 1,
    trainLoss: loss(5, 4),
    validationLoss: loss(6, 5),
    seconds: loss(0.1, 0.2),
  });
  const second = progressCurves({
    epoch: 3,
    epochs: 9,
    firstNewEpoch: 3,
    trainLoss: loss(3),
    validationLoss: loss(4),
    seconds: loss(0.3),
  });
  expect(appendCurves(appendCurves(noCurves, first, false), second, false)).toEqual({
    epochNumbers: loss(1, 2, 3),
    trainLoss: loss(5, 4, 3),
    validationLoss: loss(6, 5, 4),
    endOfEpochLoss: loss(Number.NaN, Number.NaN, Number.NaN),
    seconds: loss(0.1, 0.2, 0.3),
  });
});

describe("numbers", () => {
  it.each([
    [0.1114, "0.111"],
    [12.4815, "12.48"],
    [130.62, "130.6"],
    [4321.4, "4321"],
    [1234567, "1.2e6"],
    [-0.6449, "−0.645"],
    [0.00421, "0.00421"],
    [0.0000421, "4.2e−5"],
    [0, "0"],
    [-0, "0"],
    [Number.NaN, "NaN"],
    [Number.NEGATIVE_INFINITY, "−∞"],
  ])("%d is printed %s", (value, text) => {
    expect(formatValue(value)).toBe(text);
  });

  it("keep their thousands apart and their shares at three places", () => {
    expect([569, 14560, 132496, 1234567].map(formatCount)).toEqual(["569", "14,560", "132,496", "1,234,567"]);
    expect([0.956043, 1, 0, -0.25].map(formatShare)).toEqual(["0.956", "1.000", "0.000", "−0.250"]);
  });
});
