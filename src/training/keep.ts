import type { Metrics, Run } from "./run";

/** Arrays of numbers in a run, which JSON knows as lists only; by their path. */
const metricNames = [
  "trainLoss",
  "validationLoss",
  "trainAccuracy",
  "validationAccuracy",
  "seconds",
] as const;

/** A run as text, for the workspace's storage. Numbers that JSON does not know are written as text. */
export function serializeRun(run: Run): string {
  return JSON.stringify({ version: 1, run }, asJson);
}

/** For `JSON.stringify`: arrays of numbers as lists, and text for the numbers that JSON does not know. */
export function asJson(_key: string, value: unknown): unknown {
  if (value instanceof Float64Array || value instanceof Uint32Array) return Array.from(value, plain);
  return typeof value === "number" ? plain(value) : value;
}

/** Text for a number that JSON does not know. */
export function plain(value: number): number | string {
  return Number.isFinite(value) && !Object.is(value, -0)
    ? value
    : Object.is(value, -0)
      ? "-0"
      : String(value);
}

/** Back to a run; null for what is no run that `serializeRun` wrote: stored text may be damaged or of another version. */
export function deserializeRun(text: string): Run | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  return isRecord(value) && value.version === 1 ? readRun(value.run) : null;
}

/** How an array of numbers is written: null for what is none. */
export type ReadNumbers = (value: unknown) => Float64Array | null;

/** The run in a value that was parsed; null where it is none. */
export function readRun(run: unknown, read: ReadNumbers = numbers): Run | null {
  if (!isRecord(run)) return null;
  const metrics = isRecord(run.metrics) ? metricsOf(run.metrics, read) : null;
  const weights = read(run.weights);
  const intercepts = read(run.intercepts);
  const confusion = read(run.confusion);
  if (metrics === null || weights === null || intercepts === null || confusion === null) return null;
  const scaler = isRecord(run.scaler) ? scalerOf(run.scaler, read) : undefined;
  const found: unknown = {
    ...run,
    metrics,
    weights,
    intercepts,
    confusion,
    trainAccuracy: number(run.trainAccuracy),
    validationAccuracy: number(run.validationAccuracy),
    testAccuracy: number(run.testAccuracy),
    ...(scaler === undefined ? {} : { scaler }),
  };
  return isRun(found) ? found : null;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function number(value: unknown): number {
  return typeof value === "number" ? value : Number(typeof value === "string" ? value : Number.NaN);
}

export function numbers(value: unknown): Float64Array | null {
  return Array.isArray(value) ? Float64Array.from(value, number) : null;
}

function metricsOf(value: Readonly<Record<string, unknown>>, read: ReadNumbers): Metrics | null {
  const [trainLoss, validationLoss, trainAccuracy, validationAccuracy, seconds] = metricNames.map((name) =>
    read(value[name]),
  );
  if (!trainLoss || !validationLoss || !trainAccuracy || !validationAccuracy || !seconds) return null;
  const epochNumbers = read(value.epochNumbers);
  const endOfEpochLoss = read(value.endOfEpochLoss);
  return {
    ...{ trainLoss, validationLoss, trainAccuracy, validationAccuracy, seconds },
    ...(epochNumbers === null ? {} : { epochNumbers }),
    ...(endOfEpochLoss === null ? {} : { endOfEpochLoss }),
  };
}

function scalerOf(value: Readonly<Record<string, unknown>>, read: ReadNumbers): Run["scaler"] {
  const mean = read(value.mean);
  const scale = read(value.scale);
  return mean === null || scale === null ? undefined : { mean, scale };
}

/** The parts that a list of runs and its pictures read. */
function isRun(value: unknown): value is Run {
  if (!isRecord(value)) return false;
  const { id, dataset, spec, status } = value;
  return (
    typeof id === "string" &&
    (status === "finished" || status === "stopped" || status === "diverged") &&
    isRecord(dataset) &&
    typeof dataset.name === "string" &&
    typeof dataset.targetName === "string" &&
    Array.isArray(dataset.featureNames) &&
    Array.isArray(dataset.classes) &&
    Array.isArray(dataset.notes) &&
    isRecord(dataset.split) &&
    isRecord(spec) &&
    isRecord(spec.model) &&
    isRecord(spec.policy) &&
    ["learningRate", "epochs", "l1", "l2", "seed"].every((name) => typeof spec[name] === "number")
  );
}
