import { describe, expect, it } from "vitest";
import { RandomState } from "../../src/base/randomState";
import { CurveRecorder } from "../../src/training/curves";
import { lessonSpec, type Subset, type TrainingSpec } from "../../src/training/run";
import { createTrainer } from "../../src/training/trainer";

function sample(samples: number, features: number, seed = 3): Subset {
  const random = new RandomState(seed);
  const data = Float64Array.from({ length: samples * features }, () => random.normal());
  const target = Float64Array.from({ length: samples }, (_, i) =>
    (data[i * features] ?? 0) + random.normal() / 2 > 0 ? 1 : 0,
  );
  return { inputs: { samples, features, data }, target };
}

const train = sample(200, 5);
const validation = sample(50, 5, 4);
const spec: TrainingSpec = { ...lessonSpec, policy: { kind: "mini-batch", batchSize: 32 }, epochs: 40 };

describe("a trainer", () => {
  it("gives the same run whatever the slices", () => {
    const whole = createTrainer(spec, train, validation);
    whole.runEpochs(40);
    const sliced = createTrainer(spec, train, validation);
    for (let count = 1; sliced.state === "running"; count = (count * 7) % 500) sliced.runSamples(count);
    expect(sliced.parameters()).toEqual(whole.parameters());
    expect(sliced.metrics()).toEqual(whole.metrics());
    expect(sliced.state).toBe("finished");
  });

  it("goes on from a snapshot as if it had not stopped, also taken inside an epoch", () => {
    const large = sample(3000, 600, 5);
    const one: TrainingSpec = { ...spec, epochs: 4 };
    const whole = createTrainer(one, large, validation);
    whole.runEpochs(4);
    const first = createTrainer(one, large, validation);
    first.runEpochs(1);
    first.runSamples(10);
    expect(first.epoch).toBe(1);
    expect(first.snapshot().epoch).toBe(1);
    const second = createTrainer(one, large, validation, { resume: structuredClone(first.snapshot()) });
    second.runEpochs(4);
    expect(second.epoch).toBe(4);
    expect(second.parameters()).toEqual(whole.parameters());
  });

  it("goes back to any epoch's weights", () => {
    const long: TrainingSpec = { ...spec, epochs: 500 };
    const trainer = createTrainer(long, train, validation);
    const seen = new Map<number, unknown>();
    while (trainer.state === "running") {
      trainer.runEpochs(1);
      if ([1, 77, 128, 499].includes(trainer.epoch)) seen.set(trainer.epoch, trainer.parameters());
    }
    for (const [epoch, parameters] of seen) expect(trainer.parametersAt(epoch)).toEqual(parameters);
    expect(trainer.parametersAt(0).weights).toEqual(new Float64Array(5).fill(1));
    expect(() => trainer.parametersAt(501)).toThrow(RangeError);
  });

  it("makes one update at a time, and is then where it would have been anyway", () => {
    const whole = createTrainer(spec, train, validation);
    whole.runEpochs(3);
    const stepped = createTrainer(spec, train, validation);
    stepped.runEpochs(1);
    const first = stepped.parameters();
    const seen = new Set([first.weights.join()]);
    for (let update = 1; update <= 7; update++) {
      expect(stepped.epoch).toBe(1);
      stepped.runUpdate();
      seen.add(stepped.parameters().weights.join());
    }
    // 200 rows in batches of 32 are seven updates.
    expect(seen.size).toBe(8);
    expect(stepped.epoch).toBe(2);
    stepped.runUpdate();
    stepped.runEpochs(1);
    expect(stepped.epoch).toBe(3);
    expect(stepped.parameters()).toEqual(whole.parameters());
    expect(stepped.metrics()).toEqual(whole.metrics());
  });

  it("says that a linear neuron diverges, and stops", () => {
    const steep: TrainingSpec = { ...lessonSpec, model: { kind: "linear" }, learningRate: 5, epochs: 10_000 };
    const trainer = createTrainer(steep, train, validation);
    trainer.runEpochs(10_000);
    expect(trainer.state).toBe("diverged");
    expect(trainer.epoch).toBeLessThan(100);
  });

  it("stops early, with the weights of the best epoch", () => {
    // The held-out labels are of no use, so the validation loss soon rises.
    const random = new RandomState(9);
    const noise = { ...validation, target: validation.target.map(() => random.integer(0, 2)) };
    const patient: TrainingSpec = {
      ...spec,
      epochs: 5000,
      initialWeights: "zeros",
      earlyStopping: { patience: 5 },
    };
    const trainer = createTrainer(patient, train, noise);
    trainer.runEpochs(5000);
    expect(trainer.state).toBe("stopped-early");
    expect(trainer.parametersEpoch).toBe(trainer.epoch - 5);
    const losses = [...trainer.metrics().validationLoss];
    expect(losses.indexOf(Math.min(...losses)) + 1).toBe(trainer.parametersEpoch);
    expect(trainer.parameters()).toEqual(trainer.parametersAt(trainer.parametersEpoch));
  });

  it("tells each epoch once in its progress", () => {
    const trainer = createTrainer({ ...spec, epochs: 3000 }, train, validation, { curveCapacity: 256 });
    let curve = new Map<number, number>();
    let replacements = 0;
    while (trainer.state === "running") {
      trainer.runEpochs(50);
      const progress = trainer.progress();
      if (progress.replaces === true) {
        curve = new Map();
        replacements++;
      }
      progress.trainLoss.forEach((loss, index) => {
        const epoch = progress.epochNumbers?.[index] ?? Number.NaN;
        expect(curve.has(epoch)).toBe(false);
        curve.set(epoch, loss);
      });
    }
    expect(replacements).toBeGreaterThan(0);
    const metrics = trainer.metrics();
    metrics.epochNumbers?.forEach((epoch, index) => {
      if (curve.has(epoch)) expect(curve.get(epoch)).toBe(metrics.trainLoss[index]);
    });
    expect(curve.size).toBeGreaterThan(metrics.trainLoss.length - 20);
  });
});

describe("long curves", () => {
  it("stay small and lose no extreme", () => {
    const recorder = new CurveRecorder(1000);
    const random = new RandomState(1);
    const epochs = 200_000;
    const spikes = new Set([17, 1234, 99_999, 123_456]);
    const losses: number[] = [];
    for (let epoch = 1; epoch <= epochs; epoch++) {
      const trainLoss = spikes.has(epoch) ? 50 + epoch / 1e6 : 1 / epoch + random.random() / 100;
      losses.push(trainLoss);
      const rest = { trainAccuracy: 1, validationAccuracy: 1, seconds: epoch, endOfEpochLoss: Number.NaN };
      recorder.add({ epoch, trainLoss, validationLoss: -trainLoss, ...rest });
    }
    const { trainLoss, epochNumbers = new Float64Array() } = recorder.metrics();
    expect(trainLoss.length).toBeLessThanOrEqual(1005);
    expect(trainLoss.length).toBeGreaterThan(300);
    for (const epoch of spikes) expect(epochNumbers).toContain(epoch);
    expect(Math.min(...trainLoss)).toBe(Math.min(...losses));
    expect(epochNumbers[0]).toBe(1);
    expect(epochNumbers.at(-1)).toBe(epochs);
    epochNumbers.forEach((epoch, index) => {
      expect(trainLoss[index]).toBe(losses[epoch - 1]);
      if (index > 0) expect(epoch).toBeGreaterThan(epochNumbers[index - 1] ?? 0);
    });
  });
});
