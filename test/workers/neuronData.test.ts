import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { NeuronModel } from "../../src/insight/derivation/model";
import type { TrainingSpec } from "../../src/training/run";
import type { Learned } from "../../src/workers/analysis/calls";
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
    expect(train.source).toEqual({
      kind: "data",
      name: "Wisconsin",
      rows: "train",
      isScaled: true,
      epoch: null,
    });
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

  /** 30 features, 4 hidden units of tanh, one output. */
  const network: NeuronModel = {
    ...logistic(364, 30),
    layers: [
      { activation: "tanh", units: "many", bias: "row" },
      { activation: "sigmoid", units: "one", bias: "scalar" },
    ],
    sizes: { samples: 364, features: 30, hidden: [4], outputs: 1 },
  };
  const trained = { kind: "network", hidden: 4, activation: "tanh", classes: 2 } as const;
  const turned = (model: NeuronModel): NeuronModel => ({
    ...model,
    layers: model.layers.map((layer) => ({ ...layer, turned: true })),
  });

  async function learnedAt(epoch: number, change: Partial<TrainingSpec>): Promise<Learned> {
    const { spec, dataset, weights, intercepts } = await lessonRun({ ...change, epochs: epoch });
    return { fingerprint: dataset.fingerprint ?? "", model: spec.model, epoch, weights, intercepts };
  }

  it.each<[string, NeuronModel, Partial<TrainingSpec>, (at: number) => number]>([
    ["a neuron", logistic(364, 30), {}, (at) => at],
    ["a neuron whose weights lie", turned(logistic(364, 30)), {}, (at) => at],
    ["a neuron whose samples are columns", { ...logistic(364, 30), samplesAs: "columns" }, {}, (at) => at],
    ["a network", network, { model: trained, initialWeights: "normal" }, (at) => at],
    [
      "a network whose samples are columns",
      { ...network, samplesAs: "columns" },
      { model: trained, initialWeights: "normal" },
      (at) => 4 * at,
    ],
  ])("go on from an epoch of a run to its next: %s", async (_, model, change, place) => {
    const learned = await learnedAt(7, change);
    const { numbers, source } = await new NeuronDataReader().numbers(model, wisconsin, 0, learned);
    expect(source).toMatchObject({ kind: "data", rows: "train", epoch: 7 });
    const stepped = numbers.steps.find(({ id }) => /^batch\/update(-1)?$/.test(id))?.all?.total.head ?? [];
    expect(stepped.length).toBeGreaterThan(3);
    const next = await learnedAt(8, change);
    for (const [at, value] of stepped.entries())
      expect(value).toBeCloseTo(next.weights[place(at)] ?? Number.NaN, 12);
  });

  it.each<[string, NeuronModel, Partial<Learned>]>([
    ["other rows", logistic(364, 30), { fingerprint: "other" }],
    ["all rows", logistic(569, 30), {}],
    ["another model", network, {}],
    [
      "no intercept",
      { ...logistic(364, 30), layers: [{ activation: "sigmoid", units: "one", bias: null }] },
      {},
    ],
  ])("start as the program does where the run had %s", async (_, model, change) => {
    const learned = { ...(await learnedAt(7, {})), ...change };
    const { source } = await new NeuronDataReader().numbers(model, wisconsin, 0, learned);
    expect(source).toMatchObject({ kind: "data", epoch: null });
  });

  it("start as the program does where the run had another number of hidden units", async () => {
    const learned = await learnedAt(2, { model: { ...trained, hidden: 5 }, initialWeights: "normal" });
    const { source } = await new NeuronDataReader().numbers(network, wisconsin, 0, learned);
    expect(source).toMatchObject({ kind: "data", epoch: null });
  });

  it("start as the program does where its layers are normalised, as those of a run never are", async () => {
    const { hidden } = trained;
    const learned = await learnedAt(2, { model: trained, initialWeights: "normal" });
    const sizes = { ...network.sizes, hidden: [hidden] };
    const plain = await new NeuronDataReader().numbers({ ...network, sizes }, wisconsin, 0, learned);
    expect(plain.source).toMatchObject({ kind: "data", epoch: 2 });
    const norm = { epsilon: 1e-5, scale: true, shift: true };
    const layers = network.layers.map((layer, at) => (at === 0 ? { ...layer, norm } : layer));
    const { numbers, source } = await new NeuronDataReader().numbers(
      { ...network, sizes, layers },
      wisconsin,
      3,
      learned,
    );
    expect(source).toMatchObject({ kind: "data", epoch: null });
    const normal = numbers.steps.find(({ id }) => id === "batch/normal-1");
    expect([normal?.sample?.tex, normal?.all]).toEqual(["\\hat z_{1,4}", null]);
  });
});
