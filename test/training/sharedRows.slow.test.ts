import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { beforeAll, describe, expect, it } from "vitest";
import { RandomState } from "../../src/base/randomState";
import { MovableMatrix, rowsOf } from "../../src/datasets/matrix";
import { comparePolicies } from "../../src/training/compare";
import type { EngineFactory } from "../../src/training/engine";
import type { Crew } from "../../src/training/kernelCrew";
import { kernelEngine } from "../../src/training/kernelEngine";
import { KernelInstance } from "../../src/training/kernelModule";
import {
  lessonSpec,
  type Model,
  type Subset,
  type TrainingSpec,
  type UpdatePolicy,
} from "../../src/training/run";
import { createTrainer } from "../../src/training/trainer";
import { buildCrew } from "./builtCrew";

const folder = mkdtempSync(join(tmpdir(), "neuron-lens-shared-rows-"));

beforeAll(() => buildCrew(folder), 120_000);

const crew: Crew = {
  size: 2,
  start: (job) => {
    const worker = new Worker(join(folder, "crew.js"), { workerData: job });
    return () => void worker.terminate();
  },
};

function engineWith(helpers: Crew | null): EngineFactory {
  const compiled = (file: string) => new WebAssembly.Module(readFileSync(join(folder, file)));
  const shared = helpers === null ? undefined : { crew: helpers, module: compiled("neuron-shared.wasm") };
  return kernelEngine(compiled("neuron.wasm"), "kernel", shared);
}

/** How many memories are made meanwhile. */
function memoriesMade(work: () => void, made: WebAssembly.Memory[] = []): number {
  const { Memory } = WebAssembly;
  WebAssembly.Memory = class extends Memory {
    constructor(descriptor: WebAssembly.MemoryDescriptor) {
      super(descriptor);
      made.push(this);
    }
  };
  try {
    work();
  } finally {
    WebAssembly.Memory = Memory;
  }
  return made.length;
}

interface Rows {
  readonly data: Float64Array;
  readonly target: Float64Array;
  readonly samples: number;
}

function sample(samples: number, features: number, classes: number, random: RandomState): Rows {
  const data = Float64Array.from({ length: samples * features }, () => random.normal());
  const target = Float64Array.from({ length: samples }, () =>
    classes === 0 ? random.normal() : random.integer(0, classes),
  );
  return { data, target, samples };
}

/** Small ones, whose every kernel has a copy of its own; and as large ones are, of which there is only one. */
const plain = ({ data, target, samples }: Rows, features: number): Subset => ({
  inputs: { samples, features, data },
  target,
});
const movable = ({ data, target, samples }: Rows, features: number): Subset => ({
  inputs: new MovableMatrix(data.slice(), 0, samples, features),
  target,
});

const policies: readonly UpdatePolicy[] = [
  { kind: "batch" },
  { kind: "mini-batch", batchSize: 32 },
  { kind: "one-sample" },
];

const models: readonly { model: Model; samples: number; features: number; classes: number }[] = [
  { model: { kind: "logistic" }, samples: 20_013, features: 29, classes: 2 },
  { model: { kind: "linear" }, samples: 75_013, features: 30, classes: 0 },
  { model: { kind: "softmax", classes: 3 }, samples: 9_001, features: 40, classes: 3 },
  {
    model: { kind: "network", hidden: 5, activation: "tanh", classes: 2 },
    samples: 4_003,
    features: 7,
    classes: 2,
  },
];

describe.each(models)("rows that are held once: $model.kind", (of) => {
  const random = new RandomState(5);
  const train = sample(of.samples, of.features, of.classes, random);
  const validation = sample(2_003, of.features, of.classes, random);
  const spec: TrainingSpec = {
    ...lessonSpec,
    model: of.model,
    learningRate: 0.001,
    epochs: 20,
    initialWeights: "normal",
    recordEndOfEpochLoss: true,
  };

  /** What a run comes to on a copy of the rows that is its own. */
  function alone(own: Partial<TrainingSpec>) {
    const rows = [plain(train, of.features), plain(validation, of.features)] as const;
    const trainer = createTrainer({ ...spec, ...own }, ...rows, { engines: [engineWith(null)] });
    trainer.runEpochs(spec.epochs);
    const found = { metrics: trainer.metrics(), parameters: trainer.parameters() };
    trainer.dispose();
    return found;
  }

  it.each([
    ["alone", null],
    ["with help", crew],
  ])(
    "three policies beside one another come to the bits that each comes to alone, %s",
    (_, help) => {
      const rows = [movable(train, of.features), movable(validation, of.features)] as const;
      const made = memoriesMade(() => {
        const comparison = comparePolicies(spec, policies, ...rows, { engines: [engineWith(help)] });
        // Pieces that end in the middle of an epoch, and of a pass in which others help.
        while (comparison.isRunning) comparison.runSamples(3_000);
        for (const { policy, metrics } of comparison.results())
          expect(metrics, policy.kind).toEqual(alone({ policy }).metrics);
        comparison.dispose();
      });
      expect(made - policies.length).toBe(1);
      expect(isSame(rowsIn(rows[0]), train.data)).toBe(true);
    },
    120_000,
  );

  it("a run that is under way is not disturbed by others that come and go", () => {
    const rows = [movable(train, of.features), movable(validation, of.features)] as const;
    const engines = [engineWith(crew)];
    const made = memoriesMade(() => {
      const first = createTrainer(spec, ...rows, { engines });
      for (let run = 0; run < 12; run++) {
        first.runSamples(1_000);
        // More than there is room for at a time, were it not given back.
        const policy = policies[run % 3] ?? { kind: "batch" };
        leaveTraces(policy, ...rows, engines);
        const other = createTrainer({ ...spec, policy, epochs: 2 }, ...rows, { engines });
        other.runSamples(500);
        first.runSamples(700);
        other.runEpochs(2);
        expect(isSame(rowsIn(rows[0]), train.data)).toBe(true);
        expect(other.parameters(), policy.kind).toEqual(wanted[policy.kind]);
        other.dispose();
      }
      first.runEpochs(spec.epochs);
      expect(first.metrics()).toEqual(alone({}).metrics);
      first.dispose();
    });
    expect(made).toBe(2);
  }, 120_000);

  const wanted: Record<string, unknown> = {};
  beforeAll(() => {
    for (const policy of policies) wanted[policy.kind] = alone({ policy, epochs: 2 }).parameters;
  });
});

it("a thread that comes late to help changes nothing that another kernel has under way", () => {
  const random = new RandomState(6);
  const rows = [movable(sample(3_001, 30, 2, random), 30), movable(sample(501, 30, 2, random), 30)] as const;
  const module = new WebAssembly.Module(readFileSync(join(folder, "neuron-shared.wasm")));
  const memories: WebAssembly.Memory[] = [];
  memoriesMade(() => {
    for (const policy of policies) {
      const trainer = createTrainer({ ...lessonSpec, policy }, ...rows, { engines: [engineWith(crew)] });
      trainer.runEpochs(1);
    }
  }, memories);
  const [memory] = memories;
  if (memory === undefined) throw new Error("no memory");
  // What it begins with is the kernels' own page: their constants, and what they write down meanwhile.
  const own = () => Buffer.from(new Uint8Array(memory.buffer, 0, 65_536).slice());
  const before = own();
  new KernelInstance(module, memory);
  expect(memories).toHaveLength(1);
  expect(own().equals(before)).toBe(true);
});

/** Another model was in that room before. */
function leaveTraces(
  policy: UpdatePolicy,
  rows: Subset,
  held: Subset,
  engines: readonly EngineFactory[],
): void {
  const model: Model = { kind: "network", hidden: 4, activation: "sigmoid", classes: 0 };
  const spec: TrainingSpec = { ...lessonSpec, model, policy, epochs: 1, initialWeights: "normal" };
  const trainer = createTrainer(spec, rows, held, { engines });
  trainer.runSamples(100);
  trainer.dispose();
}

function rowsIn({ inputs }: Subset): Float64Array {
  const { data, at } = rowsOf(inputs);
  const all = new Float64Array(inputs.samples * inputs.features);
  for (let row = 0; row < inputs.samples; row++) {
    const start = at(row);
    all.set(data.subarray(start, start + inputs.features), row * inputs.features);
  }
  return all;
}

/** A list of millions of numbers takes a comparison that describes the difference too long. */
function isSame(a: Float64Array, b: Float64Array): boolean {
  return Buffer.from(a.buffer).equals(Buffer.from(b.buffer));
}
