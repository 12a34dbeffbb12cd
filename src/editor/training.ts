import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../base/disposable";
import { datasetProblemSentence } from "../present/dataset";
import { type RunState, type TrainingState, trainingView } from "../present/training";
import { appendCurves, type CurvesView, noCurves, progressCurves } from "../present/training-curves";
import { formatCount } from "../present/training-numbers";
import type { TrainingSettings } from "../present/training-settings";
import { settingsSpec } from "../present/training-spec";
import { CallError } from "../protocol/rpc";
import { diagnose } from "../training/diagnosis";
import type { DatasetSummary, Progress, Run } from "../training/run";
import type { ThreadService } from "../workers/thread";
import type { DataFile, TrainingCalls, TrainingEvent } from "../workers/training/calls";
import { chooseData, type DataChoice, type ProgramDataset, pickData, readData } from "./dataSource";
import type { Panel } from "./panel";
import { readSettings } from "./settings";

const t = vscode.l10n.t;

/** A run shorter than this shows no notification of its progress: it would only flash. */
const patience = 250;
/** Milliseconds that a run has to end after it was told to. */
const longestStop = 3000;

interface Current {
  readonly id: string;
  readonly epochs: number;
  /** What has come in so far. */
  curves: CurvesView;
}

/** Train Neuron: chooses the data, runs the trainer in its thread, and keeps the panel up to date. One run at a time. */
export class Training implements Disposable {
  readonly #store = new DisposableStore();
  readonly #thread: ThreadService<TrainingCalls>;
  readonly #panel: Panel;
  readonly #extensionUri: vscode.Uri;
  readonly #datasetOf: ProgramDataset;
  #state: TrainingState = { dataset: null, settings: readSettings().training, run: { kind: "idle" } };
  #choice: DataChoice | null = null;
  #running: { readonly current: Current; readonly done: Promise<void> } | null = null;
  #count = 0;

  constructor(
    thread: ThreadService<TrainingCalls>,
    panel: Panel,
    extensionUri: vscode.Uri,
    datasetOf: ProgramDataset,
  ) {
    this.#thread = thread;
    this.#panel = panel;
    this.#extensionUri = extensionUri;
    this.#datasetOf = datasetOf;
    this.#store.add(
      panel.onMessage((message) => {
        if (message.type === "ready") this.#onReady();
        else if (message.type === "trainRequested") void this.trainAgain(message.settings);
        else if (message.type === "stopRequested") this.stop();
        else if (message.type === "datasetChoiceRequested") void this.#chooseAnother();
      }),
    );
  }

  static initialView() {
    return trainingView({ dataset: null, settings: readSettings().training, run: { kind: "idle" } }, t);
  }

  /** The command: on the file that it was invoked on, else on what is open. */
  async train(invokedOn: vscode.Uri | undefined): Promise<void> {
    await this.#panel.reveal("training");
    await this.#start(await chooseData(invokedOn, this.#datasetOf), readSettings().training);
  }

  /** The panel's button: on the data set that the panel names. */
  async trainAgain(settings: TrainingSettings): Promise<void> {
    await this.#start(this.#choice ?? (await chooseData(undefined, this.#datasetOf)), settings);
  }

  /** Ends the run where it is. A thread that does not even answer that (a damaged file can do it) is ended as a whole. */
  stop(): void {
    const running = this.#running;
    if (running === null) return;
    void this.#thread.call("stop", { id: running.current.id }).catch(() => undefined);
    const deadline = setTimeout(() => this.#thread.end(), longestStop);
    void running.done.finally(() => clearTimeout(deadline));
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #chooseAnother(): Promise<void> {
    const choice = await pickData();
    if (choice === undefined) return;
    this.#choice = choice;
    await this.#inspect();
  }

  /** A page that comes in the middle of a run gets the curves so far. */
  #onReady(): void {
    if (this.#running === null) return void this.#inspect();
    this.#update({ run: runningState(this.#running.current) });
  }

  /** Says in the panel what a run would learn, before there is one. */
  async #inspect(): Promise<void> {
    if (this.#running !== null) return;
    const choice = this.#choice ?? (await chooseData(undefined, this.#datasetOf));
    try {
      const data = await readData(choice, this.#extensionUri);
      const reply = await this.#thread.call("inspect", data);
      if (this.#running !== null || (this.#choice !== null && this.#choice !== choice)) return;
      if (reply.type === "dataset") this.#update({ dataset: reply.dataset });
      else if (this.#choice !== null) this.#fail(`${data.name}: ${datasetProblemSentence(reply.problem, t)}`);
    } catch {
      // Nothing was asked for yet: the run itself will say what is wrong.
    }
  }

  async #start(choice: DataChoice, settings: TrainingSettings): Promise<void> {
    while (this.#running !== null) {
      this.stop();
      await this.#running.done;
    }
    this.#choice = choice;
    const id = `run-${++this.#count}`;
    const current: Current = { id, epochs: settings.epochs, curves: noCurves };
    const done = this.#run(current, choice, settings).finally(() => {
      this.#running = null;
      void vscode.commands.executeCommand("setContext", "neuronLens.training", false);
    });
    this.#running = { current, done };
    void vscode.commands.executeCommand("setContext", "neuronLens.training", true);
    await done;
  }

  async #run(current: Current, choice: DataChoice, settings: TrainingSettings): Promise<void> {
    this.#update({ settings, run: runningState(current) });
    try {
      const data = await readData(choice, this.#extensionUri);
      const reply = await this.#withProgress(current, data, settings);
      if (reply.type === "problem" && reply.problem.kind === "cancelled") {
        return this.#update({ run: { kind: "idle" } });
      }
      if (reply.type === "problem") {
        // The heading would still name the data set before it.
        this.#update({ dataset: null });
        return this.#fail(`${data.name}: ${datasetProblemSentence(reply.problem, t)}`);
      }
      this.#update({
        dataset: reply.run.dataset,
        run: { kind: "done", run: reply.run, remarks: diagnose(reply.run) },
      });
      this.#announce(reply.run);
    } catch (error) {
      this.#fail(faultSentence(error));
    }
  }

  /** Runs the trainer under a notification that can be cancelled; cancelling keeps what was learned until then. */
  async #withProgress(current: Current, data: DataFile, settings: TrainingSettings) {
    const listeners = new Set<(event: TrainingEvent) => void>();
    const spec = settingsSpec(settings, settings.policies[0] ?? "batch");
    const call = this.#thread.call(
      "train",
      { id: current.id, data, settings: spec },
      {
        onEvent: (event) => {
          this.#onEvent(current, event);
          for (const listener of listeners) listener(event);
        },
      },
    );
    const isSlow = await Promise.race([
      call.then(
        () => false,
        () => false,
      ),
      new Promise<boolean>((resolve) => setTimeout(() => resolve(true), patience)),
    ]);
    if (isSlow) {
      await vscode.window.withProgress(
        {
          location: vscode.ProgressLocation.Notification,
          title: t("Train Neuron: {0}", this.#state.dataset?.name ?? data.name),
          cancellable: true,
        },
        async (progress, token) => {
          token.onCancellationRequested(() => this.stop());
          listeners.add(progressReporter(progress));
          await call.catch(() => undefined);
        },
      );
    }
    return call;
  }

  #onEvent(current: Current, event: TrainingEvent): void {
    if (event.type === "dataset") this.#update({ dataset: event.dataset });
    if (event.type !== "progress") return;
    const replaces = event.progress.replaces === true;
    const curves = progressCurves(event.progress);
    current.curves = appendCurves(current.curves, curves, replaces);
    this.#panel.progress({ type: "progress", runId: current.id, curves, replaces });
  }

  #update(change: Partial<TrainingState>): void {
    this.#state = { ...this.#state, ...change };
    this.#panel.setTraining(trainingView(this.#state, t));
  }

  #fail(sentence: string): void {
    this.#update({ run: { kind: "failed", sentence } });
    void vscode.window.showErrorMessage(sentence);
  }

  /** Says what was trained on and how it went; the panel has the rest. */
  #announce(run: Run): void {
    const message = `${datasetSentence(run.dataset)} ${resultSentence(run)}`;
    const showCurves = t("Show the Curves");
    void vscode.window.showInformationMessage(message, showCurves).then((chosen) => {
      if (chosen === showCurves) void this.#panel.reveal("training");
    });
  }
}

function runningState({ id, epochs, curves }: Current): RunState {
  return { kind: "running", runId: id, epochs, curves };
}

function progressReporter(progress: vscode.Progress<{ message?: string; increment?: number }>) {
  let shown = 0;
  return (event: TrainingEvent) => {
    if (event.type === "reading")
      progress.report({ message: t("reading, {0} %", Math.round(event.share * 100)) });
    if (event.type !== "progress") return;
    const { epoch, epochs, trainLoss }: Progress = event.progress;
    const percent = (100 * epoch) / epochs;
    const loss = trainLoss.at(-1);
    progress.report({
      message: t(
        "epoch {0} of {1}, loss {2}",
        formatCount(epoch),
        formatCount(epochs),
        loss === undefined ? "…" : loss.toPrecision(4),
      ),
      increment: percent - shown,
    });
    shown = percent;
  };
}

function datasetSentence(dataset: DatasetSummary): string {
  const { name, rows, featureNames, classes } = dataset;
  return classes.length === 0
    ? t("{0}: {1} rows, {2} features.", name, formatCount(rows), formatCount(featureNames.length))
    : t(
        "{0}: {1} rows, {2} features, {3} classes.",
        name,
        formatCount(rows),
        formatCount(featureNames.length),
        classes.length,
      );
}

function resultSentence(run: Run): string {
  const epochs = formatCount(run.epochsRun ?? run.metrics.trainLoss.length);
  if (run.status === "diverged") {
    return t(
      "The loss grew without end and the run stopped at epoch {0}: try a smaller learning rate.",
      epochs,
    );
  }
  const accuracy = run.validationAccuracy.toFixed(3);
  if (run.dataset.classes.length === 0)
    return t("R² on the validation rows after {0} epochs: {1}.", epochs, accuracy);
  return run.status === "stopped"
    ? t("Stopped after {0} epochs: validation accuracy {1}.", epochs, accuracy)
    : t("Validation accuracy after {0} epochs: {1}.", epochs, accuracy);
}

function faultSentence(error: unknown): string {
  if (error instanceof CallError && error.reason === "closed") {
    return t(
      "The training thread ended unexpectedly ({0}). Nothing of yours is lost: run Train Neuron again.",
      error.message,
    );
  }
  const detail = error instanceof Error ? error.message : String(error);
  return t("The data set could not be read: {0}", detail);
}
