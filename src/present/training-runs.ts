import type { Translate } from "../base/translate";
import type { Diagnosis } from "../training/diagnosis";
import type { AboutRun } from "../training/keptRun";
import type { Run } from "../training/run";
import { diagnosisSentence } from "./run";
import type { CurvesView } from "./training-curves";
import { modelText, policyLabel } from "./training-names";
import { formatCount, formatSetting, formatShare, formatValue } from "./training-numbers";
import type { PolicyKind, TrainingSettings } from "./training-settings";
import { specSettings } from "./training-spec";
import { steadinessOf } from "./training-steadiness";

export type RunStatus = "running" | "paused" | "finished" | "stopped" | "diverged" | "interrupted";

/** A run in the list: those that are kept in the workspace's storage, and those under way. */
export interface RunRow {
  readonly runId: string;
  /** As the learner named it, or what it is: "Mini-batch 32". */
  readonly name: string;
  readonly policy: PolicyKind;
  readonly policyText: string;
  readonly modelText: string;
  readonly dataset: string;
  /** "rate 0.1 · 100 epochs · seed 42". */
  readonly settingsText: string;
  readonly status: RunStatus;
  readonly statusText: string;
  /** Formatted; "–" where there is none. */
  readonly updates: string;
  /** Of all training rows after the last epoch; where that was not computed, the epoch's running mean. */
  readonly loss: string;
  readonly validationLoss: string;
  readonly score: string;
  /** Epochs in which the loss of all training rows rose; null before the first. */
  readonly rises: string | null;
  readonly date: string;
  readonly dateLong: string;
  /** What to know before it is compared or continued: its data set has changed, it was cut short. null: nothing. */
  readonly note: string | null;
  readonly canContinue: boolean;
  readonly exports: readonly ExportFormat[];
}

/** The run itself as JSON, its curves or weights as CSV, the model as a script. */
export type ExportFormat = "json" | "csv" | "weights-csv" | "numpy" | "scikit-learn" | "pytorch" | "pyspark";

/** A run whose curves are drawn. */
export interface ShownRun {
  readonly runId: string;
  readonly name: string;
  readonly policy: PolicyKind;
  /** Epochs that it is to have: the axis does not move while it runs. */
  readonly epochs: number;
  /** For the axis of updates: epoch × this. */
  readonly updatesAnEpoch: number;
  readonly running: boolean;
  readonly curves: CurvesView;
}

/** The run whose figures stand beside the curves. */
export interface FocusView {
  readonly runId: string;
  readonly name: string;
  readonly dataset: string;
  readonly settings: TrainingSettings;
  readonly status: RunStatus;
  readonly epochs: number;
  readonly epochsRun: number;
  /** What the curves say and what to try next, a sentence each. */
  readonly remarks: readonly string[];
}

/** A run as the host knows it. */
export interface KnownRun {
  readonly run: Run;
  readonly about: AboutRun;
  readonly status: RunStatus;
  /** All that has come in: newer than `run.metrics` while it runs. */
  readonly curves: CurvesView;
  readonly remarks: readonly Diagnosis[];
  /** Whether its rows are those of the data set in the heading; null where that is not known. */
  readonly sameData: boolean | null;
}

export function runName({ run, about }: Pick<KnownRun, "run" | "about">, t: Translate): string {
  return about.name ?? policyLabel(run.spec.policy, t);
}

export function isUnderWay({ status }: Pick<KnownRun, "status">): boolean {
  return status === "running" || status === "paused";
}

export function epochsOf({ run, curves }: KnownRun): number {
  return Math.max(run.epochsRun ?? 0, curves.epochNumbers.at(-1) ?? 0);
}

export function runRow(known: KnownRun, language: string, t: Translate): RunRow {
  const { run, about, curves, status } = known;
  const epochs = epochsOf(known);
  const { rises, of } = steadinessOf(known);
  const underWay = isUnderWay(known);
  const last = (values: Float64Array) =>
    values.length === 0 ? dash : formatValue(values.at(-1) ?? Number.NaN);
  return {
    runId: run.id,
    name: runName(known, t),
    policy: run.spec.policy.kind,
    policyText: policyLabel(run.spec.policy, t),
    modelText: modelText(run.spec.model, t),
    dataset: run.dataset.name,
    settingsText: settingsText(run, t),
    status,
    statusText: statusText(status, epochs, run, t),
    updates: formatCount(epochs * about.updatesAnEpoch),
    loss: last(curves.endOfEpochLoss.some(Number.isFinite) ? curves.endOfEpochLoss : curves.trainLoss),
    validationLoss: last(curves.validationLoss),
    score: underWay || epochs === 0 ? dash : formatShare(run.validationAccuracy),
    rises: of === 0 ? null : formatCount(rises),
    date: dateText(about.startedAt, language, { dateStyle: "short", timeStyle: "short" }),
    dateLong: dateText(about.startedAt, language, { dateStyle: "full", timeStyle: "medium" }),
    note: noteOf(known, t),
    canContinue: !underWay && status !== "diverged",
    exports: underWay ? [] : exportsOf(run),
  };
}

const dash = "–";

/** To make one costs more than the rest of a row, and a list may have a thousand. */
const dateFormats = new Map<string, Intl.DateTimeFormat>();

function dateText(at: number, language: string, options: Intl.DateTimeFormatOptions): string {
  const key = `${language} ${options.dateStyle}`;
  // Korean says 16:20 or 오후 4:20; what the browser has for it since 2022 is "PM 4:20".
  const clock = language.startsWith("ko") ? ({ hourCycle: "h23" } as const) : {};
  const format = dateFormats.get(key) ?? new Intl.DateTimeFormat(language, { ...options, ...clock });
  dateFormats.set(key, format);
  return format.format(new Date(at));
}

function settingsText({ spec }: Run, t: Translate): string {
  const settings = t(
    "rate {0} · {1} epochs · seed {2}",
    formatSetting(spec.learningRate),
    formatCount(spec.epochs),
    formatSetting(spec.seed),
  );
  return spec.shuffle === false ? `${settings} · ${t("not shuffled")}` : settings;
}

function statusText(status: RunStatus, epochs: number, run: Run, t: Translate): string {
  switch (status) {
    case "running":
      return t("running");
    case "paused":
      return t("paused after {0} epochs", formatCount(epochs));
    case "finished":
      return run.bestEpoch === undefined ? t("finished") : t("stopped early, epoch {0} kept", run.bestEpoch);
    case "stopped":
      return t("stopped after {0} epochs", formatCount(epochs));
    case "diverged":
      return t("diverged in epoch {0}", formatCount(epochs));
    case "interrupted":
      return t("cut short after {0} epochs", formatCount(epochs));
  }
}

function noteOf({ status, sameData, run }: KnownRun, t: Translate): string | null {
  if (sameData === false)
    return t(
      "{0} has changed since this run, or other choices were made about it: its curves are of other rows.",
      run.dataset.name,
    );
  return status === "interrupted"
    ? t("The window or the training thread ended during this run. Continue it from where it was kept.")
    : null;
}

/** A script needs to know how the rows were made; one that was kept without it can be exported as numbers only. */
export function exportsOf(run: Run): readonly ExportFormat[] {
  const numbers: ExportFormat[] = ["json", "csv", "weights-csv"];
  return run.recipe === undefined ? numbers : [...numbers, "numpy", "scikit-learn", "pytorch", "pyspark"];
}

export function shownRun(known: KnownRun, t: Translate): ShownRun {
  const { run, about, curves } = known;
  return {
    runId: run.id,
    name: runName(known, t),
    policy: run.spec.policy.kind,
    epochs: Math.max(run.spec.epochs, epochsOf(known)),
    updatesAnEpoch: about.updatesAnEpoch,
    running: isUnderWay(known),
    curves,
  };
}

export function focusView(known: KnownRun, t: Translate): FocusView {
  const { run, status, remarks } = known;
  return {
    runId: run.id,
    name: runName(known, t),
    dataset: run.dataset.name,
    settings: specSettings(run.spec),
    status,
    epochs: run.spec.epochs,
    epochsRun: epochsOf(known),
    remarks: remarks.map((remark) => diagnosisSentence(remark, t)),
  };
}
