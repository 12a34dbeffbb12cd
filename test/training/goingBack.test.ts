import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { prepareDataset } from "../../src/datasets/prepare";
import { readTable } from "../../src/datasets/read";
import { evaluate, finishRun } from "../../src/training/finish";
import { type AboutRun, deserializeKept, serializeKept } from "../../src/training/keptRun";
import { lookAt, parametersNear, scoreSteps } from "../../src/training/look";
import { principalPlane } from "../../src/training/plane";
import { lessonSpec, type TrainingSpec } from "../../src/training/run";
import { surfaceOfMost, surfaceOfTwo, type Way } from "../../src/training/surface";
import { createTrainer, type Trainer } from "../../src/training/trainer";

const root = join(import.meta.dirname, "../..");

async function bundled(name: string) {
  const table = await readTable(new Uint8Array(await readFile(join(root, "media/data", name))), name);
  if (table.kind === "problem") throw new Error(table.problem.kind);
  const prepared = prepareDataset(table.value, { name, source: "bundled" });
  if (prepared.kind === "problem") throw new Error(prepared.problem.kind);
  return prepared.value;
}

const lesson = await bundled("wisconsin_breast_cancer.csv");
const sgd: TrainingSpec = { ...lessonSpec, policy: { kind: "one-sample" } };
const ever = { engines: [], mayGoOn: async () => true };

function trained(spec: TrainingSpec, epochs = spec.epochs): Trainer {
  const trainer = createTrainer(spec, lesson.train, lesson.validation);
  trainer.runEpochs(epochs);
  return trainer;
}

describe("a run that goes on", () => {
  it.each([lessonSpec, sgd])("is bit by bit the run that never stopped", (spec) => {
    const whole = trained({ ...spec, epochs: 200 });
    const first = trained(spec);
    const second = createTrainer({ ...spec, epochs: 200 }, lesson.train, lesson.validation, {
      resume: first.snapshot(),
      history: { metrics: first.metrics(), places: first.places() },
    });
    second.runEpochs(200);
    expect(second.parameters()).toEqual(whole.parameters());
    expect(second.metrics().trainLoss).toEqual(whole.metrics().trainLoss);
    expect(second.metrics().trainLoss).toHaveLength(200);
    expect(second.places()[0]?.epoch).toBe(0);
    expect(second.places().at(-1)?.epoch).toBe(200);
  });
});

describe("an earlier epoch", () => {
  it.each([0, 1, 37, 99, 100])("%i is computed again from the nearest place", async (epoch) => {
    const trainer = trained(sgd);
    const found = await parametersNear({ spec: sgd, places: trainer.places() }, epoch, lesson, ever);
    expect(found?.epoch).toBe(epoch);
    const again = createTrainer({ ...sgd, epochs: 100 }, lesson.train, lesson.validation);
    again.runEpochs(epoch);
    expect(found?.parameters).toEqual(again.parameters());
  });

  it("is the nearest place where there is no time, and says which that is", async () => {
    const spec = { ...sgd, epochs: 2000 };
    const places = trained(spec).places();
    const hurried = { engines: [], mayGoOn: async () => false };
    const at = (places[5]?.epoch ?? 0) + 2;
    const found = await parametersNear({ spec, places: places.slice(0, 2) }, at, lesson, hurried);
    expect(found?.epoch).toBe(places[1]?.epoch);
  });
});

describe("a look at a model", () => {
  it("counts scores so that the trainer's own matrix is that of one half", () => {
    const parameters = trained(lessonSpec).parameters();
    const look = lookAt(lessonSpec, parameters, lesson, { epoch: 100 });
    const [malignant, benign] = look.scores ?? [];
    const below = (counts?: Float64Array) =>
      counts?.subarray(0, scoreSteps / 2).reduce((sum, count) => sum + count, 0);
    const all = (counts?: Float64Array) => counts?.reduce((sum, count) => sum + count, 0);
    expect([below(malignant), below(benign)]).toEqual([look.confusion[0], look.confusion[2]]);
    expect([all(malignant), all(benign)]).toEqual([34, 57]);
    expect(look.validationAccuracy).toBeCloseTo(0.956, 3);
  });

  it("counts how sure it is of several classes, where it is wrong and where it is right", async () => {
    const iris = await bundled("iris.csv");
    for (const model of [
      { kind: "softmax", classes: 3 },
      { kind: "network", hidden: 4, activation: "relu", classes: 3 },
    ] as const) {
      const spec: TrainingSpec = { ...lessonSpec, model, initialWeights: "normal" };
      const trainer = createTrainer(spec, iris.train, iris.validation);
      trainer.runEpochs(20);
      const look = lookAt(spec, trainer.parameters(), iris, { epoch: 20 });
      const [wrong, right] = (look.scores ?? []).map((each) => each.reduce((sum, count) => sum + count, 0));
      expect((wrong ?? 0) + (right ?? 0)).toBe(iris.validation.target.length);
      expect((right ?? 0) / iris.validation.target.length).toBeCloseTo(look.validationAccuracy, 12);
      // The largest of three shares is never below a third.
      for (const counts of look.scores ?? [])
        expect(counts.subarray(0, Math.floor(scoreSteps / 3)).every((count) => count === 0)).toBe(true);
    }
  });

  it("has no scores for numbers", async () => {
    const diabetes = await bundled("diabetes.csv");
    const spec: TrainingSpec = { ...lessonSpec, model: { kind: "linear" } };
    const trainer = createTrainer(spec, diabetes.train, diabetes.validation);
    expect(lookAt(spec, trainer.parameters(), diabetes, { epoch: 0 }).scores).toBeNull();
  });
});

function wayOf(id: string, trainer: Trainer): Way {
  const places = trainer.places();
  return {
    id,
    epochs: Float64Array.from(places, (place) => place.epoch),
    points: places.map((place) => place.parameters),
  };
}

function ended<T>(work: Generator<void, T, void>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

describe("the plane of the weights' way", () => {
  it("finds directions, and the share that is left out", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 0.3, noNaN: true }),
        fc.integer({ min: 3, max: 12 }),
        (noise, size) => {
          const points = Array.from({ length: 30 }, (_, i) => {
            const point = new Float64Array(size);
            point[0] = 3 * Math.cos(i);
            point[1] = 2 * Math.sin(i);
            point[2] = noise * (i % 2 === 0 ? 1 : -1);
            return point;
          });
          const plane = principalPlane(points);
          const variance = (j: number) => {
            const mean = points.reduce((sum, point) => sum + (point[j] ?? 0), 0) / 30;
            return points.reduce((sum, point) => sum + ((point[j] ?? 0) - mean) ** 2, 0);
          };
          const wanted = (variance(0) + variance(1)) / (variance(0) + variance(1) + variance(2));
          expect(plane?.share).toBeCloseTo(wanted, 3);
        },
      ),
    );
  });

  it("says no where nothing moves, and finds a second direction for a line", () => {
    expect(principalPlane([Float64Array.of(1, 2), Float64Array.of(1, 2)])).toBeNull();
    const line = principalPlane([0, 1, 2].map((i) => Float64Array.of(i, 2 * i, 0)));
    expect(line?.share).toBeCloseTo(1, 12);
    const overlap = line?.first.reduce((sum, value, j) => sum + value * (line.second[j] ?? 0), 0);
    expect(overlap).toBeCloseTo(0, 12);
  });

  it("has the run's own loss where the run ends", () => {
    const trainer = trained(lessonSpec);
    const surface = ended(surfaceOfTwo(lessonSpec, [wayOf("a", trainer)], lesson.train, [2, 3]));
    if (typeof surface === "string") throw new Error(surface);
    const [way] = surface.ways;
    const end = trainer.parameters();
    expect([way?.x.at(-1), way?.y.at(-1)]).toEqual([end.weights[2], end.weights[3]]);
    const nearest = (value: number, [low, high]: readonly [number, number], count: number) =>
      Math.round(((value - low) / (high - low)) * (count - 1));
    const column = nearest(end.weights[2] ?? 0, surface.x, surface.columns);
    const row = nearest(end.weights[3] ?? 0, surface.y, surface.rows);
    const { loss } = evaluate(lessonSpec, end, lesson.train, 2);
    expect(surface.loss[row * surface.columns + column]).toBeCloseTo(loss, 2);
    expect(surface.loss.every(Number.isFinite)).toBe(true);
  });

  it("shows most of the lesson's way, the loss falling along it", () => {
    const surface = ended(surfaceOfMost(lessonSpec, [wayOf("a", trained(lessonSpec))], lesson.train));
    if (typeof surface === "string") throw new Error(surface);
    expect(surface.share).toBeGreaterThan(0.95);
    expect(surface.sampled).toEqual({ rows: 364, of: 364 });
    const [way] = surface.ways;
    expect(way?.epochs[0]).toBe(0);
    expect(way?.x.at(-1)).toBeGreaterThan(way?.x[0] ?? Number.POSITIVE_INFINITY);
  });

  it("refuses what has left the range of numbers", () => {
    const way = wayOf("a", trained(lessonSpec, 3));
    const broken = {
      ...way,
      points: way.points.map((p) => ({ ...p, weights: p.weights.map(() => Number.NaN) })),
    };
    expect(ended(surfaceOfMost(lessonSpec, [broken], lesson.train))).toBe("not-a-number");
  });
});

describe("a kept run", () => {
  const about: AboutRun = {
    name: "mine",
    group: "g",
    guess: "one-sample",
    startedAt: 1,
    changedAt: 2,
    state: "running",
    owner: "window",
    data: {
      uri: "file:///a.csv",
      bundled: null,
      target: "y",
      missing: "mean",
      without: ["id"],
      keepEvery: 1,
    },
    updatesAnEpoch: 364,
    startLoss: 13.2,
    noiseAtStart: { gradient: 1, noise: Number.POSITIVE_INFINITY, batches: 4 },
  };
  const trainer = trained(sgd, 40);
  const kept = { run: finishRun("r", trainer, lesson, sgd), places: trainer.places(), about };
  const text = serializeKept(kept);

  it("comes back, and goes on as if it had never been away", () => {
    const back = deserializeKept(text);
    if (back === null) throw new Error("lost");
    expect(back.about).toEqual(about);
    expect(back.run).toEqual(kept.run);
    expect(back.places[0]).toEqual(kept.places[0]);
    const resume = back.places.at(-1);
    if (resume === undefined) throw new Error("no place");
    expect(resume.epoch).toBe(40);
    const second = createTrainer(sgd, lesson.train, lesson.validation, {
      resume,
      history: { metrics: back.run.metrics, places: back.places },
    });
    second.runEpochs(100);
    expect(second.parameters()).toEqual(trained(sgd).parameters());
    expect(second.metrics().endOfEpochLoss).toEqual(trained(sgd).metrics().endOfEpochLoss);
  });

  it("stays small for a long run", () => {
    const long = trained({ ...lessonSpec, epochs: 20_000 });
    const run = finishRun("r", long, lesson, { ...lessonSpec, epochs: 20_000 });
    expect(serializeKept({ run, places: long.places(), about }).length).toBeLessThan(2_000_000);
  });

  it("is none where the file is cut off, damaged or of another time", () => {
    expect(deserializeKept(text.slice(0, -10))).toBeNull();
    expect(deserializeKept("")).toBeNull();
    expect(deserializeKept(text.replace('"version":1', '"version":2'))).toBeNull();
    expect(deserializeKept(text.replace('"places":[{', '"places":[7,{'))).toBeNull();
    expect(deserializeKept(text.replace('"state":"running"', '"state":"soon"'))).toBeNull();
    expect(deserializeKept(text.replace('"updatesAnEpoch":364', '"updatesAnEpoch":-1'))).toBeNull();
  });

  it("never throws on damage", () => {
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.string({ maxLength: 3 }), (at, insert) => {
        const found = deserializeKept(text.slice(0, at) + insert + text.slice(at + 1));
        expect(found === null || typeof found.run.id === "string").toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});
