import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { RandomState } from "../../src/base/randomState";
import type { EngineFactory } from "../../src/training/engine";
import { kernelEngine, loadKernelEngines } from "../../src/training/kernelEngine";
import { KernelInstance, MemoryPlan, usableKernel } from "../../src/training/kernelModule";
import { KernelOrder, planOrder } from "../../src/training/kernelOrder";
import { buildKernels } from "../../src/training/kernels/build.mjs";
import {
  lessonSpec,
  type Model,
  type Subset,
  type TrainingSpec,
  type UpdatePolicy,
} from "../../src/training/run";
import { createTrainer } from "../../src/training/trainer";

const folder = mkdtempSync(join(tmpdir(), "neuron-lens-kernels-"));
const fused = usableKernel() === "neuron-fma.wasm";

beforeAll(() => buildKernels(folder), 120_000);

const engineOf = (file: string): EngineFactory =>
  kernelEngine(new WebAssembly.Module(readFileSync(join(folder, file))), file);

function sample(model: Model, samples: number, features: number, random: RandomState): Subset {
  const data = Float64Array.from({ length: samples * features }, () => random.normal());
  const isNumber = model.kind === "linear" || (model.kind === "network" && model.classes === 1);
  const classes = isNumber ? 0 : "classes" in model ? model.classes : 2;
  const target = Float64Array.from({ length: samples }, () =>
    classes === 0 ? random.normal() : random.integer(0, classes),
  );
  return { inputs: { samples, features, data }, target };
}

const models: readonly Model[] = [
  { kind: "logistic" },
  { kind: "linear" },
  // Blocks of five, of two and of one pair of classes, and a pair that is filled up.
  ...[2, 3, 5, 7, 10, 13].map((classes): Model => ({ kind: "softmax", classes })),
  { kind: "network", hidden: 3, activation: "sigmoid", classes: 2 },
  { kind: "network", hidden: 8, activation: "tanh", classes: 5 },
  { kind: "network", hidden: 5, activation: "relu", classes: 1 },
];
const policies: readonly UpdatePolicy[] = [
  { kind: "batch" },
  { kind: "mini-batch", batchSize: 13 },
  { kind: "one-sample" },
];

/** The largest difference, relative to the largest wanted number. R² of a single row is infinite in both. */
function distance(found: Float64Array, wanted: Float64Array): number {
  if (found.length !== wanted.length) return Number.POSITIVE_INFINITY;
  const finite = wanted.filter(Number.isFinite).map(Math.abs);
  const size = Math.max(Number.MIN_VALUE, ...finite);
  const differences = wanted.map((value, index) =>
    Object.is(value, found[index]) ? 0 : Math.abs(value - (found[index] ?? Number.NaN)),
  );
  return Math.max(...differences) / size;
}

function compare(spec: TrainingSpec, factory: EngineFactory, train: Subset, validation: Subset): void {
  const reference = createTrainer(spec, train, validation);
  const kernel = createTrainer(spec, train, validation, { engines: [factory] });
  expect(kernel.engineName).toMatch(/neuron/);
  reference.runEpochs(spec.epochs);
  kernel.runEpochs(spec.epochs);
  const wanted = reference.metrics();
  const found = kernel.metrics();
  const label = JSON.stringify([spec.model, spec.policy, train.inputs.samples, train.inputs.features]);
  expect(distance(kernel.parameters().weights, reference.parameters().weights), label).toBeLessThan(1e-12);
  expect(distance(kernel.parameters().intercepts, reference.parameters().intercepts), label).toBeLessThan(
    1e-11,
  );
  expect(distance(found.trainLoss, wanted.trainLoss), label).toBeLessThan(1e-12);
  expect(distance(found.validationLoss, wanted.validationLoss), label).toBeLessThan(1e-12);
  expect(distance(found.trainAccuracy, wanted.trainAccuracy), label).toBeLessThan(1e-12);
  expect(distance(found.validationAccuracy, wanted.validationAccuracy), label).toBeLessThan(1e-12);
  if (spec.recordEndOfEpochLoss === true)
    expect(
      distance(found.endOfEpochLoss ?? new Float64Array(), wanted.endOfEpochLoss ?? new Float64Array()),
    ).toBeLessThan(1e-12);
}

describe.each(fused ? ["neuron.wasm", "neuron-fma.wasm"] : ["neuron.wasm"])("the kernel %s", (file) => {
  it.each(models.flatMap((model) => policies.map((policy) => ({ model, policy }))))(
    "does what the reference does: $model.kind $model.activation $model.classes, $policy.kind",
    ({ model, policy }) => {
      const random = new RandomState(11);
      const factory = engineOf(file);
      // Sizes about the kernel's blocks: of 2 columns, of 8 and 16 rows.
      for (const features of [1, 2, 3, 4, 5, 30])
        for (const samples of [1, 7, 8, 9, 16, 17, 24, 45]) {
          const spec: TrainingSpec = {
            ...lessonSpec,
            ...{ model, policy, epochs: 12, seed: features },
            // A network for numbers that learns one by one soon trembles, and magnifies the last digit.
            learningRate: model.kind === "network" ? 0.002 : 0.02,
            l1:
              policy.kind === "one-sample" && (model.kind === "logistic" || model.kind === "linear")
                ? 0
                : random.integer(0, 2) / 10,
            l2: random.integer(0, 2) / 10,
            recordEndOfEpochLoss: random.integer(0, 2) === 1,
            initialWeights: "normal",
          };
          compare(
            spec,
            factory,
            sample(model, samples, features, random),
            sample(model, 19, features, random),
          );
        }
    },
  );

  it("is as exact where the sigmoid is saturated", () => {
    const random = new RandomState(5);
    const train = sample({ kind: "logistic" }, 40, 3, random);
    train.inputs.data.forEach((value, index) => {
      train.inputs.data[index] = value * 300;
    });
    for (const policy of policies)
      compare({ ...lessonSpec, policy, epochs: 3, learningRate: 1e-3 }, engineOf(file), train, train);
  });

  it("draws the orders that NumPy draws, of any length", () => {
    const module = new WebAssembly.Module(readFileSync(join(folder, file)));
    for (const rows of [
      ...Array.from({ length: 200 }, (_, index) => index + 1),
      364,
      511,
      512,
      513,
      70_000,
    ]) {
      const plan = new MemoryPlan();
      const places = planOrder(plan, rows);
      const instance = new KernelInstance(module, plan.pages() ?? 0);
      const order = new KernelOrder(instance, places, rows, new RandomState(rows));
      const random = new RandomState(rows);
      const drawn = new Int32Array(instance.memory.buffer, places.order, rows);
      for (let epoch = 0; epoch < 4; epoch++) {
        order.shuffle();
        const wanted = random.permutation(rows);
        expect(
          drawn.every((row, at) => row === wanted[at]),
          `${rows} rows`,
        ).toBe(true);
      }
      expect(order.state()).toEqual(random.state());
    }
  });

  it("does a large epoch in steps, bit by bit as in one", () => {
    const random = new RandomState(6);
    const train = sample({ kind: "logistic" }, 30_000, 300, random);
    const validation = sample({ kind: "logistic" }, 100, 300, random);
    for (const policy of policies) {
      const spec: TrainingSpec = { ...lessonSpec, policy, epochs: 2, initialWeights: "zeros" };
      const whole = createTrainer(spec, train, validation, { engines: [engineOf(file)] });
      whole.runEpochs(2);
      const sliced = createTrainer(spec, train, validation, { engines: [engineOf(file)] });
      let slices = 0;
      while (sliced.state === "running") {
        sliced.runSamples(1);
        slices++;
      }
      expect(slices).toBeGreaterThan(3);
      expect(sliced.parameters()).toEqual(whole.parameters());
      expect(sliced.metrics()).toEqual(whole.metrics());
    }
  });

  it("goes on from a snapshot, by other engines and back, with the same draws", () => {
    const random = new RandomState(12);
    for (const model of [models[0], models[4]]) {
      if (model === undefined) continue;
      const train = sample(model, 90, 7, random);
      const spec: TrainingSpec = {
        ...lessonSpec,
        model,
        policy: { kind: "mini-batch", batchSize: 20 },
        epochs: 40,
      };
      const engines = [engineOf(file)];
      const whole = createTrainer(spec, train, train, { engines });
      whole.runEpochs(40);
      const first = createTrainer(spec, train, train, { engines });
      first.runEpochs(9);
      first.runUpdate();
      first.runUpdate();
      first.runEpochs(5);
      const resume = structuredClone(first.snapshot());
      expect(resume.epoch).toBe(14);
      const second = createTrainer(spec, train, train, { engines, resume });
      second.runEpochs(40);
      expect(distance(second.parameters().weights, whole.parameters().weights)).toBeLessThan(1e-12);
      expect(distance(second.parametersAt(20).weights, whole.parametersAt(20).weights)).toBeLessThan(1e-12);
    }
  });

  it("says that a loss diverged", () => {
    const random = new RandomState(8);
    const train = sample({ kind: "linear" }, 40, 4, random);
    const steep: TrainingSpec = { ...lessonSpec, model: { kind: "linear" }, learningRate: 9, epochs: 5000 };
    const trainer = createTrainer(steep, train, train, { engines: [engineOf(file)] });
    trainer.runEpochs(5000);
    expect(trainer.state).toBe("diverged");
  });

  it("says that weights became infinite, which a product of probabilities would hide", () => {
    const train = sample({ kind: "logistic" }, 40, 4, new RandomState(8));
    train.inputs.data[5] = Number.POSITIVE_INFINITY;
    const trainer = createTrainer({ ...lessonSpec, epochs: 50 }, train, train, { engines: [engineOf(file)] });
    trainer.runEpochs(50);
    expect(trainer.state).toBe("diverged");
  });
});

/** Relaxed SIMD is behind a flag before Node 22; a flag of V8's counts for a whole process, so it takes one more. */
it.skipIf(fused)(
  "does all of that with fused products, too: in a process with relaxed SIMD",
  () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        "--experimental-wasm-relaxed-simd",
        ...["node_modules/vitest/vitest.mjs", "run", "test/training/kernels.slow.test.ts"],
        ...["--pool=threads", "--maxWorkers=1", "-t", "the kernel neuron-fma"],
      ],
      { cwd: join(import.meta.dirname, "../.."), encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } },
    );
    expect(`${stdout}${stderr}`).toMatch(/Tests\s+3\d passed/);
    expect(status).toBe(0);
  },
  120_000,
);

describe("what the kernel cannot do", () => {
  it("is done by the reference", () => {
    const train = sample({ kind: "logistic" }, 20, 3, new RandomState(1));
    const soft = { ...train, target: train.target.map((target) => target / 2) };
    const trainer = createTrainer(lessonSpec, soft, soft, { engines: [engineOf("neuron.wasm")] });
    expect(trainer.engineName).toBe("reference");
    const lasso: TrainingSpec = { ...lessonSpec, policy: { kind: "one-sample" }, l1: 0.1 };
    expect(createTrainer(lasso, train, train, { engines: [engineOf("neuron.wasm")] }).engineName).toBe(
      "reference",
    );
  });

  it("leaves no engine where the file cannot be read", async () => {
    expect(await loadKernelEngines(() => Promise.reject(new Error("gone")))).toEqual([]);
    const engines = await loadKernelEngines(async (file) => new Uint8Array(readFileSync(join(folder, file))));
    expect(engines.length).toBe(1);
  });
});
