import { RandomState, type RandomStateData } from "../base/randomState";
import type { GradientNoise } from "./compare";
import type { Snapshot } from "./engine";
import { asJson, isRecord, number, numbers, readRun } from "./keep";
import type { Run, UpdatePolicy } from "./run";

/** All that is kept of a run: its settings, its curves, its weights, and places to go back to and to go on from. */
export interface KeptRun {
  readonly run: Run;
  readonly places: readonly Snapshot[];
  readonly about: AboutRun;
}

/** A run as a list of them knows it: all but the places, which are most of its file. */
export type ListedRun = Omit<KeptRun, "places">;

/** What is known of a run beside its numbers. */
export interface AboutRun {
  /** As the learner named it. */
  readonly name: string | null;
  /** Runs of one comparison have the same. */
  readonly group: string;
  /** Which policy the learner expected to be the least steady, asked before the run. */
  readonly guess: UpdatePolicy["kind"] | null;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly changedAt: number;
  /** A run that is not "ended" and whose window no longer writes to it was cut short. */
  readonly state: "running" | "paused" | "ended";
  /** The window that runs it. */
  readonly owner: string;
  readonly data: DataReference;
  readonly updatesAnEpoch: number;
  /** The loss of all training rows at the weights that it started from. */
  readonly startLoss: number;
  readonly noiseAtStart: GradientNoise | null;
}

/** Where a run's rows came from, so that they can be read again. */
export interface DataReference {
  readonly uri: string | null;
  readonly bundled: string | null;
  readonly target: string | null;
  readonly missing: "drop-rows" | "mean";
  readonly without: readonly string[];
  readonly keepEvery: number;
}

const format = "neuron-lens-run";
const version = 1;
/** Numbers that the places of one run may fill: with them a file stays below some megabytes. */
const mostNumbers = 250_000;
const mostPlaces = 64;
const mostShuffledPlaces = 24;

export function serializeKept({ run, places, about }: KeptRun): string {
  const isShuffled = run.spec.policy.kind !== "batch" && run.spec.shuffle !== false;
  const kept = fewer(places, isShuffled).map(({ epoch, parameters, random }) => ({
    epoch,
    parameters,
    random: isShuffled ? random : null,
  }));
  return JSON.stringify({ format, version, about, run, places: kept }, asJson);
}

/** Evenly spread places, always with the first and the last. */
function fewer(places: readonly Snapshot[], isShuffled: boolean): readonly Snapshot[] {
  const [first] = places;
  if (first === undefined) return [];
  const size = first.parameters.weights.length + first.parameters.intercepts.length + (isShuffled ? 626 : 1);
  const most = Math.max(
    2,
    Math.min(isShuffled ? mostShuffledPlaces : mostPlaces, Math.floor(mostNumbers / size)),
  );
  if (places.length <= most) return places;
  const chosen = new Set(
    Array.from({ length: most }, (_, index) => Math.round((index * (places.length - 1)) / (most - 1))),
  );
  return places.filter((_, index) => chosen.has(index));
}

/** null for what is no run of ours: damaged, cut off, or of a version that is not known here. */
export function deserializeKept(text: string): KeptRun | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRecord(value) || value.format !== format || value.version !== version) return null;
  const run = readRun(value.run);
  const about = readAbout(value.about);
  if (run === null || about === null || !Array.isArray(value.places)) return null;
  const places = value.places.map((place: unknown) => readPlace(place, run));
  const whole = places.flatMap((place) => place ?? []);
  return whole.length === places.length && whole.length > 0 ? { run, about, places: whole } : null;
}

function readPlace(value: unknown, run: Run): Snapshot | null {
  if (!isRecord(value) || !isRecord(value.parameters)) return null;
  const weights = numbers(value.parameters.weights);
  const intercepts = numbers(value.parameters.intercepts);
  const random = value.random === null ? new RandomState(run.spec.seed).state() : readRandom(value.random);
  if (weights?.length !== run.weights.length || intercepts?.length !== run.intercepts.length) return null;
  if (random === null || !isCount(value.epoch)) return null;
  return { epoch: value.epoch, parameters: { weights, intercepts }, random };
}

function readRandom(value: unknown): RandomStateData | null {
  if (!isRecord(value) || !isCount(value.position)) return null;
  const key = numbers(value.key);
  const waiting = value.waitingNormal;
  if (key?.length !== 624 || value.position > 624) return null;
  const waitingNormal = waiting === null ? null : number(waiting);
  return { key: Uint32Array.from(key), position: value.position, waitingNormal };
}

export function readAbout(value: unknown): AboutRun | null {
  if (!isRecord(value)) return null;
  const { name, group, owner, state, guess, startedAt, changedAt, updatesAnEpoch } = value;
  const data = readReference(value.data);
  if (typeof group !== "string" || typeof owner !== "string" || data === null) return null;
  if (state !== "running" && state !== "paused" && state !== "ended") return null;
  if (typeof startedAt !== "number" || typeof changedAt !== "number" || !isCount(updatesAnEpoch)) return null;
  return {
    name: typeof name === "string" ? name : null,
    group,
    guess: guess === "batch" || guess === "mini-batch" || guess === "one-sample" ? guess : null,
    startedAt,
    changedAt,
    state,
    owner,
    data,
    updatesAnEpoch,
    startLoss: number(value.startLoss),
    noiseAtStart: readNoise(value.noiseAtStart),
  };
}

function readNoise(value: unknown): GradientNoise | null {
  if (!isRecord(value)) return null;
  return { gradient: number(value.gradient), noise: number(value.noise), batches: number(value.batches) };
}

function readReference(value: unknown): DataReference | null {
  if (!isRecord(value) || !Array.isArray(value.without)) return null;
  const text = (field: unknown) => (typeof field === "string" ? field : null);
  return {
    uri: text(value.uri),
    bundled: text(value.bundled),
    target: text(value.target),
    missing: value.missing === "mean" ? "mean" : "drop-rows",
    without: value.without.flatMap((each) => text(each) ?? []),
    keepEvery: isCount(value.keepEvery) && value.keepEvery > 0 ? value.keepEvery : 1,
  };
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
