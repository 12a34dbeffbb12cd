import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { beforeAll, describe, expect, it } from "vitest";
import { RandomState } from "../../src/base/randomState";
import type { EngineFactory } from "../../src/training/engine";
import type { Crew } from "../../src/training/kernelCrew";
import { kernelEngine } from "../../src/training/kernelEngine";
import { lessonSpec, type Model, type Subset, type TrainingSpec } from "../../src/training/run";
import { createTrainer } from "../../src/training/trainer";
import { buildCrew } from "./builtCrew";

const folder = mkdtempSync(join(tmpdir(), "neuron-lens-crew-"));

beforeAll(() => buildCrew(folder), 120_000);

/** A crew whose threads are counted: how many run, and how many chunks a run was started for. */
function countedCrew(size: number): Crew & { readonly running: Set<Worker>; started: number } {
  const running = new Set<Worker>();
  const crew = {
    size,
    running,
    started: 0,
    start: (job: Parameters<Crew["start"]>[0]) => {
      crew.started++;
      const worker = new Worker(join(folder, "crew.js"), { workerData: job });
      running.add(worker);
      worker.on("exit", () => running.delete(worker));
      return () => void worker.terminate();
    },
  };
  return crew;
}

function engineWith(crew: Crew | null): EngineFactory {
  const compiled = (file: string) => new WebAssembly.Module(readFileSync(join(folder, file)));
  const helpers = crew === null ? undefined : { crew, module: compiled("neuron-shared.wasm") };
  return kernelEngine(compiled("neuron.wasm"), "kernel", helpers);
}

function sample(samples: number, features: number, classes: number, random: RandomState): Subset {
  const data = Float64Array.from({ length: samples * features }, () => random.normal());
  const target = Float64Array.from({ length: samples }, () =>
    classes === 0 ? random.normal() : random.integer(0, classes),
  );
  return { inputs: { samples, features, data }, target };
}

const models: readonly { model: Model; samples: number; features: number; classes: number }[] = [
  { model: { kind: "logistic" }, samples: 75_013, features: 29, classes: 2 },
  { model: { kind: "linear" }, samples: 75_013, features: 29, classes: 0 },
  { model: { kind: "softmax", classes: 7 }, samples: 9_001, features: 40, classes: 7 },
];

describe.each(models)("threads beside the one that trains: $model.kind", (of) => {
  const random = new RandomState(3);
  const train = sample(of.samples, of.features, of.classes, random);
  const validation = sample(2_003, of.features, of.classes, random);
  const spec: TrainingSpec = {
    ...lessonSpec,
    model: of.model,
    epochs: 30,
    l2: 0.1,
    recordEndOfEpochLoss: true,
  };

  it("change no bit, however many they are", async () => {
    const alone = createTrainer(spec, train, validation, { engines: [engineWith(null)] });
    alone.runEpochs(spec.epochs);
    for (const size of [1, 2, 4]) {
      const crew = countedCrew(size);
      const shared = createTrainer(spec, train, validation, { engines: [engineWith(crew)] });
      expect(shared.engineName).toBe(`kernel, ${size + 1} threads`);
      // The threads are there before the run is over, so that they take part.
      while (shared.state === "running") {
        shared.runEpochs(1);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      expect(shared.parameters()).toEqual(alone.parameters());
      expect(shared.metrics()).toEqual(alone.metrics());
      shared.dispose();
      await expect.poll(() => crew.running.size, { timeout: 5000 }).toBe(0);
    }
    const reference = createTrainer({ ...spec, epochs: 3 }, train, validation);
    reference.runEpochs(3);
    const wanted = reference.metrics().trainLoss;
    alone
      .metrics()
      .trainLoss.slice(0, 3)
      .forEach((loss, epoch) => {
        expect(Math.abs(loss - (wanted[epoch] ?? 0))).toBeLessThan(1e-12 * Math.abs(loss));
      });
  }, 60_000);

  it("end with a run that is given up in the middle of an epoch", async () => {
    const crew = countedCrew(2);
    const trainer = createTrainer(spec, train, validation, { engines: [engineWith(crew)] });
    trainer.runSamples(1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    trainer.runSamples(1);
    expect(trainer.epoch).toBe(0);
    trainer.dispose();
    await expect.poll(() => crew.running.size, { timeout: 5000 }).toBe(0);
  });
});

describe("threads", () => {
  it("are not asked for small sets, mini-batches or single samples", () => {
    const random = new RandomState(3);
    const small = sample(400, 30, 2, random);
    const large = sample(75_013, 29, 2, random);
    const crew = countedCrew(2);
    const engines = [engineWith(crew)];
    createTrainer(lessonSpec, small, small, { engines }).dispose();
    const mini: TrainingSpec = { ...lessonSpec, policy: { kind: "mini-batch", batchSize: 32 } };
    createTrainer(mini, large, small, { engines }).dispose();
    expect(crew.started).toBe(0);
  });
});
