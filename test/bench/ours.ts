// Our trainer as one of the benchmark's contenders: "WORKLOAD STYLE SECONDS CLOCK" in, microseconds an epoch out.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { RandomState } from "../../src/datasets/random";
import { kernelEngine } from "../../src/training/kernelEngine";
import { lessonSpec, type Subset, type TrainingSpec } from "../../src/training/run";
import { createTrainer, type Trainer } from "../../src/training/trainer";

const kernel = process.argv[2] ?? "reference";
const engines = kernel === "reference" ? [] : [kernelEngine(new WebAssembly.Module(readFileSync(kernel)))];

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
      return { ...lesson, spec: { ...spec, policy: { kind: "mini-batch", batchSize: 32 } } };
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

createInterface({ input: process.stdin }).on("line", (line) => {
  const [workload = "", , seconds = "0", clock] = line.split(" ");
  const now = clock === "cpu" ? cpuMilliseconds : () => performance.now();
  const trainer = trainerOf(workload);
  const start = now();
  const before = trainer.epoch;
  const chunk = ["A", "S", "M"].includes(workload) ? 500 : 1;
  do trainer.runEpochs(chunk);
  while (now() - start < Number(seconds) * 1000);
  console.log(((now() - start) * 1000) / (trainer.epoch - before));
});
