import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Prepared, prepareDataset } from "../../src/datasets/prepare";
import { readTable } from "../../src/datasets/read";
import { evaluate, finishRun } from "../../src/training/finish";
import { lessonSpec, type TrainingSpec } from "../../src/training/run";
import { createTrainer } from "../../src/training/trainer";
import golden from "../golden/lesson_runs.json";
import { builtKernel } from "./builtKernels";

const file = join(import.meta.dirname, "../../media/data/wisconsin_breast_cancer.csv");

async function lessonData(): Promise<Prepared> {
  const table = await readTable(readFileSync(file), "wisconsin_breast_cancer.csv");
  if (table.kind === "problem") throw new Error(table.problem.kind);
  const prepared = prepareDataset(table.value, { name: "Wisconsin", source: "bundled" });
  if (prepared.kind === "problem") throw new Error(prepared.problem.kind);
  return prepared.value;
}

function expectClose(found: ArrayLike<number>, wanted: readonly number[], relative: number): void {
  expect(found.length).toBe(wanted.length);
  wanted.forEach((value, index) => {
    expect(Math.abs((found[index] ?? Number.NaN) - value)).toBeLessThanOrEqual(relative * Math.abs(value));
  });
}

const kernel = await builtKernel();

describe.each([
  ["reference", []],
  ["kernel", [kernel]],
] as const)("the lesson's runs with the %s", async (name, engines) => {
  const prepared = await lessonData();

  it("are of the lesson's rows", () => {
    expect(prepared.summary.split).toEqual({ train: 364, validation: 91, test: 114 });
    expect(prepared.summary.classes).toEqual([
      { name: "malignant", rows: 212 },
      { name: "benign", rows: 357 },
    ]);
    expect(prepared.task).toBe("two-classes");
    expect(prepared.summary.targetName).toBe("diagnosis");
    expect(prepared.summary.notes).toEqual([]);
    expectClose(prepared.scaler.mean, golden.scaler_mean, 1e-12);
    expectClose(prepared.scaler.scale, golden.scaler_scale, 1e-12);
  });

  it.each(golden.runs)(
    "reach NumPy's figures: l1 $l1, l2 $l2, $epochs epochs, from $initial_weight",
    (run) => {
      const spec: TrainingSpec = {
        ...lessonSpec,
        l1: run.l1,
        l2: run.l2,
        epochs: run.epochs,
        learningRate: run.learning_rate,
        initialWeights: run.initial_weight === 1 ? "ones" : "zeros",
      };
      const trainer = createTrainer(spec, prepared.train, prepared.validation, {
        engines,
        curveCapacity: 20_000,
      });
      expect(trainer.engineName).toBe(name);
      trainer.runEpochs(run.epochs);
      const finished = finishRun("1", trainer, prepared, spec);
      expect(finished.status).toBe("finished");
      const at = (curve: Float64Array, wanted: Record<string, number>) => {
        const epochs = Object.keys(wanted);
        expectClose(
          epochs.map((epoch) => curve[Number(epoch) - 1] ?? Number.NaN),
          Object.values(wanted),
          1e-9,
        );
      };
      at(finished.metrics.trainLoss, run.train_loss);
      at(finished.metrics.validationLoss, run.validation_loss);
      expectClose(finished.weights, run.weights, 1e-9);
      expectClose(finished.intercepts, [run.intercept], 1e-9);
      expect(finished.trainAccuracy).toBe(run.train.accuracy);
      expect(finished.validationAccuracy).toBe(run.validation.accuracy);
      expect(finished.testAccuracy).toBe(run.test.accuracy);
      expect([...finished.confusion]).toEqual([
        run.validation.tn,
        run.validation.fp,
        run.validation.fn,
        run.validation.tp,
      ]);
      const test = evaluate(
        spec,
        { weights: finished.weights, intercepts: finished.intercepts },
        prepared.test,
        2,
      );
      expect([...test.confusion]).toEqual([run.test.tn, run.test.fp, run.test.fn, run.test.tp]);
    },
  );
});
