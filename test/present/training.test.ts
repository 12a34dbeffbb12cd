import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { english } from "../../src/base/translate";
import { emptyState, trainingView } from "../../src/present/training";
import { comparisonView } from "../../src/present/training-comparison";
import {
  appendCurves,
  type CurvesView,
  metricsCurves,
  noCurves,
  progressCurves,
} from "../../src/present/training-curves";
import { type EpochView, epochView } from "../../src/present/training-epoch";
import { formatCount, formatShare, formatValue } from "../../src/present/training-numbers";
import { confusionView } from "../../src/present/training-result";
import type { KnownRun } from "../../src/present/training-runs";
import { confusionAt, scoreBars } from "../../src/present/training-scores";
import { lessonSettings } from "../../src/protocol/settings";
import type { AboutRun } from "../../src/training/keptRun";
import type { Look } from "../../src/training/look";
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

const about: AboutRun = {
  name: null,
  group: "g",
  guess: null,
  startedAt: Date.UTC(2026, 0, 2, 3, 4),
  changedAt: 0,
  state: "ended",
  owner: "w",
  data: {
    uri: null,
    bundled: "breast_cancer",
    target: null,
    missing: "drop-rows",
    without: [],
    keepEvery: 1,
  },
  updatesAnEpoch: 1,
  startLoss: 13.5,
  noiseAtStart: null,
};

function known(run: Run, change: Partial<KnownRun> = {}): KnownRun {
  const curves = metricsCurves(run.metrics);
  return { run, about, status: run.status, curves, remarks: [], sameData: true, ...change };
}

function neuronWeights(epoch: EpochView | null) {
  const [weights] = epoch?.weights ?? [];
  return weights?.kind === "neuron" ? weights : undefined;
}

const view = (run: Run, change: Partial<KnownRun> = {}) => {
  const runs = [known(run, change)];
  return trainingView(
    { ...emptyState(lessonSettings), dataset, runs, shown: [run.id], focus: run.id },
    english,
  );
};

describe("the lesson's run", () => {
  it("shows its golden figures", () => {
    const { epoch, focus } = view(lessonRun());
    expect(epoch?.metrics).toEqual({
      score: "accuracy",
      trainLoss: "0.111",
      validationLoss: "0.120",
      trainScore: "0.964",
      validationScore: "0.956",
      testScore: "0.930",
    });
    expect([epoch?.epoch, focus?.epochsRun, epoch?.title]).toEqual([100, 100, "Batch after epoch 100"]);
    expect(epoch?.confusion?.rows.map((row) => row.cells.map((cell) => cell.count))).toEqual([
      ["31", "3"],
      ["1", "56"],
    ]);
    expect(epoch?.confusion?.sentence).toBe("3 of 34 malignant rows are called benign.");
    expect(neuronWeights(epoch)?.rows).toHaveLength(30);
    expect(neuronWeights(epoch)?.intercept).toBe("intercept 0.586");
  });

  it("sorts the weights by what they weigh, not by their sign", () => {
    const rows = neuronWeights(view(lessonRun()).epoch)?.rows ?? [];
    const shares = rows.map((row) => row.share);
    expect([...shares].sort((a, b) => b - a)).toEqual(shares);
    expect(shares[0]).toBe(1);
    expect(new Set(rows.map((row) => row.sign)).size).toBe(2);
    for (const row of rows) expect(row.value.startsWith("−")).toBe(row.sign === "negative");
  });

  it("carries the settings that it was made with, beside those of the next", () => {
    const { settings, focus } = view(lessonRun());
    expect(settings).toEqual(lessonSettings);
    expect(focus?.settings).toEqual({ ...lessonSettings, model: "logistic", initialWeights: "ones" });
  });

  it("tells a run whose rows came in one order from one that shuffled them", () => {
    const spec = { ...lessonSpec, policy: { kind: "one-sample" }, shuffle: false } as const;
    const { focus, runs } = view(lessonRun({ spec }));
    expect(focus?.settings.order).toBe("same");
    expect(runs[0]?.settingsText).toBe("rate 0.1 · 100 epochs · seed 42 · not shuffled");
  });

  it("says how it ended, in the list", () => {
    const row = (status: KnownRun["status"]) => view(lessonRun(), { status }).runs[0];
    expect(row("stopped")?.statusText).toBe("stopped after 100 epochs");
    expect(row("interrupted")).toMatchObject({
      canContinue: true,
      note: expect.stringContaining("Continue"),
    });
    expect(row("diverged")?.canContinue).toBe(false);
    expect(row("running")).toMatchObject({ canContinue: false, exports: [], score: "–" });
    expect(row("finished")).toMatchObject({
      name: "Batch",
      updates: "100",
      loss: "0.111",
      score: "0.956",
      settingsText: "rate 0.1 · 100 epochs · seed 42",
      note: null,
      exports: ["json", "csv", "weights-csv"],
    });
  });

  it("shows no figures that mean nothing where it diverged, and says what may help", () => {
    const lost = lessonRun({ status: "diverged", weights: new Float64Array(30).fill(Number.NaN) });
    const { epoch, focus } = view(lost, {
      remarks: [{ kind: "diverged", epoch: 7, learningRate: 50, tryRate: 5 }],
    });
    expect([epoch?.confusion, epoch?.weights]).toEqual([null, []]);
    expect(focus?.remarks[0]).toContain("Try 5.");
  });

  it("speaks of R² where the target is a number", () => {
    const numbers = { dataset: { ...dataset, classes: [] }, confusion: new Float64Array() };
    const { epoch } = view(lessonRun(numbers));
    expect(epoch?.metrics.score).toBe("r-squared");
    expect(epoch?.confusion).toBeNull();
    expect(neuronWeights(epoch)?.negative).toBe("← lowers it");
  });

  it("warns where its data set has changed since", () => {
    expect(view(lessonRun(), { sameData: false }).runs[0]?.note).toContain("has changed since this run");
  });
});

describe("one epoch of a run", () => {
  const look: Look = {
    epoch: 10,
    updates: 0,
    weights: new Float64Array(30).fill(0.5),
    intercepts: Float64Array.of(0.1),
    trainLoss: 1,
    validationLoss: 2,
    trainAccuracy: 0.5,
    validationAccuracy: 0.25,
    testAccuracy: Number.NaN,
    confusion: Float64Array.of(30, 4, 2, 55),
    scores: [new Float64Array(200).fill(0.17), new Float64Array(200).fill(0.285)],
  };

  it("has the losses of the curves at that epoch, and its own figures else", () => {
    const run = lessonRun();
    const recorded = epochView(run, look, { name: "Batch" }, english);
    expect(recorded.metrics.trainLoss).toBe(formatValue(run.metrics.trainLoss[2] ?? 0));
    expect([recorded.metrics.trainScore, recorded.metrics.testScore]).toEqual(["0.500", "–"]);
    const between = epochView(run, { ...look, epoch: 7 }, { name: "Batch" }, english);
    expect(between.metrics.trainLoss).toBe("1.000");
    const within = epochView(run, { ...look, updates: 3 }, { name: "Batch" }, english);
    expect([within.title, within.metrics.trainLoss]).toEqual(["Batch, 3 updates into epoch 11", "1.000"]);
    expect(epochView(run, { ...look, epoch: 0 }, { name: "A" }, english).title).toBe(
      "A before the first update",
    );
  });

  it("gives the matrix at any threshold from its counts", () => {
    const scores = {
      kind: "two-classes" as const,
      classes: ["a", "b"] as const,
      rows: [4, 4] as const,
      counts: [Float64Array.of(2, 1, 1, 0), Float64Array.of(0, 1, 0, 3)] as const,
    };
    expect(confusionAt(scores, 2)).toEqual([
      [3, 1],
      [1, 3],
    ]);
    expect(confusionAt(scores, 0)).toEqual([
      [0, 4],
      [0, 4],
    ]);
    expect(scoreBars(scores.counts[0], 2)).toEqual([3, 1]);
  });
});

describe("runs side by side", () => {
  const curve = (...losses: number[]): CurvesView => ({
    epochNumbers: Float64Array.from(losses, (_, index) => index + 1),
    trainLoss: Float64Array.from(losses),
    validationLoss: Float64Array.from(losses),
    endOfEpochLoss: Float64Array.from(losses),
    seconds: Float64Array.from(losses),
  });
  const batch = known(lessonRun({ id: "a" }), { curves: curve(9, 8, 7, 6) });
  const single = lessonRun({ id: "b", spec: { ...lessonSpec, policy: { kind: "one-sample" } } });
  const one = (losses: readonly number[], guess: AboutRun["guess"] = "one-sample") =>
    known(single, { curves: curve(...losses), about: { ...about, guess, updatesAnEpoch: 364 } });

  it("are measured: the least steady is the one whose loss rose most", () => {
    const compared = comparisonView([batch, one([9, 10, 8, 9])], english);
    expect(compared?.leastSteady).toBe("one-sample");
    expect(compared?.rows.map(({ rises, of }) => [rises, of])).toEqual([
      [0, 4],
      [2, 4],
    ]);
    expect(compared?.sentence).toBe(
      "The loss of all training rows rose: One sample: in 2 of 4 epochs; Batch: in 0 of 4 epochs.",
    );
    expect(compared?.guess).toEqual({
      guess: "one-sample",
      right: true,
      sentence:
        "You guessed that One sample would be the least steady. It rose in 2 of 4 epochs, Batch in 0 of 4.",
    });
  });

  it("count the first epoch from the start, and a loss that is lost as a rise", () => {
    expect(comparisonView([batch, one([14, 13, Number.NaN, Number.NaN])], english)?.rows[1]?.rises).toBe(3);
  });

  it("prove a guess wrong, and leave it open while one still runs", () => {
    const wrong = comparisonView([batch, one([9, 10, 8, 9], "batch")], english);
    expect(wrong?.guess).toMatchObject({
      right: false,
      sentence: expect.stringContaining("One sample in 2 of 4"),
    });
    const running = comparisonView([{ ...batch, status: "running" }, one([9, 10])], english);
    expect([running?.leastSteady, running?.guess?.right]).toEqual([null, null]);
  });

  it("name none where none rose, or two rose alike", () => {
    const level = comparisonView([batch, one([9, 8, 7, 6])], english);
    expect([level?.leastSteady, level?.guess?.right]).toEqual([null, false]);
  });

  it("say what bends the comparison", () => {
    expect(comparisonView([batch, one([9])], english)?.warnings).toEqual([]);
    const other = known(
      lessonRun({
        id: "c",
        dataset: { ...dataset, fingerprint: "other" },
        spec: { ...lessonSpec, seed: 7, model: { kind: "linear" } },
      }),
    );
    expect(comparisonView([batch, other], english)?.warnings).toHaveLength(3);
    expect(comparisonView([batch], english)).toBeNull();
  });
});

it("says that runs were deleted, by name or by number", () => {
  const state = emptyState(lessonSettings);
  expect(trainingView({ ...state, deleted: ["Batch"] }, english).deleted).toBe("Batch was deleted.");
  expect(trainingView({ ...state, deleted: ["a", "b"] }, english).deleted).toBe("2 runs were deleted.");
  expect(trainingView(state, english).deleted).toBeNull();
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

  it("shows the classes with the most mistakes where there are too many for a picture, and says so", () => {
    const count = 40;
    const classes = Array.from({ length: count }, (_, at) => ({ name: `c${at}`, rows: 5 }));
    const confusion = new Float64Array(count * count);
    for (let at = 0; at < count; at++) confusion[at * count + at] = 5;
    for (let at = 20; at < 30; at++) confusion[at * count + 39] = at - 18;
    const found = confusionView(lessonRun({ dataset: { ...dataset, classes }, confusion }), english);
    // c39 is taken for ten others; of those without a mistake the first ones fill the picture.
    const names = ["c0", ...Array.from({ length: 10 }, (_, at) => `c${at + 20}`), "c39"];
    expect(found?.columns).toEqual(names);
    expect(found?.rows.map((row) => row.name)).toEqual(names);
    expect(found?.rows[1]?.cells.at(-1)).toMatchObject({ count: "2", text: "2 c20 rows called c39" });
    expect(found?.rowsText).toBe("265 validation rows");
    expect(found?.note).toBe("12 of 40 classes are shown: those with the most mistakes.");
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
