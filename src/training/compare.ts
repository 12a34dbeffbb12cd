import { RandomState } from "../base/randomState";
import { batchSizeOf } from "./engine";
import { neuronOf } from "./network";
import { emptyTally, visit } from "./neuron";
import { clear, type Parameters, zeroParameters } from "./parameters";
import type { Metrics, Subset, TrainingSpec, UpdatePolicy } from "./run";
import { createTrainer, type Trainer, type TrainerOptions, type TrainerState } from "./trainer";

/** How far the gradients of an epoch's batches stray from the gradient of all rows, at the same weights. */
export interface GradientNoise {
  /** ‖g‖, of all rows. */
  readonly gradient: number;
  /** √mean ‖g_B − g‖² over the batches. */
  readonly noise: number;
  readonly batches: number;
}

/** What came of one policy. */
export interface PolicyResult {
  readonly policy: UpdatePolicy;
  readonly state: TrainerState;
  readonly epoch: number;
  /** Updates a whole epoch makes: for a curve over updates, epoch × this. */
  readonly updatesAnEpoch: number;
  /** With `endOfEpochLoss`: the curve to compare, as the running means of an epoch are of many weights. */
  readonly metrics: Metrics;
  /** Share of the epochs in which the loss of all training rows rose. */
  readonly risingShare: number;
  /** At the weights that all policies start from. */
  readonly noiseAtStart: GradientNoise;
  /** At the policy's own last weights. */
  readonly noiseNow: GradientNoise;
}

/** Several policies on the same data, from the same weights and with the same seed, driven in slices like a trainer. */
export interface Comparison {
  readonly isRunning: boolean;
  /** Epochs that all of them have made. */
  readonly epoch: number;
  /** The policy that is behind goes on, so that all curves grow together. */
  runSamples(count: number): void;
  results(): PolicyResult[];
  dispose(): void;
}

/** Gradients are measured on so many rows at most. */
const measuredRows = 20_000;
const measuredBatches = 400;

export function comparePolicies(
  spec: TrainingSpec,
  policies: readonly UpdatePolicy[],
  train: Subset,
  validation: Subset,
  options: TrainerOptions = {},
): Comparison {
  const entries = policies.map((policy) => {
    const own: TrainingSpec = { ...spec, policy, recordEndOfEpochLoss: true };
    const trainer = createTrainer(own, train, validation, options);
    return { own, trainer, noiseAtStart: gradientNoise(own, trainer.parameters(), train) };
  });
  let turn: (typeof entries)[number] | undefined;
  const behind = () => behindOf(entries)?.trainer;
  return {
    get isRunning() {
      return behind() !== undefined;
    },
    get epoch() {
      return behind()?.epoch ?? Math.max(...entries.map(({ trainer }) => trainer.epoch));
    },
    runSamples(count) {
      turn = nextTurn(entries, turn);
      turn?.trainer.runSamples(count);
    },
    results: () =>
      entries.map(({ own, trainer, noiseAtStart }) => resultOf(own, trainer, noiseAtStart, train)),
    dispose() {
      for (const { trainer } of entries) trainer.dispose();
    },
  };
}

/** Epochs that a trainer is ahead of the others at most, where to go on with another costs a pass over the rows. */
const longTurn = 8;

interface Running {
  readonly trainer: Trainer;
}

/** The one that has fewest epochs goes on, so that all curves grow together. */
function behindOf<Of extends Running>(all: readonly Of[]): Of | undefined {
  return all
    .filter(({ trainer }) => trainer.state === "running")
    .sort((a, b) => a.trainer.epoch - b.trainer.epoch)[0];
}

/** Whose turn it is after `last`: who is behind, and where changing is dear some epochs later. */
export function nextTurn<Of extends Running>(all: readonly Of[], last: Of | undefined): Of | undefined {
  const behind = behindOf(all);
  if (behind === undefined || last === undefined || last.trainer.state !== "running") return behind;
  const isDear = last.trainer.sharesRows && behind.trainer.sharesRows;
  return isDear && last.trainer.epoch < behind.trainer.epoch + longTurn ? last : behind;
}

function resultOf(
  spec: TrainingSpec,
  trainer: Trainer,
  noiseAtStart: GradientNoise,
  train: Subset,
): PolicyResult {
  const metrics = trainer.metrics();
  const { samples } = train.inputs;
  return {
    policy: spec.policy,
    state: trainer.state,
    epoch: trainer.epoch,
    updatesAnEpoch: Math.ceil(samples / batchSizeOf(spec, samples)),
    metrics,
    risingShare: risingShare(metrics.endOfEpochLoss ?? metrics.trainLoss),
    noiseAtStart,
    noiseNow: gradientNoise(spec, trainer.parameters(), train),
  };
}

/** In how many of the steps from one entry to the next the curve rises. */
export function risingShare(curve: Float64Array): number {
  let rises = 0;
  for (let index = 1; index < curve.length; index++)
    if ((curve[index] ?? 0) > (curve[index - 1] ?? 0)) rises++;
  return curve.length < 2 ? 0 : rises / (curve.length - 1);
}

/** Measures the gradients of one epoch's batches, in the spec's order and drawn with its seed. The penalty is the same in all: left out. */
export function gradientNoise(spec: TrainingSpec, parameters: Parameters, train: Subset): GradientNoise {
  const { features } = train.inputs;
  const samples = Math.min(train.inputs.samples, measuredRows);
  const neuron = neuronOf(spec.model, features);
  const sums = zeroParameters(spec.model, features);
  const meanOver = (order: Int32Array, from: number, to: number): number[] => {
    clear(sums);
    visit(neuron, parameters, train, { order, from, to }, emptyTally(), sums);
    return [...sums.weights, ...sums.intercepts].map((sum) => sum / (to - from));
  };
  const order =
    spec.shuffle === false
      ? Int32Array.from({ length: samples }, (_, index) => index)
      : new RandomState(spec.seed).permutation(train.inputs.samples).slice(0, samples);
  const whole = meanOver(order, 0, samples);
  const size = batchSizeOf(spec, samples);
  let squares = 0;
  let batches = 0;
  for (let from = 0; from < samples && batches < measuredBatches; from += size, batches++) {
    const own = meanOver(order, from, Math.min(samples, from + size));
    squares += own.reduce((sum, value, index) => sum + (value - (whole[index] ?? 0)) ** 2, 0);
  }
  return { gradient: Math.hypot(...whole), noise: Math.sqrt(squares / batches), batches };
}
