import { describe, expect, it } from "vitest";
import { RandomState } from "../../src/base/randomState";
import { applyScaler, fitScaler } from "../../src/datasets/scaler";
import { stratifiedSplit, trainTestSplit } from "../../src/datasets/split";
import type { Model, Subset, TrainingSpec, UpdatePolicy } from "../../src/training/run";
import { createTrainer } from "../../src/training/trainer";
import { builtKernel } from "./builtKernels";
import { ask, oracleIsHere } from "./oracle";

const kernel = await builtKernel();

/** A fixed seed: a failure can be looked at again. */
const dice = new RandomState(20_261);
const die = <T>(choices: readonly T[]): T => {
  const chosen = choices[dice.integer(0, choices.length)];
  if (chosen === undefined) throw new Error("nothing to choose from");
  return chosen;
};

function matrix(rows: number, columns: number): number[][] {
  const offset = dice.normal(0, 3);
  return Array.from({ length: rows }, () =>
    Array.from({ length: columns }, () => offset + dice.normal() * 2),
  );
}

/** The largest difference, relative to the largest wanted number. */
function distance(found: ArrayLike<number>, wanted: readonly number[]): number {
  if (found.length !== wanted.length) return Number.POSITIVE_INFINITY;
  const size = Math.max(1e-300, ...wanted.map(Math.abs));
  return Math.max(...wanted.map((value, index) => Math.abs((found[index] ?? Number.NaN) - value))) / size;
}

interface TrainAnswer {
  readonly weights: number[];
  readonly intercepts: number[];
  readonly trainLoss: number[];
  readonly validationLoss: number[];
  readonly endOfEpochLoss: number[];
}

function subsetOf(x: readonly (readonly number[])[], y: readonly number[]): Subset {
  const features = x[0]?.length ?? 0;
  return {
    inputs: { samples: x.length, features, data: Float64Array.from(x.flat()) },
    target: Float64Array.from(y),
  };
}

function randomModel(classes: number): Model {
  const activation = die(["sigmoid", "tanh", "relu"] as const);
  if (classes === 0)
    return die<Model>([{ kind: "linear" }, { kind: "network", hidden: 3, activation, classes: 1 }]);
  const network: Model = { kind: "network", hidden: dice.integer(1, 6), activation, classes };
  return die<Model>([classes === 2 ? { kind: "logistic" } : { kind: "softmax", classes }, network]);
}

function randomRun() {
  const classes = die([0, 2, 2, 3, 5]);
  const features = dice.integer(1, 12);
  const rows = dice.integer(4, 60);
  const label = () => (classes === 0 ? dice.normal() * 2 : dice.integer(0, classes));
  const standard = (count: number) => matrix(count, features).map((row) => row.map((value) => value / 4));
  const policy = die<UpdatePolicy>([
    { kind: "batch" },
    { kind: "mini-batch", batchSize: dice.integer(1, 40) },
    { kind: "one-sample" },
  ]);
  const spec: TrainingSpec = {
    model: randomModel(classes),
    policy,
    learningRate: die([0.01, 0.05]),
    epochs: dice.integer(1, 30),
    l1: die([0, 0, 0.02]),
    l2: die([0, 0, 0.3]),
    seed: dice.integer(0, 1000),
    initialWeights: die(["ones", "zeros", "normal"]),
    recordEndOfEpochLoss: true,
    shuffle: die([true, true, false]),
  };
  const held = dice.integer(1, 20);
  return {
    kind: "train",
    spec,
    x: standard(rows),
    y: Array.from({ length: rows }, label),
    xv: standard(held),
    yv: Array.from({ length: held }, label),
  };
}

describe.skipIf(!oracleIsHere)("beside NumPy", () => {
  const runs = Array.from({ length: 120 }, randomRun);

  const answers = oracleIsHere ? ask<TrainAnswer>(runs) : [];

  it.each([
    ["reference", []],
    ["kernel", [kernel]],
  ] as const)(
    "the %s reaches the same losses and weights, for any model, policy and seed",
    (name, engines) => {
      let byKernel = 0;
      runs.forEach((run, index) => {
        const answer = answers[index];
        if (answer === undefined) throw new Error("no answer");
        const trainer = createTrainer(run.spec, subsetOf(run.x, run.y), subsetOf(run.xv, run.yv), {
          engines,
        });
        if (trainer.engineName === "kernel") byKernel++;
        trainer.runEpochs(run.spec.epochs);
        const { weights, intercepts } = trainer.parameters();
        const metrics = trainer.metrics();
        const worst = Math.max(
          distance(weights, answer.weights),
          distance(intercepts, answer.intercepts),
          distance(metrics.trainLoss, answer.trainLoss),
          distance(metrics.validationLoss, answer.validationLoss),
          distance(metrics.endOfEpochLoss ?? [], answer.endOfEpochLoss),
        );
        expect(worst, JSON.stringify(run.spec)).toBeLessThan(1e-9);
      });
      // All but single samples under an L1 penalty.
      if (name === "kernel") expect(byKernel).toBeGreaterThan(100);
    },
  );
});

describe.skipIf(!oracleIsHere)("beside scikit-learn", () => {
  it("splits into the same rows, for any size, share and number of classes", () => {
    const questions = Array.from({ length: 300 }, () => {
      const classes = dice.integer(1, 7);
      const rows = dice.integer(2, 400);
      return {
        kind: "split",
        classes: Array.from({ length: rows }, () =>
          Math.min(dice.integer(0, classes), dice.integer(0, classes)),
        ),
        share: die([0.1, 0.2, 0.25, 0.3, 1 / 3, 0.5, dice.random()]),
        seed: dice.integer(0, 2 ** 32),
        stratify: dice.random() < 0.8,
      };
    });
    const answers = ask<{ error?: true; train?: number[]; test?: number[] }>(questions);
    let refused = 0;
    questions.forEach((question, index) => {
      const split = question.stratify
        ? stratifiedSplit(question.classes, question.share, question.seed)
        : trainTestSplit(question.classes.length, question.share, question.seed);
      const answer = answers[index];
      if ("kind" in split) {
        refused++;
        expect(answer?.error, JSON.stringify(split)).toBe(true);
      } else expect({ train: [...split.train], test: [...split.test] }).toEqual(answer);
    });
    expect(refused).toBeLessThan(100);
  });

  it("scales to the same numbers", () => {
    const questions = Array.from({ length: 60 }, () => {
      const x = matrix(dice.integer(2, 80), dice.integer(1, 8));
      // A constant column, one that is constant but for rounding, and a large offset.
      for (const row of x) row[0] = die([7.3, 7.3, 7.3 * (1 + 1e-16)]);
      for (const row of x) if (row.length > 1) row[1] = 1e8 + (row[1] ?? 0);
      return { kind: "scale", x };
    });
    const answers = ask<{ mean: number[]; scale: number[]; x: number[] }>(questions);
    questions.forEach((question, index) => {
      const { inputs } = subsetOf(question.x, []);
      const scaler = fitScaler(inputs);
      applyScaler(scaler, inputs);
      const answer = answers[index] ?? { mean: [], scale: [], x: [] };
      scaler.mean.forEach((mean, j) => {
        expect(distance([mean], [answer.mean[j] ?? 0])).toBeLessThan(1e-12);
        expect(distance([scaler.scale[j] ?? 0], [answer.scale[j] ?? 0])).toBeLessThan(1e-9);
      });
      // Beside an offset of 1e8 a float64 has 8 digits left for what varies; standardised values are of size 1.
      inputs.data.forEach((value, at) => {
        const isOffset = inputs.features > 1 && at % inputs.features === 1;
        expect(Math.abs(value - (answer.x[at] ?? Number.NaN))).toBeLessThan(isOffset ? 1e-7 : 1e-12);
      });
    });
  });

  it("draws the same random numbers, bit by bit", () => {
    const draws = Array.from({ length: 40 }, () =>
      die<readonly unknown[]>([
        ["permutation", dice.integer(1, 3000)],
        ["normal", 0, 1, dice.integer(1, 999)],
        ["random_sample", dice.integer(1, 50)],
        ["randint", 0, dice.integer(1, 100_000), 30],
        ["choice", 50, 20, true, null],
        ["choice", 50, 20, false, null],
        ["choice", 4, 20, true, [0.1, 0.2, 0.3, 0.4]],
        ["choice", 4, 3, false, [0.1, 0.2, 0.3, 0.4]],
      ]),
    );
    const [answer] = ask<{ answers: number[][] }>([{ kind: "draw", seed: 12_345, draws }]);
    const random = new RandomState(12_345);
    draws.forEach((each, index) => {
      expect(drawn(random, each), String(each[0])).toEqual(answer?.answers[index]);
    });
  });
});

function drawn(random: RandomState, [name, ...args]: readonly unknown[]): number[] {
  const [first = 0, second = 0, third] = args.map(Number);
  const many = (count: number, one: () => number) => Array.from({ length: count }, one);
  switch (name) {
    case "permutation":
      return [...random.permutation(first)];
    case "normal":
      return many(third ?? 0, () => random.normal());
    case "random_sample":
      return many(first, () => random.random());
    case "randint":
      return many(third ?? 0, () => random.integer(first, second));
    default: {
      const weights = args[3];
      return [
        ...random.choice(first, second, args[2] === true, Array.isArray(weights) ? weights : undefined),
      ];
    }
  }
}
