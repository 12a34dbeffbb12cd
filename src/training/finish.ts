import { rowsOf } from "../datasets/matrix";
import type { Prepared } from "../datasets/prepare";
import { neuronOf } from "./network";
import { calledClass, emptyTally, learnsNumbers, type Tally } from "./neuron";
import { type Parameters, penalty } from "./parameters";
import type { Model, Run, Subset, TrainingSpec } from "./run";
import type { Trainer } from "./trainer";

/** A model's figures on some rows. */
export interface Evaluation {
  readonly loss: number;
  /** Share of samples called right; R² for a target of numbers. */
  readonly accuracy: number;
  /** Rows: true class, columns: called class; empty for numbers. */
  readonly confusion: Float64Array;
}

/** One forward pass over all rows. */
export function evaluate(
  spec: TrainingSpec,
  parameters: Parameters,
  subset: Subset,
  classes: number,
): Evaluation {
  const { samples, features } = subset.inputs;
  const { data, at } = rowsOf(subset.inputs);
  const neuron = neuronOf(spec.model, features);
  const tally: Tally = emptyTally();
  const confusion = new Float64Array(classes * classes);
  for (let row = 0; row < samples; row++) {
    const target = subset.target[row] ?? 0;
    const a = neuron.forward(parameters, data, at(row));
    neuron.tally(target, tally);
    if (classes === 0) continue;
    const cell = target * classes + calledClass(spec.model, a);
    confusion[cell] = (confusion[cell] ?? 0) + 1;
  }
  const loss = (tally.loss + penalty(parameters.weights, spec.l1, spec.l2)) / samples;
  return { loss, accuracy: accuracyOf(spec.model, tally, subset), confusion };
}

function accuracyOf(model: Model, tally: Tally, subset: Subset): number {
  const { target } = subset;
  if (!learnsNumbers(model)) return tally.score / target.length;
  const mean = target.reduce((sum, value) => sum + value, 0) / target.length;
  return 1 - tally.score / target.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

/** The finished (or stopped) run of a trainer. `id` is the caller's: this room has no clock and no chance of its own. */
export function finishRun(id: string, trainer: Trainer, prepared: Prepared, spec: TrainingSpec): Run {
  const parameters = trainer.parameters();
  const classes = prepared.summary.classes.length;
  const on = (subset: Subset) => evaluate(spec, parameters, subset, classes);
  const validation = on(prepared.validation);
  return {
    id,
    dataset: prepared.summary,
    spec,
    status: trainer.state === "diverged" ? "diverged" : trainer.state === "running" ? "stopped" : "finished",
    metrics: trainer.metrics(),
    weights: parameters.weights,
    intercepts: parameters.intercepts,
    confusion: validation.confusion,
    trainAccuracy: on(prepared.train).accuracy,
    validationAccuracy: validation.accuracy,
    testAccuracy: on(prepared.test).accuracy,
    epochsRun: trainer.epoch,
    ...(trainer.parametersEpoch === trainer.epoch ? {} : { bestEpoch: trainer.parametersEpoch }),
    engine: trainer.engineName,
    recipe: prepared.recipe,
    scaler: prepared.scaler,
  };
}
