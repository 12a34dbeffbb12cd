import { describe, expect, it } from "vitest";
import * as arrays from "../../../src/algebra/array";
import {
  evaluateLines,
  type NeuronData,
  toyData,
  toyParameters,
} from "../../../src/insight/derivation/bindings";
import type { LossName } from "../../../src/insight/derivation/losses";
import {
  type ActivationName,
  batchGraph,
  type LayerModel,
  type NeuronModel,
} from "../../../src/insight/derivation/model";
import { deriveNumbers } from "../../../src/insight/derivation/numbers";
import { type Matrix, productStories } from "../../../src/insight/derivation/product";
import { baseName } from "../../../src/insight/derivation/steps";
import { numericGradient, relativeError } from "../../algebra/expression.cases";

type Layer = readonly [ActivationName, "one" | "many"];

function model(layers: readonly Layer[], kind: LossName, more: Partial<NeuronModel> = {}, turned = false) {
  return {
    layers: layers.map(([activation, units]): LayerModel => {
      return { activation, units, bias: units === "one" ? "scalar" : "row", turned };
    }),
    loss: { kind, coefficient: 1, average: true },
    penalties: [],
    sizes: { samples: 364, features: 30, hidden: layers.slice(1).map(() => 10), outputs: null },
    ...more,
  } satisfies NeuronModel;
}

const columns = { samplesAs: "columns" } as const;
const models: Readonly<Record<string, NeuronModel>> = {
  logistic: model([["sigmoid", "one"]], "cross-entropy"),
  "logistic, columns, wᵀX": model([["sigmoid", "one"]], "cross-entropy", columns, true),
  "logistic, columns, w X": model([["sigmoid", "one"]], "cross-entropy", columns),
  "weights as rows": model([["sigmoid", "one"]], "cross-entropy", {}, true),
  linear: model([["identity", "one"]], "squared"),
  hinge: model([["identity", "one"]], "hinge"),
  poisson: model([["identity", "one"]], "poisson"),
  softmax: model([["softmax", "many"]], "categorical"),
  "softmax, columns": model([["softmax", "many"]], "categorical", columns),
  "two layers": model(
    [
      ["tanh", "many"],
      ["sigmoid", "one"],
    ],
    "cross-entropy",
  ),
  "three layers, columns": model(
    [
      ["relu", "many"],
      ["tanh", "many"],
      ["softmax", "many"],
    ],
    "categorical",
    columns,
  ),
};

const step = (each: NeuronModel, id: string, sample = 1) => {
  const found = deriveNumbers(each, toyData(each), sample, toyParameters).steps.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no step ${id}`);
  return found;
};

describe("the toy's numbers, as the textbook has them", () => {
  const logistic = model([["sigmoid", "one"]], "cross-entropy");
  const close = (value: readonly number[] | undefined, wanted: readonly number[]) => {
    expect(value?.length).toBe(wanted.length);
    for (const [at, number] of wanted.entries()) expect(value?.[at]).toBeCloseTo(number, 4);
  };

  it.each([
    [0, -1.4, 0.1978, -0.8022, [-0.8022, -1.6044]],
    [1, 1.1, 0.7503, 0.7503, [0, -0.7503]],
    [2, 0.6, 0.6457, -0.3543, [-1.063, -0.3543]],
  ])("for sample %i", (sample, z, a, error, share) => {
    close(step(logistic, "batch/forward", sample).sample?.total.head, [z]);
    close(step(logistic, "batch/activation", sample).sample?.total.head, [a]);
    close(step(logistic, "batch/error", sample).sample?.total.head, [error]);
    close(step(logistic, "batch/weights", sample).sample?.total.head, share);
    close(step(logistic, "sample/weights", sample).sample?.total.head, share);
  });

  it("for all samples", () => {
    close(step(logistic, "batch/loss").all?.total.head, [1.1484]);
    close(step(logistic, "batch/weights").all?.total.head, [-0.6217, -0.903]);
    close(step(logistic, "batch/bias").all?.total.head, [-0.1354]);
    close(step(logistic, "batch/update").all?.total.head, [0.5622, -0.9097]);
  });

  it("names the sample in the formula, counted from 1", () => {
    expect(step(logistic, "batch/weights", 1).sample?.tex).toBe("e_2\\,x_2");
    expect(step(logistic, "batch/error", 1).sample?.tex).toBe("e_2");
    expect(step(logistic, "batch/error", 1).sample?.terms.map(({ joint, of }) => joint + of)).toEqual([
      "a",
      "-y",
    ]);
    expect(step(models["two layers"] ?? logistic, "batch/weights-2", 1).sample?.tex).toBe(
      "d_{2,2} a_{1,2}^\\top",
    );
  });
});

describe.each(Object.entries(models))("%s", (_, each) => {
  const data = toyData(each);
  const graph = batchGraph(each);
  const { bindings } = evaluateLines(each, graph, data, toyParameters);

  it("has the gradient of central differences", () => {
    const numbers = deriveNumbers(each, data, 0, toyParameters);
    for (const [at, { weight }] of graph.layers.entries()) {
      const id = each.layers.length === 1 ? "batch/weights" : `batch/weights-${at + 1}`;
      const head = numbers.steps.find((one) => one.id === id)?.all?.total.head ?? [];
      const numeric = arrays.elements(numericGradient(graph.loss, weight, bindings));
      const shown = Float64Array.from(head);
      const wanted = arrays.arrayOf(numeric.slice(0, head.length), [head.length]);
      expect(relativeError(arrays.arrayOf(shown, [head.length]), wanted), id).toBeLessThan(1e-7);
    }
  });

  it("adds up, sample by sample, to the product, and each sample's part is its own gradient", () => {
    const stories = productStories(each);
    expect(stories.length).toBe(each.layers.length);
    for (const story of stories) {
      const total = story.terms.map(({ term }) => term).reduce(plus);
      expect(distance(total, story.product)).toBeLessThan(1e-12);
      expect(story.terms.at(-1)?.sum).toEqual(story.product);
      expect(distance(story.product, times(story.left.matrix, story.right.matrix))).toBeLessThan(1e-12);
      const factor = each.loss.kind === "squared" ? 2 : 1;
      for (const [at, { term }] of story.terms.entries()) {
        const own = step(each, story.id.replace("batch", "sample"), at).sample?.total.head ?? [];
        for (const [place, value] of own.entries())
          expect(term.flat()[place]).toBeCloseTo(value / factor, 12);
      }
    }
  });

  it("fits the weights in one arrangement alone", () => {
    for (const { arrangements, tex } of productStories(each)) {
      expect(arrangements.length).toBe(8);
      const right = arrangements.filter(({ verdict }) => verdict === "gradient");
      expect(right.map((one) => one.tex)).toEqual([tex]);
      for (const { left, right: other, result, verdict } of arrangements) {
        expect(result === null, verdict).toBe(left[1].text !== other[0].text);
        if (verdict === "chance-inner") expect(left[1].name).not.toBe(other[0].name);
      }
    }
  });
});

it("tells chance from reason where sizes are equal", () => {
  const square = { samples: 30, features: 30, hidden: [], outputs: null };
  const [story] = productStories(model([["sigmoid", "one"]], "cross-entropy", { sizes: square }));
  const verdicts = new Map(story?.arrangements.map(({ tex, verdict }) => [tex, verdict]));
  expect(verdicts.get("X E")).toBe("chance-inner");
  expect(verdicts.get("X^\\top E")).toBe("gradient");
  expect(verdicts.get("E^\\top X")).toBe("shape");
  expect(verdicts.get("E X")).toBe("inner");
  const classes = { samples: 364, features: 3, hidden: [], outputs: 3 };
  const [softmax] = productStories(model([["softmax", "many"]], "categorical", { sizes: classes }));
  const turned = softmax?.arrangements.find(({ tex }) => tex === "(P - Y)^\\top X");
  expect(turned?.verdict).toBe("chance-shape");
});

it("evaluates the formulas on any data, for the sample that is asked for", () => {
  const logistic = model([["sigmoid", "one"]], "cross-entropy", {}, false);
  const rows = 40;
  const inputs = arrays.arrayOf(
    Float64Array.from({ length: rows * 3 }, (_, at) => Math.sin(at * 1.7)),
    [rows, 3],
  );
  const target = Array.from({ length: rows }, (_, at) => at % 2);
  const data: NeuronData = { inputs, target, classes: 2 };
  const filled = { ...logistic, layers: logistic.layers.map((layer) => ({ ...layer, start: ones })) };
  const numbers = deriveNumbers(filled, data, 16);
  const x = [0, 1, 2].map((j) => Math.sin((16 * 3 + j) * 1.7));
  const z = x.reduce((sum, value) => sum + value, 0);
  const error = 1 / (1 + Math.exp(-z)) - 0;
  const weights = numbers.steps.find(({ id }) => id === "batch/weights")?.sample;
  expect(weights?.terms.map(({ of }) => of)).toEqual(["e", "x"]);
  expect(weights?.terms[0]?.value.head[0]).toBeCloseTo(error, 12);
  for (const [at, value] of x.entries()) {
    expect(weights?.terms[1]?.value.head[at]).toBeCloseTo(value, 12);
    expect(weights?.total.head[at]).toBeCloseTo(error * value, 12);
  }
  expect(deriveNumbers(filled, data, 4000).sample).toBe(rows - 1);
});

describe("a normalised network", () => {
  const network = model(
    [
      ["tanh", "many"],
      ["sigmoid", "one"],
    ],
    "cross-entropy",
  );
  const [first, ...others] = network.layers;
  const norm = { epsilon: 1e-3, scale: true, shift: true };
  const own: NeuronModel = { ...network, layers: first === undefined ? [] : [{ ...first, norm }, ...others] };

  it.each(["rows", "columns"] as const)(
    "has the sample's own share of the batch, with samples as %s",
    (samplesAs) => {
      const each = { ...own, samplesAs };
      const data = toyData(each);
      const heads = [0, 1, 2].map((at) => step(each, "batch/normal-1", at).sample?.total.head ?? []);
      const deviation = step(each, "batch/deviation-1").all?.total.head ?? [];
      const sums = [0, 1, 2].map((at) => step(each, "batch/forward-1", at).sample?.total.head ?? []);
      for (const [unit, sigma] of deviation.entries()) {
        const z = sums.map((row) => row[unit] ?? 0);
        const mean = (z[0] ?? 0) / 3 + (z[1] ?? 0) / 3 + (z[2] ?? 0) / 3;
        expect(sigma ** 2).toBeCloseTo(z.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 3 + 1e-3, 12);
        for (const [at, one] of z.entries()) expect(heads[at]?.[unit]).toBeCloseTo((one - mean) / sigma, 12);
      }
      expect(deviation.length).toBeGreaterThan(1);
      expect(
        deriveNumbers(each, data, 0, toyParameters).steps.every(({ id }) => id.startsWith("batch/")),
      ).toBe(true);
    },
  );

  it("names the sample in what each has one of", () => {
    const tex = (id: string) => step(own, id, 1).sample?.tex;
    expect(tex("batch/normal-1")).toBe("\\hat z_{1,2}");
    expect(tex("batch/scaled-1")).toBe("n_{1,2}");
    expect(tex("batch/scaled-error-1")).toBe("\\frac1m g_{1,2}");
    expect(tex("batch/error-1")).toBe("\\frac1m d_{1,2}");
    for (const id of ["mean-1", "deviation-1", "scale-1", "shift-1", "weights-1", "loss"]) {
      const { sample, all } = step(own, `batch/${id}`, 1);
      expect([id, sample, all === null]).toEqual([id, null, false]);
    }
  });

  it("starts at γ = 1 and β = 0 where nothing else is known", () => {
    const [layer] = batchGraph(own).layers;
    const { bindings } = evaluateLines(own, batchGraph(own), toyData(own));
    const value = (name: string | undefined) => [
      ...arrays.elements(bindings.variables.get(name ?? "") ?? arrays.full([0], 0)),
    ];
    expect(value(layer?.norm?.scale?.name)).toEqual(Array.from({ length: 10 }, () => 1));
    expect(value(layer?.norm?.shift?.name)).toEqual(Array.from({ length: 10 }, () => 0));
  });

  it("adds its product up sample by sample all the same", () => {
    expect(productStories(own).map(({ tex }) => tex)).toEqual(["A_1^\\top D_2", "X^\\top D_1"]);
  });
});

const ones = { weight: { kind: "filled", value: 1 }, bias: { kind: "filled", value: 0 } } as const;

it("finds a factor's name whatever it wears", () => {
  expect(baseName("X^\\top")).toBe("x");
  expect(baseName("(P - Y)^\\top")).toBe(baseName("(p - y)"));
  expect(baseName("A_1")).toBe("a_1");
});

function plus(a: Matrix, b: Matrix): Matrix {
  return a.map((row, i) => row.map((value, j) => value + (b[i]?.[j] ?? Number.NaN)));
}

function times(a: Matrix, b: Matrix): Matrix {
  return a.map((row) =>
    (b[0] ?? []).map((_, j) => row.reduce((sum, value, k) => sum + value * (b[k]?.[j] ?? Number.NaN), 0)),
  );
}

function distance(a: Matrix, b: Matrix): number {
  return Math.max(...a.flatMap((row, i) => row.map((value, j) => Math.abs(value - (b[i]?.[j] ?? 1e9)))));
}
