import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { prepareDataset } from "../../src/datasets/prepare";
import { readTable } from "../../src/datasets/read";
import { comparePolicies } from "../../src/training/compare";
import { diagnose } from "../../src/training/diagnosis";
import { finishRun } from "../../src/training/finish";
import { lessonSpec, type TrainingSpec } from "../../src/training/run";
import { createTrainer } from "../../src/training/trainer";

const file = join(import.meta.dirname, "../../media/data/wisconsin_breast_cancer.csv");
const table = await readTable(readFileSync(file), "wisconsin_breast_cancer.csv");
if (table.kind === "problem") throw new Error(table.problem.kind);
const found = prepareDataset(table.value, { name: "Wisconsin", source: "bundled" });
if (found.kind === "problem") throw new Error(found.problem.kind);
const prepared = found.value;

function run(changes: Partial<TrainingSpec>) {
  const spec: TrainingSpec = { ...lessonSpec, ...changes };
  const trainer = createTrainer(spec, prepared.train, prepared.validation);
  trainer.runEpochs(spec.epochs);
  return finishRun("1", trainer, prepared, spec);
}

describe("policies side by side", () => {
  const comparison = comparePolicies(
    lessonSpec,
    [{ kind: "batch" }, { kind: "mini-batch", batchSize: 32 }, { kind: "one-sample" }],
    prepared.train,
    prepared.validation,
  );
  while (comparison.isRunning) comparison.runSamples(5000);
  const [batch, mini, one] = comparison.results();
  if (batch === undefined || mini === undefined || one === undefined) throw new Error("three policies");

  it("show the lesson's claim on the lesson's data: the batch curve is the stable one", () => {
    expect(batch.risingShare).toBe(0);
    expect(mini.risingShare).toBe(0);
    expect(one.risingShare).toBeGreaterThan(0.3);
  });

  it("reach the losses after an epoch and after a hundred that NumPy reaches", () => {
    const at = (result: typeof batch, epoch: number) =>
      result.metrics.endOfEpochLoss?.[epoch - 1] ?? Number.NaN;
    expect(at(batch, 1)).toBeCloseTo(12.48, 2);
    expect(at(batch, 100)).toBeCloseTo(0.111, 2);
    // The order matters for the others: within the range of twenty seeds.
    expect(at(mini, 1)).toBeGreaterThan(4.5);
    expect(at(mini, 1)).toBeLessThan(5.3);
    expect(at(one, 1)).toBeLessThan(0.12);
  });

  it("keep the running mean and the loss after the epoch apart", () => {
    const running = mini.metrics.trainLoss[0] ?? 0;
    expect(running).toBeGreaterThan(8);
    expect(mini.metrics.endOfEpochLoss?.[0]).toBeLessThan(running - 3);
  });

  it("measure the gradient's noise: none for the batch, most for single samples", () => {
    expect([batch, mini, one].map((each) => each.updatesAnEpoch)).toEqual([1, 12, 364]);
    expect(batch.noiseAtStart.noise).toBeLessThan(1e-12);
    expect(mini.noiseAtStart.noise).toBeGreaterThan(0.01);
    expect(one.noiseAtStart.noise).toBeGreaterThan(2 * mini.noiseAtStart.noise);
    expect(one.noiseAtStart.gradient).toBeCloseTo(batch.noiseAtStart.gradient, 10);
  });
});

describe("a run's diagnosis", () => {
  it("is silent where all is well", () => {
    expect(diagnose(run({ epochs: 3000, initialWeights: "zeros", l2: 1 }))).toEqual([]);
  });

  it("says that the loss still falls", () => {
    expect(diagnose(run({ epochs: 40 }))).toEqual([{ kind: "still-falling", epochs: 40, tryEpochs: 120 }]);
  });

  it("says that the steps overshoot", () => {
    expect(diagnose(run({ learningRate: 40 })).map((each) => each.kind)).toContain("oscillates");
  });

  it("says where it began to learn by heart", () => {
    const [only] = diagnose(run({ epochs: 20_000, learningRate: 1 }));
    expect(only?.kind).toBe("overfits");
  });
});
