import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { NeuronModel } from "../../src/insight/deriveModel";
import { NeuronDataReader } from "../../src/workers/analysis/neuronData";
import { lessonRun } from "../webview/harness/fixtures";

const bytes = new Uint8Array(
  readFileSync(join(import.meta.dirname, "../../media/data/wisconsin_breast_cancer.csv")),
);
const wisconsin = { key: "w", name: "Wisconsin", bytes, isScaled: true };

function logistic(samples: number | null, features: number | null): NeuronModel {
  return {
    layers: [
      {
        activation: "sigmoid",
        units: "one",
        bias: "scalar",
        start: { weight: { kind: "filled", value: 1 }, bias: { kind: "filled", value: 0 } },
      },
    ],
    loss: { kind: "cross-entropy", coefficient: 1, average: true },
    penalties: [],
    sizes: { samples, features, hidden: [], outputs: 1 },
  };
}

describe("the data behind the numbers", () => {
  it("are the rows that the program has: the training rows, or all", async () => {
    const reader = new NeuronDataReader();
    const train = await reader.numbers(logistic(364, 30), wisconsin, 16);
    expect(train.source).toEqual({ kind: "data", name: "Wisconsin", rows: "train", isScaled: true });
    expect([train.numbers.samples, train.numbers.features]).toEqual([364, 30]);
    const all = await reader.numbers(logistic(569, 30), wisconsin, 0);
    expect(all.source).toMatchObject({ rows: "all" });
    expect(all.numbers.samples).toBe(569);
  });

  it("take the formulas' first step to where the trainer's first epoch ends", async () => {
    const { numbers } = await new NeuronDataReader().numbers(logistic(364, 30), wisconsin, 0);
    const stepped = numbers.steps.find(({ id }) => id === "batch/update")?.all?.total.head ?? [];
    const { weights } = await lessonRun({ epochs: 1 });
    expect(stepped.length).toBeGreaterThan(3);
    // Some answers are 1 in float64: the loss is clipped, as the program and the trainer clip it.
    const loss = numbers.steps.find(({ id }) => id === "batch/loss")?.all?.total.head[0];
    expect(loss).toBeGreaterThan(10);
    expect(loss).toBeLessThan(16);
    for (const [at, value] of stepped.entries()) expect(value).toBeCloseTo(weights[at] ?? Number.NaN, 12);
  });

  it("are a toy's where the program can't have them", async () => {
    const reader = new NeuronDataReader();
    for (const model of [logistic(364, 12), logistic(50, 30)])
      expect((await reader.numbers(model, wisconsin, 0)).source).toEqual({ kind: "toy", name: "Wisconsin" });
    const softmax: NeuronModel = {
      ...logistic(null, null),
      layers: [{ activation: "softmax", units: "many", bias: "row" }],
      loss: { kind: "categorical", coefficient: 1, average: true },
      sizes: { samples: null, features: null, hidden: [], outputs: 5 },
    };
    expect((await reader.numbers(softmax, wisconsin, 0)).source.kind).toBe("toy");
    expect((await reader.numbers(logistic(null, null), null, 0)).source).toEqual({ kind: "toy", name: null });
  });

  it("are read once, and never asked for again by their key", async () => {
    const reader = new NeuronDataReader();
    const model = logistic(null, null);
    await reader.numbers(model, wisconsin, 0);
    const again = await reader.numbers(model, { ...wisconsin, bytes: null }, 3);
    expect(again.source.kind).toBe("data");
    expect(again.numbers.sample).toBe(3);
    const unknown = await reader.numbers(model, { ...wisconsin, key: "other", bytes: null }, 0);
    expect(unknown.source.kind).toBe("toy");
  });
});
