import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { english } from "../../src/base/translate";
import { formatValue } from "../../src/present/training-numbers";
import { scoresView } from "../../src/present/training-scores";
import { type LayerWeights, weightsViews } from "../../src/present/training-weights";
import { lessonSpec, type Model, type Run } from "../../src/training/run";
import { matrixLayout } from "../../webview/training/matrixLayout";

function runOf(
  model: Model,
  features: number,
  classes: number,
  weights: number[],
  intercepts: number[],
): Run {
  const nothing = new Float64Array();
  const empty = { trainLoss: nothing, validationLoss: nothing, trainAccuracy: nothing };
  return {
    id: "run",
    dataset: {
      name: "data",
      source: "bundled",
      rows: 10,
      featureNames: Array.from({ length: features }, (_, at) => `x${at}`),
      targetName: "kind",
      classes: Array.from({ length: classes }, (_, at) => ({ name: `c${at}`, rows: 5 })),
      split: { train: 6, validation: 2, test: 2 },
      notes: [],
    },
    spec: { ...lessonSpec, model },
    status: "finished",
    metrics: { ...empty, validationAccuracy: nothing, seconds: nothing },
    weights: Float64Array.from(weights),
    intercepts: Float64Array.from(intercepts),
    confusion: nothing,
    trainAccuracy: 1,
    validationAccuracy: 1,
    testAccuracy: 1,
  };
}

const layersOf = (run: Run): readonly LayerWeights[] =>
  weightsViews(run, english).flatMap((each) => (each.kind === "layer" ? [each] : []));
const softmax = { kind: "softmax", classes: 3 } as const;
const weight = fc.double({ min: -1e6, max: 1e6, noNaN: true });

describe("a softmax layer's weights", () => {
  it("have a column a class and the row with the largest first, with the ink that their size asks for", () => {
    const [layer] = layersOf(runOf(softmax, 2, 3, [0, -1, 0.5, 4, 0.001, -2], [0, 1, -4]));
    expect(layer?.rows).toEqual([
      {
        name: "x1",
        cells: [
          { value: "4.000", sign: "positive", ink: 8 },
          { value: "0.00100", sign: "positive", ink: 1 },
          { value: "−2.000", sign: "negative", ink: 4 },
        ],
      },
      {
        name: "x0",
        cells: [
          { value: "0", sign: "positive", ink: 0 },
          { value: "−1.000", sign: "negative", ink: 2 },
          { value: "0.500", sign: "positive", ink: 1 },
        ],
      },
    ]);
    expect(layer?.columns).toEqual([
      { name: "c0", rank: 0 },
      { name: "c1", rank: 2 },
      { name: "c2", rank: 1 },
    ]);
    expect(layer?.intercepts.cells.map(({ ink }) => ink)).toEqual([0, 2, 8]);
    expect(layer?.shape.flatMap((piece) => (piece.type === "size" ? [piece.text, piece.role] : []))).toEqual([
      "2",
      "n",
      "3",
      "k",
    ]);
  });

  it("are not there where they do not fit the data", () => {
    expect(weightsViews(runOf(softmax, 2, 3, [1, 2, 3], [0, 0, 0]), english)).toEqual([]);
    expect(weightsViews(runOf(softmax, 2, 2, [1, 2, 3, 4, 5, 6], [0, 0, 0]), english)).toEqual([]);
  });

  it("are drawn though all of them are nothing", () => {
    const [layer] = layersOf(runOf(softmax, 1, 3, [0, 0, 0], [0, 0, 0]));
    expect(layer?.rows[0]?.cells.map(({ ink }) => ink)).toEqual([0, 0, 0]);
  });
});

describe("a network's weights", () => {
  const network = (classes: number): Model => ({ kind: "network", hidden: 2, activation: "tanh", classes });

  it("are a table a layer: units named alike in both, each weight where the trainer has it", () => {
    const first = [1, 2, 3, 4];
    const second = [5, 6, 7, 8, 9, 10];
    const [hidden, output] = layersOf(runOf(network(3), 2, 3, [...first, ...second], [1, 2, 3, 4, 5]));
    expect(hidden?.columns.map(({ name }) => name)).toEqual(["h1", "h2"]);
    expect(hidden?.rows.map(({ name }) => name)).toEqual(["x1", "x0"]);
    expect(output?.rows.map((row) => [row.name, ...row.cells.map((cell) => cell.value)])).toEqual([
      ["h2", "8.000", "9.000", "10.00"],
      ["h1", "5.000", "6.000", "7.000"],
    ]);
    expect(hidden?.intercepts.cells.map(({ value }) => value)).toEqual(["1.000", "2.000"]);
    expect(output?.intercepts.cells.map(({ value }) => value)).toEqual(["3.000", "4.000", "5.000"]);
  });

  it("end in bars where there is one output", () => {
    for (const classes of [0, 2]) {
      const [hidden, output] = weightsViews(
        runOf(network(classes), 1, classes, [1, 2, -3, 4], [0, 0, 0.5]),
        english,
      );
      expect(hidden?.kind).toBe("layer");
      expect(output?.kind === "neuron" && output.rows.map((row) => [row.feature, row.value])).toEqual([
        ["h2", "4.000"],
        ["h1", "−3.000"],
      ]);
    }
  });
});

it("sends the largest weights of a large layer, and how many there are in truth", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 300 }),
      fc.integer({ min: 3, max: 40 }),
      fc.infiniteStream(weight),
      (n, k, stream) => {
        const values = [...stream.take(n * k)];
        const [layer] = layersOf(runOf({ kind: "softmax", classes: k }, n, k, values, Array(k).fill(0)));
        if (layer === undefined) throw new Error("no layer");
        expect(layer.of).toEqual({ rows: n, columns: k });
        expect([layer.rows.length, layer.columns.length]).toEqual([Math.min(n, 200), Math.min(k, 24)]);
        expect([...layer.columns.map(({ rank }) => rank)].sort((a, b) => a - b)).toEqual([
          ...layer.columns.keys(),
        ]);
        const largest = Math.max(...values.map(Math.abs));
        const wrong = layer.rows.flatMap((row) =>
          row.cells.filter((cell, at) => {
            const column = Number(layer.columns[at]?.name.slice(1));
            const value = values[Number(row.name.slice(1)) * k + column] ?? 0;
            return (
              cell.value !== formatValue(value) || cell.ink !== Math.ceil((Math.abs(value) / largest) * 8)
            );
          }),
        );
        expect(wrong).toEqual([]);
      },
    ),
    { numRuns: 20 },
  );
});

describe("the matrix in the room that there is", () => {
  const columns = (count: number, name = "c") =>
    Array.from({ length: count }, (_, at) => ({ name: `${name}${at}`, rank: count - 1 - at }));

  it("never takes more than that, and drops the smallest columns first", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 1200 }),
        fc.integer({ min: 1, max: 24 }),
        fc.array(fc.string({ maxLength: 40 }), { minLength: 1, maxLength: 20 }),
        (width, count, names) => {
          const layout = matrixLayout(width, columns(count), names);
          expect(layout.names + layout.cell * layout.columns.length).toBeLessThanOrEqual(width);
          expect(layout.cell).toBeGreaterThanOrEqual(14);
          const dropped = count - layout.columns.length;
          expect(layout.columns).toEqual([...Array(count).keys()].slice(dropped));
          if (dropped > 0) expect(width - layout.names).toBeLessThan(14 * (layout.columns.length + 1));
        },
      ),
    );
  });

  it("puts names above their cells where it is narrow, and upright over slim ones", () => {
    expect(matrixLayout(176, columns(3), ["worst_concave_points"]).names).toBe(0);
    expect(matrixLayout(348, columns(3), ["worst_concave_points"]).names).toBeGreaterThan(100);
    expect(matrixLayout(348, columns(3, "versicolor"), ["petal_length"])).toMatchObject({
      upright: false,
      numbers: true,
    });
    expect(matrixLayout(348, columns(9, "versicolor"), ["petal_length"])).toMatchObject({
      upright: true,
      numbers: false,
    });
    // Two letters of 12 pixels each, and of 11.
    expect(matrixLayout(348, columns(3), ["h1", "절편"]).names).toBeGreaterThanOrEqual(2 * 12 + 8);
    expect(matrixLayout(348, columns(10, "꽃받침"), ["worst_concave_points"]).upright).toBe(true);
    expect(matrixLayout(348, columns(10), ["worst_concave_points"]).upright).toBe(false);
    expect(matrixLayout(348, columns(10, "flower"), ["worst_concave_points"]).upright).toBe(true);
  });
});

it("says how sure a model of several classes is, and how often it is wrong then", () => {
  const counts = (filled: Readonly<Record<number, number>>) =>
    Float64Array.from({ length: 200 }, (_, step) => filled[step] ?? 0);
  const wrong = counts({ 100: 3, 179: 1, 180: 2 });
  const right = counts({ 150: 10, 199: 20 });
  expect(scoresView(["a", "b", "c"], [wrong, right], english)).toMatchObject({
    kind: "several-classes",
    names: ["called wrong, 6", "called right, 30"],
    sentence:
      "22 of 36 rows get a score above 0.9 for the class that they are called, and 2 of those are wrong.",
  });
  expect(scoresView([], null, english)).toBeNull();
});
