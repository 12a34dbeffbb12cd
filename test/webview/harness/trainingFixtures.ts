import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type DataCard, dataCard } from "../../../src/datasets/card";
import { type Prepared, prepareDataset } from "../../../src/datasets/prepare";
import { readTable } from "../../../src/datasets/read";
import {
  emptyState,
  type TrainingState,
  type TrainingView,
  trainingView,
} from "../../../src/present/training";
import { metricsCurves } from "../../../src/present/training-curves";
import { type EpochView, epochView } from "../../../src/present/training-epoch";
import { policyLabel } from "../../../src/present/training-names";
import { type PathView, pathView } from "../../../src/present/training-path";
import type { KnownRun } from "../../../src/present/training-runs";
import type { PolicyKind } from "../../../src/present/training-settings";
import { specSettings } from "../../../src/present/training-spec";
import { lessonSettings } from "../../../src/protocol/settings";
import { comparePolicies } from "../../../src/training/compare";
import { finishRun } from "../../../src/training/finish";
import type { AboutRun } from "../../../src/training/keptRun";
import { type Look, lookAt } from "../../../src/training/look";
import {
  lessonSpec,
  type Model,
  type Run,
  type TrainingSpec,
  type UpdatePolicy,
} from "../../../src/training/run";
import { type Surface, surfaceOfMost, surfaceOfTwo, type Way } from "../../../src/training/surface";
import { createTrainer, type Trainer } from "../../../src/training/trainer";
import { type Language, lessonData, translator } from "./fixtures";

/** A true run of the product's own trainer, with all that the host keeps of it. */
export interface Trained {
  readonly run: Run;
  readonly about: AboutRun;
  readonly policy: PolicyKind;
  readonly trainer: Trainer;
  readonly spec: TrainingSpec;
}

/** A bundled data set, split and scaled as the product does it. */
async function bundled(file: string, name: string): Promise<Prepared> {
  const bytes = readFileSync(join(import.meta.dirname, "../../../media/data", file));
  const table = await readTable(new Uint8Array(bytes), file);
  if (table.kind !== "ok") throw new Error(table.problem.kind);
  const result = prepareDataset(table.value, { name, source: "bundled" });
  if (result.kind !== "ok") throw new Error(result.problem.kind);
  return result.value;
}

/** Many features, many units: made up of one learned run, as no bundled file is as wide. */
export function widened(each: Trained, features: number, units: number): Trained {
  const wave = (count: number, step: number) =>
    Float64Array.from({ length: count }, (_, at) => Math.sin(at * step) * Math.exp(-((at % 97) / 30)));
  const classes = each.run.dataset.classes.length;
  const outputs = classes > 2 ? classes : 1;
  const run: Run = {
    ...each.run,
    spec: {
      ...each.run.spec,
      model: { kind: "network", hidden: units, activation: "relu", classes },
    },
    dataset: {
      ...each.run.dataset,
      featureNames: Array.from({ length: features }, (_, at) => `sensor_${at}_mean_of_the_last_hour`),
    },
    weights: wave((features + outputs) * units, 0.7),
    intercepts: wave(units + outputs, 1.3),
  };
  return { ...each, run };
}

/** A run over several classes: iris, as bundled. */
export async function irisRun(
  model: Model,
  language: Language,
  epochs = 60,
): Promise<{
  readonly each: Trained;
  readonly screen: TrainingView;
  readonly at: (epoch: number) => EpochView;
}> {
  const data = await bundled("iris.csv", "Iris");
  const change = { model, epochs, initialWeights: model.kind === "network" ? "normal" : "ones" } as const;
  const each = trainedOn(data, { ...lessonSpec, ...change }, { bundled: "iris.csv" });
  const t = translator(language);
  const look = (epoch: number) => lookAt(each.spec, each.trainer.parametersAt(epoch), data, { epoch });
  const screen = await endedScreen([each], language, {
    dataset: data.summary,
    look: { runId: each.run.id, look: look(epochs), note: null },
  });
  const at = (epoch: number) =>
    epochView(each.run, look(epoch), { name: policyLabel(each.run.spec.policy, t) }, t);
  return { each, screen, at };
}

const policies: readonly UpdatePolicy[] = [
  { kind: "batch" },
  { kind: "mini-batch", batchSize: 32 },
  { kind: "one-sample" },
];

export async function trained(
  policy: UpdatePolicy,
  change: Partial<TrainingSpec> = {},
  stopAfter?: number,
): Promise<Trained> {
  return trainedOn(await lessonData(), { ...lessonSpec, policy, ...change }, { stopAfter });
}

function trainedOn(
  data: Prepared,
  asked: TrainingSpec,
  {
    stopAfter,
    bundled: file = "wisconsin_breast_cancer.csv",
  }: { stopAfter?: number | undefined; bundled?: string },
): Trained {
  const spec: TrainingSpec = { ...asked, recordEndOfEpochLoss: true };
  const { policy } = spec;
  const trainer = createTrainer(spec, data.train, data.validation);
  trainer.runEpochs(stopAfter ?? spec.epochs);
  const run = finishRun(`run-${policy.kind}`, trainer, data, spec);
  const [noise] = comparePolicies(spec, [policy], data.train, data.validation).results();
  if (noise === undefined) throw new Error("no result");
  const about: AboutRun = {
    name: null,
    group: "lesson",
    guess: "one-sample",
    startedAt: Date.UTC(2026, 10, 24, 16, 20),
    changedAt: Date.UTC(2026, 10, 24, 16, 21),
    state: "ended",
    owner: "window",
    data: { uri: null, bundled: file, target: null, missing: "drop-rows", without: [], keepEvery: 1 },
    updatesAnEpoch: noise.updatesAnEpoch,
    startLoss: lookAt(spec, trainer.parametersAt(0), data, { epoch: 0 }).trainLoss,
    noiseAtStart: noise.noiseAtStart,
  };
  return { run, about, policy: policy.kind, trainer, spec };
}

let three: Promise<readonly Trained[]> | undefined;

/** The lesson's comparison: three policies on the same rows, from the same start. */
export function threePolicies(): Promise<readonly Trained[]> {
  three ??= Promise.all(policies.map((policy) => trained(policy)));
  return three;
}

/** As the host knows the run when it has come to this epoch; without one, after its end. */
export function known(
  each: Trained,
  change: Partial<KnownRun> = {},
  upTo = Number.POSITIVE_INFINITY,
): KnownRun {
  const curves = metricsCurves(each.run.metrics);
  const cut = (values: Float64Array) => values.slice(0, upTo);
  return {
    run: each.run,
    about: each.about,
    status: each.run.status,
    curves: {
      epochNumbers: cut(curves.epochNumbers),
      trainLoss: cut(curves.trainLoss),
      validationLoss: cut(curves.validationLoss),
      endOfEpochLoss: cut(curves.endOfEpochLoss),
      seconds: cut(curves.seconds),
    },
    remarks: [],
    sameData: true,
    ...change,
  };
}

export async function epochOf(each: Trained, epoch: number, language: Language): Promise<EpochView> {
  const t = translator(language);
  return epochView(each.run, await lookOf(each, epoch), { name: policyLabel(each.run.spec.policy, t) }, t);
}

async function lookOf(each: Trained, epoch: number): Promise<Look> {
  return lookAt(each.spec, each.trainer.parametersAt(epoch), await lessonData(), { epoch });
}

/** The true surface around the true ways, as the host makes it. */
export async function pathOf(runs: readonly Trained[], language: Language): Promise<PathView> {
  const { train, summary } = await lessonData();
  const ways = runs.map((each): Way => {
    const epochs = [...Array(21).keys()].map((step) => Math.round((step * each.spec.epochs) / 20));
    return {
      id: each.run.id,
      epochs: Float64Array.from(epochs),
      points: epochs.map((epoch) => each.trainer.parametersAt(epoch)),
    };
  });
  const [first] = runs;
  if (first === undefined) throw new Error("no run");
  const surfaces = [
    surfaceOfMost(first.spec, ways, train),
    surfaceOfTwo(first.spec, ways, train, [1, 2]),
  ].map(toEnd);
  const t = translator(language);
  const names = new Map(runs.map((each) => [each.run.id, policyLabel(each.run.spec.policy, t)]));
  return pathView([...names.keys()], surfaces, { features: summary.featureNames, runs: names }, t);
}

function toEnd(steps: ReturnType<typeof surfaceOfMost>): Surface {
  for (;;) {
    const step = steps.next();
    if (step.done !== true) continue;
    if (typeof step.value === "string") throw new Error(step.value);
    return step.value;
  }
}

export async function lessonCard(): Promise<DataCard | null> {
  const bytes = readFileSync(join(import.meta.dirname, "../../../media/data/wisconsin_breast_cancer.csv"));
  const table = await readTable(new Uint8Array(bytes), "wisconsin_breast_cancer.csv");
  if (table.kind !== "ok") throw new Error(table.problem.kind);
  return dataCard(table.value);
}

/** A table as learners have them: holes, a text column, an identifier, a date, a target that was guessed. */
export async function messyCard(): Promise<DataCard | null> {
  const rows = Array.from({ length: 60 }, (_, row) => {
    const age = row % 9 === 0 ? "" : String(20 + ((row * 7) % 50));
    const town = ["Seoul", "Busan", "Daejeon of the north-western district", ""][row % 4];
    return [
      `customer-${1000 + row}`,
      age,
      town,
      `2024-0${1 + (row % 9)}-11`,
      5,
      (row * 37) % 11,
      row % 3 === 0 ? "yes" : "no",
    ].join(",");
  });
  const text = ["id,age_of_the_customer_in_years,town,joined,constant,visits,churned", ...rows].join("\n");
  const table = await readTable(new TextEncoder().encode(text), "churn.csv");
  if (table.kind !== "ok") throw new Error(table.problem.kind);
  return dataCard(table.value);
}

/** The bundled table as tools write it: comments above it, and R's numbers of rows before it. */
export async function remarkedTable(): Promise<Partial<TrainingState>> {
  const bytes = readFileSync(join(import.meta.dirname, "../../../media/data/iris.csv"), "utf8");
  const [header = "", ...rows] = bytes.trim().split("\n");
  const above = [
    "# Measured in spring 2024 on the peninsula, by three people with the same pair of callipers",
    "# Widths and lengths in cm",
  ];
  const numbered = rows.map((row, at) => `"${at + 1}",${row}`);
  const text = [...above, header, ...numbered].join("\n");
  const table = await readTable(new TextEncoder().encode(text), "iris_from_r.csv");
  if (table.kind !== "ok") throw new Error(table.problem.kind);
  const result = prepareDataset(table.value, { name: "iris_from_r.csv", source: "file" });
  if (result.kind !== "ok") throw new Error(result.problem.kind);
  return { dataset: result.value.summary, card: dataCard(table.value) };
}

/** The screen before any run, on the bundled data. */
export async function idleState(
  language: Language,
  change: Partial<TrainingState> = {},
): Promise<TrainingState> {
  const { summary } = await lessonData();
  return { ...emptyState(lessonSettings, language), dataset: summary, card: await lessonCard(), ...change };
}

export async function idleScreen(
  language: Language,
  change: Partial<TrainingState> = {},
): Promise<TrainingView> {
  return trainingView(await idleState(language, change), translator(language));
}

/** These runs, ended, the first of them in focus. */
export async function endedState(
  runs: readonly Trained[],
  language: Language,
  change: Partial<TrainingState> = {},
): Promise<TrainingState> {
  const [first] = runs;
  if (first === undefined) throw new Error("no run");
  return idleState(language, {
    settings: { ...specSettings(first.spec), batchSize: 32, policies: runs.map((each) => each.policy) },
    runs: runs.map((each) => known(each)),
    shown: runs.map((each) => each.run.id),
    focus: first.run.id,
    look: change.look ?? { runId: first.run.id, look: await lookOf(first, first.trainer.epoch), note: null },
    ...change,
  });
}

export async function endedScreen(
  runs: readonly Trained[],
  language: Language,
  change: Partial<TrainingState> = {},
): Promise<TrainingView> {
  return trainingView(await endedState(runs, language, change), translator(language));
}

/** The same runs while they are under way, at this epoch. */
export async function runningScreen(
  runs: readonly Trained[],
  at: number,
  language: Language,
  paused = false,
): Promise<TrainingView> {
  const [first] = runs;
  if (first === undefined) throw new Error("no run");
  return endedScreen(runs, language, {
    activity: { kind: "running", runIds: runs.map((each) => each.run.id), paused },
    runs: runs.map((each) => {
      const run = { ...each.run, epochsRun: at };
      return known({ ...each, run }, { status: paused ? "paused" : "running" }, at);
    }),
    look: at === 0 ? null : { runId: first.run.id, look: await lookOf(first, at), note: null },
  });
}
