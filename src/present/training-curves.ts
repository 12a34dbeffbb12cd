import type { Metrics, Progress } from "../training/run";

/** Losses by epoch. A long run is thinned by the trainer, so each entry says which epoch (from 1) it is. */
export interface CurvesView {
  readonly epochNumbers: Float64Array;
  readonly trainLoss: Float64Array;
  readonly validationLoss: Float64Array;
}

export const noCurves: CurvesView = {
  epochNumbers: new Float64Array(),
  trainLoss: new Float64Array(),
  validationLoss: new Float64Array(),
};

export function metricsCurves(metrics: Metrics): CurvesView {
  const { trainLoss, validationLoss } = metrics;
  return {
    epochNumbers: metrics.epochNumbers ?? consecutive(1, trainLoss.length),
    trainLoss,
    validationLoss,
  };
}

export function progressCurves(progress: Progress): CurvesView {
  const { trainLoss, validationLoss, firstNewEpoch } = progress;
  return {
    epochNumbers: progress.epochNumbers ?? consecutive(firstNewEpoch, trainLoss.length),
    trainLoss,
    validationLoss,
  };
}

/**
 * The curves with new entries at their end, or with these alone where the trainer has thinned them (`replaces`). Entries
 * that are known already are passed over, so a message that comes twice changes nothing.
 */
export function appendCurves(before: CurvesView, more: CurvesView, replaces: boolean): CurvesView {
  if (replaces) return more;
  const last = before.epochNumbers.at(-1) ?? 0;
  const from = more.epochNumbers.findIndex((epoch) => epoch > last);
  if (from < 0) return before;
  return {
    epochNumbers: joined(before.epochNumbers, more.epochNumbers.subarray(from)),
    trainLoss: joined(before.trainLoss, more.trainLoss.subarray(from)),
    validationLoss: joined(before.validationLoss, more.validationLoss.subarray(from)),
  };
}

function consecutive(first: number, length: number): Float64Array {
  return Float64Array.from({ length }, (_, index) => first + index);
}

function joined(a: Float64Array, b: Float64Array): Float64Array {
  const both = new Float64Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
