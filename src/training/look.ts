import { rowsOf } from "../datasets/matrix";
import type { Prepared } from "../datasets/prepare";
import type { EngineFactory, Snapshot } from "./engine";
import { evaluate } from "./finish";
import { neuronOf } from "./network";
import { calledClass, learnsNumbers } from "./neuron";
import { outputsOf, type Parameters } from "./parameters";
import type { Subset, TrainingSpec } from "./run";
import { createTrainer } from "./trainer";

/** A model's figures at one moment of its run. Everything here can cross a thread. */
export interface Look {
  /** Whole epochs that the weights are of. */
  readonly epoch: number;
  /** Updates made since, in the middle of an epoch. */
  readonly updates: number;
  readonly weights: Float64Array;
  readonly intercepts: Float64Array;
  readonly trainLoss: number;
  readonly validationLoss: number;
  readonly trainAccuracy: number;
  readonly validationAccuracy: number;
  readonly testAccuracy: number;
  /** Of the validation rows; rows: true class, columns: called class. Empty for numbers. */
  readonly confusion: Float64Array;
  /** See `scoreCounts`; null for a target of numbers. */
  readonly scores: readonly [Float64Array, Float64Array] | null;
}

export const scoreSteps = 200;

export function lookAt(
  spec: TrainingSpec,
  parameters: Parameters,
  prepared: Prepared,
  moment: { readonly epoch: number; readonly updates?: number },
): Look {
  const classes = prepared.summary.classes.length;
  const on = (subset: Subset) => evaluate(spec, parameters, subset, classes);
  const train = on(prepared.train);
  const validation = on(prepared.validation);
  return {
    epoch: moment.epoch,
    updates: moment.updates ?? 0,
    weights: parameters.weights,
    intercepts: parameters.intercepts,
    trainLoss: train.loss,
    validationLoss: validation.loss,
    trainAccuracy: train.accuracy,
    validationAccuracy: validation.accuracy,
    testAccuracy: on(prepared.test).accuracy,
    confusion: validation.confusion,
    scores: classes >= 2 ? scoreCounts(spec, parameters, prepared.validation, classes) : null,
  };
}

/**
 * How many rows have a score in step k, k/steps < score ≤ (k+1)/steps, a score of 0 in step 0.
 *
 * Of two classes by true class: a row is called the second class when its score is above the threshold, so a threshold of
 * k/steps parts steps k − 1 and k. Of several classes by whether the row is called wrong or right: the score is that of the
 * class that it is called, how sure the model is of what it says.
 */
export function scoreCounts(
  spec: TrainingSpec,
  parameters: Parameters,
  rows: Subset,
  classes: number,
): readonly [Float64Array, Float64Array] | null {
  if (learnsNumbers(spec.model) || (classes > 2 && outputsOf(spec.model) !== classes)) return null;
  const { samples, features } = rows.inputs;
  const { data, at } = rowsOf(rows.inputs);
  const neuron = neuronOf(spec.model, features);
  const counts = [new Float64Array(scoreSteps), new Float64Array(scoreSteps)] as const;
  for (let row = 0; row < samples; row++) {
    const target = rows.target[row] ?? 0;
    const a = neuron.forward(parameters, data, at(row));
    const called = calledClass(spec.model, a);
    const step = scoreStep((classes === 2 ? a[a.length - 1] : a[called]) ?? 0);
    const own = counts[(classes === 2 ? target > 0.5 : called === target) ? 1 : 0];
    if (step >= 0) own[step] = (own[step] ?? 0) + 1;
  }
  return counts;
}

/** −1 for what is no number: a run that has diverged scores nothing. */
function scoreStep(score: number): number {
  if (Number.isNaN(score)) return -1;
  let step = Math.max(0, Math.min(scoreSteps - 1, Math.ceil(score * scoreSteps) - 1));
  // The product is rounded: what matters is on which side of the threshold the score itself lies.
  if (step + 1 < scoreSteps && score > (step + 1) / scoreSteps) step++;
  else if (step > 0 && score <= step / scoreSteps) step--;
  return step;
}

/** What an earlier epoch is computed again from. */
export interface Kept {
  readonly spec: TrainingSpec;
  readonly places: readonly Snapshot[];
}

/**
 * The weights after an epoch, computed again from the nearest place before it. `mayGoOn` is asked between slices; once it
 * says no, the nearest place itself has to do, and `epoch` tells which that was.
 */
export async function parametersNear(
  { spec, places }: Kept,
  epoch: number,
  prepared: Prepared,
  options: { readonly engines: readonly EngineFactory[]; readonly mayGoOn: () => Promise<boolean> },
): Promise<{ readonly epoch: number; readonly parameters: Parameters } | null> {
  const place = places.findLast((each) => each.epoch <= epoch) ?? places[0];
  if (place === undefined) return null;
  if (place.epoch >= epoch) return place;
  const { earlyStopping: _, ...own } = spec;
  const again = createTrainer({ ...own, epochs: epoch }, prepared.train, prepared.validation, {
    engines: options.engines,
    resume: place,
  });
  try {
    let samples = 20_000;
    while (again.state === "running" && again.epoch < epoch) {
      again.runSamples(samples);
      samples = Math.min(samples * 2, 1 << 20);
      if (again.epoch < epoch && again.state === "running" && !(await options.mayGoOn())) return place;
    }
    return { epoch: again.epoch, parameters: again.parameters() };
  } finally {
    again.dispose();
  }
}
