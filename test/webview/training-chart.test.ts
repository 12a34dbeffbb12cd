import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CurvesView } from "../../src/present/training-curves";
import type { TwoClassScores } from "../../src/present/training-scores";
import { trainingStrings } from "../../src/present/training-strings";
import {
  type ChartRun,
  type Drawing,
  epochAtPlace,
  extentOf,
  linesOf,
  logarithmic,
  lossesWithin,
  placeOfEpoch,
  trainLossOf,
  zoomed,
} from "../../webview/training/chartCurves";
import { confusionAtThreshold } from "../../webview/training/confusion";
import { contourPath } from "../../webview/training/contours";
import { type NamedCurve, placeNames } from "../../webview/training/curveNames";
import { tracePath } from "../../webview/training/linePath";
import { lineStyles } from "../../webview/training/lines";

function curves(losses: readonly number[], end: readonly number[] = losses): CurvesView {
  return {
    epochNumbers: Float64Array.from(losses, (_, index) => index + 1),
    trainLoss: Float64Array.from(losses),
    validationLoss: Float64Array.from(losses, (loss) => loss + 1),
    endOfEpochLoss: Float64Array.from(end),
    seconds: Float64Array.from(losses, (_, index) => (index + 1) / 100),
  };
}

function run(change: Partial<ChartRun> = {}): ChartRun {
  return {
    runId: "a",
    name: "Batch",
    policy: "batch",
    epochs: 4,
    updatesAnEpoch: 1,
    running: false,
    curves: curves([8, 4, 2, 1]),
    ...change,
  };
}

describe("the axes", () => {
  const single = run({ runId: "b", policy: "one-sample", updatesAnEpoch: 364 });

  it("count updates by powers of ten only where the policies are far apart", () => {
    expect(logarithmic([run(), single], "updates")).toBe(true);
    expect(logarithmic([run(), single], "epochs")).toBe(false);
    expect(logarithmic([run(), run({ updatesAnEpoch: 2 })], "updates")).toBe(false);
  });

  it("reach from the first place of any run to the last", () => {
    expect(extentOf([run(), single], "updates")).toEqual([1, 4 * 364]);
    expect(extentOf([run(), single], "epochs")).toEqual([1, 4]);
    expect(extentOf([run({ epochs: 1 })], "epochs")).toEqual([0.5, 1.5]);
    const [from, to] = extentOf([run()], "seconds");
    expect([from, to >= 0.04]).toEqual([0, true]);
  });

  it("find the epoch of a place, and the place of an epoch, on each of them", () => {
    for (const axis of ["epochs", "updates", "seconds"] as const)
      for (const epoch of [1, 2, 3, 4])
        expect(epochAtPlace(single, axis, placeOfEpoch(single, axis, epoch))).toBe(epoch);
  });
});

describe("the lines", () => {
  it("leave out what has no place: a loss of 0 on a logarithm, NaN anywhere", () => {
    const [, line] = linesOf([run({ curves: curves([10, 0, Number.NaN, 1]) })], {
      axis: "epochs",
      scale: "log",
      measure: "running",
      focus: null,
    });
    expect([...(line?.x ?? [])]).toEqual([1, 4]);
    expect([...(line?.y ?? [])]).toEqual([1, 0]);
  });

  it("take the loss after the epoch where it is asked for and known", () => {
    const both = curves([8, 4], [7, 3]);
    expect([...trainLossOf(both, "end")]).toEqual([7, 3]);
    expect([...trainLossOf(both, "running")]).toEqual([8, 4]);
    expect([...trainLossOf(curves([8, 4], [Number.NaN, Number.NaN]), "end")]).toEqual([8, 4]);
  });

  it("of the same policy are told apart by their dashes", () => {
    const [first, second] = lineStyles(["one-sample", "one-sample"]);
    expect(first?.dash).toEqual([]);
    expect(second?.dash).not.toEqual([]);
  });

  it("know the losses inside the window alone", () => {
    const options = { axis: "epochs", scale: "linear", measure: "running", focus: null } as const;
    const drawing: Drawing = {
      lines: linesOf([run()], options).slice(1),
      axis: "epochs",
      xLog: false,
      scale: "linear",
      extent: [1, 4],
      window: [2, 3],
      running: false,
    };
    expect(lossesWithin(drawing)).toEqual([2, 4]);
    expect(lossesWithin({ ...drawing, window: [2.2, 2.4] })).toBeNull();
  });
});

it("a zoom stays inside the axis, around its place, and ends as the whole", () => {
  expect(zoomed([1, 101], [1, 101], 51, 0.5, 1)).toEqual([26, 76]);
  expect(zoomed([1, 11], [1, 101], 1, 2, 1)).toEqual([1, 21]);
  expect(zoomed([1, 101], [1, 101], 51, 2, 1)).toBeNull();
  const range = fc.tuple(
    fc.double({ min: 0, max: 90, noNaN: true }),
    fc.double({ min: 1, max: 10, noNaN: true }),
  );
  fc.assert(
    fc.property(range, fc.double({ min: 0.1, max: 10, noNaN: true }), ([from, width], factor) => {
      const next = zoomed([from, from + width], [0, 100], from + width / 3, factor, 0.5);
      if (next === null) return true;
      return next[0] >= 0 && next[1] <= 100 + 1e-9 && next[1] > next[0];
    }),
  );
});

it("a path through a million points is short and keeps its peak", () => {
  const count = 1_000_000;
  const x = Float64Array.from({ length: count }, (_, index) => index);
  const y = Float64Array.from({ length: count }, (_, index) => (index === 543_210 ? 99 : 1));
  const drawn: [number, number][] = [];
  const pen = {
    moveTo: (a: number, b: number) => drawn.push([a, b]),
    lineTo: (a: number, b: number) => drawn.push([a, b]),
  };
  tracePath(
    { x, y },
    (place) => (place / count) * 400,
    (value) => value,
    pen,
  );
  expect(drawn.length).toBeLessThan(2000);
  const [peak] = drawn.filter(([, height]) => height === 99);
  expect(Math.abs((peak?.[0] ?? 0) - 217.3)).toBeLessThan(1);
});

it("a path through few points goes through each exactly", () => {
  const drawn: [number, number][] = [];
  const pen = {
    moveTo: (a: number, b: number) => drawn.push([a, b]),
    lineTo: (a: number, b: number) => drawn.push([a, b]),
  };
  tracePath(
    { x: Float64Array.of(0, 1, 2), y: Float64Array.of(3, 1, 2) },
    (place) => place * 10.3,
    (value) => value,
    pen,
  );
  expect(drawn).toEqual([
    [0, 3],
    [10.3, 1],
    [20.6, 2],
  ]);
});

describe("the names on the curves", () => {
  const flat = (key: string, height: number): NamedCurve => ({ key, width: 60, at: () => height });

  it("stand beside their curves, clear of the others and of each other", () => {
    const placed = placeNames([flat("a", 40), flat("b", 120)], 360, 200);
    expect(placed.map(({ key }) => key)).toEqual(["a", "b"]);
    for (const { y } of placed) for (const line of [40, 120]) expect(Math.abs(y - line)).toBeGreaterThan(8);
  });

  it("are left out where there is no room", () => {
    const tight = Array.from({ length: 12 }, (_, index) => flat(String(index), 6 + index * 8));
    expect(placeNames(tight, 360, 100).length).toBeLessThan(3);
    expect(placeNames([flat("a", 40)], 60, 200)).toEqual([]);
  });

  it("stand between two curves only where it is plain whose they are", () => {
    const keys = (apart: number) =>
      placeNames(
        [60, 60 + apart, 60 + 2 * apart].map((at) => flat(String(at - 60), at)),
        360,
        200,
      ).map(({ key }) => Number(key) / apart);
    expect([keys(32), keys(24)]).toEqual([
      [0, 1, 2],
      [0, 2],
    ]);
  });

  it("stand on the free side of two curves that run beside each other", () => {
    const placed = placeNames([flat("train", 60), flat("validation", 61)], 360, 200);
    expect(placed.map(({ key, y }) => `${key} ${y < 60 ? "above" : "below"}`)).toEqual([
      "train above",
      "validation below",
    ]);
  });

  it("wait for a curve that is not there yet", () => {
    expect(placeNames([{ key: "a", width: 60, at: (x) => (x < 30 ? 50 : null) }], 360, 200)).toEqual([]);
  });
});

describe("the lines of equal loss", () => {
  const columns = 41;
  const rows = 41;
  const values = Float64Array.from({ length: columns * rows }, (_, index) => {
    const x = (index % columns) / 20 - 1;
    const y = Math.floor(index / columns) / 20 - 1;
    return Math.exp(x * x + y * y);
  });

  it("run where the loss is, between the points of the grid, too", () => {
    const path = contourPath({ columns, rows, values }, Math.exp(0.25), 200, 200);
    const numbers = [...path.matchAll(/-?[\d.]+/g)].map(([text]) => Number(text));
    expect(numbers.length).toBeGreaterThan(80);
    for (let index = 0; index < numbers.length; index += 2) {
      const x = (numbers[index] ?? 0) / 100 - 1;
      const y = 1 - (numbers[index + 1] ?? 0) / 100;
      expect(Math.abs(Math.hypot(x, y) - 0.5)).toBeLessThan(0.01);
    }
  });

  it("are none at a level that is not there, nor across what is no number", () => {
    expect(contourPath({ columns, rows, values }, 100, 200, 200)).toBe("");
    const holes = values.map(() => Number.NaN);
    expect(contourPath({ columns, rows, values: holes }, 1.5, 200, 200)).toBe("");
  });
});

describe("the matrix at a threshold", () => {
  const counts = (filled: Readonly<Record<number, number>>) =>
    Float64Array.from({ length: 200 }, (_, step) => filled[step] ?? 0);
  const scores: TwoClassScores = {
    kind: "two-classes",
    classes: ["malignant", "benign"],
    rows: [10, 20],
    counts: [counts({ 0: 7, 130: 3 }), counts({ 90: 4, 199: 16 })],
  };
  const words = trainingStrings((message) => message);
  const matrix = (threshold: number) =>
    confusionAtThreshold(scores, threshold, words).rows.map((row) =>
      row.cells.map((cell) => Number(cell.count)),
    );

  it("counts who is above it", () => {
    expect(matrix(50)).toEqual([
      [7, 3],
      [4, 16],
    ]);
    expect(matrix(70)).toEqual([
      [10, 0],
      [4, 16],
    ]);
    expect(matrix(40)).toEqual([
      [7, 3],
      [0, 20],
    ]);
    expect(matrix(0)).toEqual([
      [0, 10],
      [0, 20],
    ]);
    expect(matrix(100)).toEqual([
      [10, 0],
      [20, 0],
    ]);
  });

  it("names the class that is missed most, by its own rows, and the threshold", () => {
    expect(confusionAtThreshold(scores, 50, words).sentence).toBe(
      "3 of 10 malignant rows are called benign at threshold 0.5.",
    );
    expect(confusionAtThreshold(scores, 70, words).sentence).toBe(
      "4 of 20 benign rows are called malignant at threshold 0.7.",
    );
  });
});
