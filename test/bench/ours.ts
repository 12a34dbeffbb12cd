// Our trainer as one of the benchmark's contenders: "WORKLOAD STYLE SECONDS CLOCK" in, microseconds an epoch out.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { RandomState } from "../../src/base/randomState";
import { kernelEngine } from "../../src/training/kernelEngine";
import { lessonSpec, type Subset, type TrainingSpec } from "../../src/training/run";
import { createTrainer, type Trainer } from "../../src/training/trainer";
import { nodeCrew } from "../../src/workers/training/crew";

const [kernel = "reference", shared] = process.argv.slice(2);
const compiled = (path: string) => new WebAssembly.Module(readFileSync(path));
const helpers =
  shared === undefined
    ? undefined
    : { crew: nodeCrew(join(dirname(shared), "crew.js"), 1), module: compiled(shared) };
const engines = kernel === "reference" ? [] : [kernelEngine(compiled(kernel), "kernel", helpers)];

function subset(random: RandomState, samples: number, features: number, classes: number): Subset {
  const data = new Float64Array(samples * features);
  for (let index = 0; index < data.length; index++) data[index] = random.normal();
  const target = Float64Array.from({ length: samples }, () => random.integer(0, classes));
  return { inputs: { samples, features, data }, target };
}

function specOf(workload: string): {
  spec: TrainingSpec;
  samples: number;
  features: number;
  classes: number;
} {
  const spec: TrainingSpec = { ...lessonSpec, epochs: Number.MAX_SAFE_INTEGER };
  const lesson = { samples: 364, features: 30, classes: 2 };
  switch (workload) {
    case "S":
      return { ...lesson, spec: { ...spec, policy: { kind: "one-sample" } } };
    case "M":
    case "MS":
      return {
        ...lesson,
        spec: { ...spec, policy: { kind: "mini-batch", batchSize: 32 }, shuffle: workload === "MS" },
      };
    case "B":
      return { ...lesson, samples: 100_000, spec };
    case "C":
      return { ...lesson, samples: 1_000_000, spec };
    case "D":
      return {
        samples: 60_000,
        features: 784,
        classes: 10,
        spec: { ...spec, model: { kind: "softmax", classes: 10 } },
      };
    default:
      return { ...lesson, spec };
  }
}

const trainers = new Map<string, Trainer>();

function trainerOf(workload: string): Trainer {
  const known = trainers.get(workload);
  if (known !== undefined) return known;
  const { spec, samples, features, classes } = specOf(workload);
  const random = new RandomState(1);
  const train = subset(random, samples, features, classes);
  const validation = subset(random, 91, features, classes);
  // As the product runs it: with the clock, the curves, and the places that one can go back to.
  const clock = () => performance.now() / 1000;
  const trainer = createTrainer(spec, train, validation, { clock, engines });
  if (engines.length > 0 && trainer.engineName === "reference") throw new Error("the kernel was not used");
  trainers.set(workload, trainer);
  return trainer;
}

function cpuMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The same kind of memory as the trainer's, as full of numbers as case C's. */
let summed: (() => void) | null = null;

function plainSum(): () => void {
  if (summed !== null) return summed;
  const bytes = 1_000_000 * 30 * 8;
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / 65_536) + 2 });
  new Float64Array(memory.buffer).fill(0.5);
  const module = compiled(join(dirname(kernel), "sum.wasm"));
  const { sum } = new WebAssembly.Instance(module, { env: { memory, abort: () => undefined } }).exports;
  if (typeof sum !== "function") throw new Error("no sum");
  summed = () => sum(65_536, bytes);
  return summed;
}

createInterface({ input: process.stdin }).on("line", (line) => {
  const [workload = "", style, seconds = "0", clock] = line.split(" ");
  const now = clock === "cpu" ? cpuMilliseconds : () => performance.now();
  const isSum = style === "sum";
  const run = isSum ? plainSum() : null;
  const trainer = isSum ? null : trainerOf(workload);
  const start = now();
  const before = trainer?.epoch ?? 0;
  let times = 0;
  const chunk = ["A", "S", "M", "MS"].includes(workload) ? 500 : 1;
  do {
    trainer?.runEpochs(chunk);
    run?.();
    times++;
  } while (now() - start < Number(seconds) * 1000);
  const count = trainer === null ? times : trainer.epoch - before;
  console.log(((now() - start) * 1000) / count);
});
