import type { RandomState, RandomStateData } from "../base/randomState";
import type { Parameters } from "./parameters";
import type { Subset, TrainingSpec } from "./run";

/**
 * One epoch in sums and means: the training loss without its penalty is a mean over the samples. An engine may fill the
 * same object for the next epoch.
 */
export interface EpochSums {
  readonly trainLoss: number;
  readonly validationLoss: number;
  /** Samples called right; for a target of numbers the sum of squared errors. */
  readonly trainScore: number;
  readonly validationScore: number;
  readonly endOfEpochLoss: number;
}

/** A place in a run from which it can go on, bit by bit as if it had never stopped. */
export interface Snapshot {
  readonly epoch: number;
  readonly parameters: Parameters;
  readonly random: RandomStateData;
}

/**
 * Does the arithmetic of training: the reference in TypeScript, or a kernel behind the same interface. An engine works
 * in steps so that a long epoch can be interrupted: each step yields the number of samples that it visited.
 */
export interface Engine {
  readonly name: string;
  /** Called before each piece of work, where other engines read the same rows: only one of them can at a time. */
  enter?(): void;
  /** One epoch: all updates, then the losses. */
  epoch(): Generator<number, EpochSums, void>;
  /** Whole epochs without a stop, for sets so small that a step would cost more than the work. */
  epochAtOnce?(): EpochSums;
  /** A copy. */
  parameters(): Parameters;
  /** Where the engine draws random numbers by itself: the state of its generator; else the start's own is up to date. */
  randomState?(): RandomStateData;
  dispose(): void;
}

/** What an engine starts from. It owns `parameters` and `random` from here on. */
export interface EngineStart {
  readonly spec: TrainingSpec;
  readonly train: Subset;
  readonly validation: Subset;
  readonly parameters: Parameters;
  readonly random: RandomState;
}

/** Null where the engine cannot do it (no such model in the kernel, too large for its memory). */
export type EngineFactory = (start: EngineStart) => Engine | null;

/** Samples in one update. */
export function batchSizeOf(spec: TrainingSpec, samples: number): number {
  switch (spec.policy.kind) {
    case "batch":
      return samples;
    case "mini-batch":
      return Math.max(1, Math.min(samples, Math.trunc(spec.policy.batchSize)));
    case "one-sample":
      return 1;
  }
}

/** The order in which an epoch visits its samples: `np.random.permutation`, once an epoch; null for as they are. */
export function orderOf(spec: TrainingSpec, samples: number, random: RandomState): Int32Array | null {
  return spec.policy.kind === "batch" || spec.shuffle === false ? null : random.permutation(samples);
}
