import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../base/disposable";
import type { Offer } from "../present/training";
import { type ExportFormat, exportsOf, runName } from "../present/training-runs";
import type { DataOptions, PolicyKind, TrainingSettings } from "../present/training-settings";
import { settingsSpec, specSettings } from "../present/training-spec";
import type { FromView } from "../protocol/panel";
import { policyKinds } from "../protocol/settings";
import type { ThreadService } from "../workers/thread";
import type { DatasetReply, TrainingCalls } from "../workers/training/calls";
import { type DataChoice, dataSize, type ProgramDataset, pickData } from "./dataSource";
import type { Panel } from "./panel";
import { readSettings } from "./settings";
import { choiceOf, nameOf, TrainingData } from "./trainingData";
import { exportRun, pickFormat } from "./trainingExport";
import { TrainingLooks } from "./trainingLooks";
import { askGuess, askTarget } from "./trainingQuestions";
import { TrainingRuns } from "./trainingRuns";
import { TrainingScreen } from "./trainingScreen";
import { announcement, failureOf } from "./trainingSentences";
import { type Plan, TrainingSession } from "./trainingSession";
import { t } from "./words";

/** Bytes of a data set that is looked into unasked. */
const quicklyRead = 20e6;

/** Train Neuron: which data, which runs, and what the panel's Training screen and the commands can do with them. */
export class Training implements Disposable {
  readonly #store = new DisposableStore();
  readonly #thread: ThreadService<TrainingCalls>;
  readonly #panel: Panel;
  readonly #screen: TrainingScreen;
  readonly #data: TrainingData;
  readonly #runs: TrainingRuns;
  readonly #session: TrainingSession;
  readonly looks: TrainingLooks;
  /** Grows with each thing that is begun, so that what was begun before it knows that it is out of date. */
  #begun = 0;

  constructor(
    thread: ThreadService<TrainingCalls>,
    panel: Panel,
    context: vscode.ExtensionContext,
    datasetOf: ProgramDataset,
  ) {
    this.#thread = thread;
    this.#panel = panel;
    this.#screen = new TrainingScreen(panel);
    this.#data = new TrainingData(context.workspaceState, context.extensionUri, datasetOf);
    this.#runs = this.#store.add(new TrainingRuns(context, this.#screen));
    this.#session = new TrainingSession(thread, panel, this.#screen, this.#runs);
    this.looks = this.#store.add(new TrainingLooks(thread, panel, this.#screen, this.#runs, this.#data));
    this.#store.add(panel.onMessage((message) => this.#onMessage(message)));
    this.#store.add(
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration("neuronLens.training"))
          this.#screen.update({ settings: this.#fromEditor() });
      }),
    );
  }

  static initialView() {
    return TrainingScreen.initialView();
  }

  /** The command: on the file that it was invoked on, else on what is open. */
  async train(invokedOn: vscode.Uri | undefined): Promise<void> {
    await this.#panel.reveal("training");
    const { policies } = this.#screen.state.settings;
    const settings = { ...this.#fromEditor(), policies: policies.slice(0, 1) };
    await this.#begin(await this.#data.fromEditor(invokedOn), settings, null);
  }

  /** The command: all policies side by side; which is the least steady is asked before. */
  async compare(invokedOn: vscode.Uri | undefined): Promise<void> {
    await this.#panel.reveal("training");
    const picked = await askGuess();
    if (picked === undefined) return;
    const choice = await this.#data.fromEditor(invokedOn);
    await this.#begin(choice, { ...this.#fromEditor(), policies: policyKinds }, picked.guess);
  }

  stop(): void {
    this.#begun++;
    this.#session.stop();
  }

  /** The command: pauses what runs, and lets go on what is paused. */
  togglePause(): void {
    const { activity } = this.#screen.state;
    if (activity.kind !== "running") return;
    if (activity.paused) this.#session.resume();
    else this.#session.pause();
  }

  /** The command: of the run in focus. */
  async export(): Promise<void> {
    await this.#runs.ready();
    const { runs, focus } = this.#screen.state;
    const known = this.#screen.run(focus) ?? runs[0];
    if (known === undefined) {
      void vscode.window.showInformationMessage(t("There is no run to export yet: train a neuron first."));
      return;
    }
    const as = await pickFormat(exportsOf(known.run));
    if (as !== undefined) await this.#export(known.run.id, as);
  }

  /** The command: which column is learned. */
  async chooseTarget(): Promise<void> {
    const choice = await this.#data.current();
    const reply = await this.#inspect(choice);
    if (reply?.card == null) return;
    const target = await askTarget(reply.card, nameOf(choice));
    if (target !== undefined) await this.#decide(choice, { ...this.#data.options(choice), target });
  }

  dispose(): void {
    this.#store.dispose();
  }

  #onMessage(message: FromView): void {
    switch (message.type) {
      case "ready":
        void this.#onReady();
        break;
      case "trainRequested":
        void this.#trainAgain(message.settings, message.guess);
        break;
      case "stepRequested":
        void this.#step(message.of, message.settings);
        break;
      case "stopRequested":
        this.stop();
        break;
      case "pauseRequested":
        this.#session.pause();
        break;
      case "resumeRequested":
        this.#session.resume();
        break;
      case "datasetChoiceRequested":
        void this.#chooseAnother();
        break;
      case "targetChoiceRequested":
        void this.chooseTarget();
        break;
      case "dataOptionsChosen":
        void this.#data.current().then((choice) => this.#decide(choice, message.options));
        break;
      case "offerTaken":
        void this.#take(message.offer);
        break;
      default:
        this.#onRunMessage(message);
    }
  }

  /** About runs by their ids; the messages of other screens are nothing to it. */
  #onRunMessage(message: FromView): void {
    switch (message.type) {
      case "continueRequested":
        void this.#continue(message.runId, message.epochs);
        break;
      case "epochRequested":
        void this.looks.epoch(message.runId, message.epoch);
        break;
      case "pathRequested":
        void this.looks.path(message.runIds);
        break;
      case "runFocused":
        this.#runs.focus(message.runId);
        this.#session.watch(message.runId);
        void this.looks.end(message.runId);
        break;
      case "runsShown":
        this.#show(message.runIds);
        break;
      case "runRenamed":
        this.#runs.rename(message.runId, message.name);
        break;
      case "runsDeleted":
        void this.#runs.delete(message.runIds);
        break;
      case "deletedRestored":
        void this.#runs.restore();
        break;
      case "runExported":
        void this.#export(message.runId, message.as);
    }
  }

  /** The page has come, or came back in the middle of a run: it gets all that is known. */
  async #onReady(): Promise<void> {
    await this.#runs.ready();
    this.#screen.update({});
    void this.looks.end(this.#screen.state.focus);
    if (this.#session.isUnderWay) return;
    const choice = await this.#data.current();
    // A large file is read when there is something to do with it, and not whenever the panel comes to the front.
    const size = await dataSize(choice).catch(() => null);
    if (size === null || size <= quicklyRead) await this.#inspect(choice, { quietly: true });
  }

  #show(runIds: readonly string[]): void {
    const { focus } = this.#screen.state;
    this.#runs.show(runIds, focus !== null && runIds.includes(focus) ? focus : (runIds[0] ?? null));
    void this.looks.end(this.#screen.state.focus);
  }

  /** What the editor's settings say, over what was last used in the panel. */
  #fromEditor(): TrainingSettings {
    const { learningRate, epochs, l1, l2 } = readSettings().training;
    return { ...this.#screen.state.settings, learningRate, epochs, l1, l2 };
  }

  /** The panel's button: on the data set that the panel names. */
  async #trainAgain(settings: TrainingSettings, guess: PolicyKind | null): Promise<void> {
    await this.#begin(await this.#data.current(), settings, guess);
  }

  async #step(of: "epoch" | "update", settings: TrainingSettings): Promise<void> {
    if (this.#session.isUnderWay) this.#session.step(of);
    else await this.#begin(await this.#data.current(), settings, null, `step-${of}`);
  }

  async #begin(
    choice: DataChoice,
    settings: TrainingSettings,
    guess: PolicyKind | null,
    first: Plan["first"] = "run",
  ): Promise<void> {
    const begun = ++this.#begun;
    this.#data.choose(choice);
    this.#screen.update({ settings });
    if (!(await this.#hasTarget(choice)) || begun !== this.#begun) return;
    const { model, hidden, activation } = settings;
    await this.#make(choice, {
      data: () => this.#data.read(choice),
      reference: () => this.#data.reference(choice),
      model: { model, hidden, activation },
      runs: settings.policies.map((policy) => ({
        id: crypto.randomUUID(),
        spec: settingsSpec(settings, policy),
      })),
      guess: settings.policies.length > 1 ? guess : null,
      first,
    });
  }

  async #continue(runId: string, epochs: number): Promise<void> {
    const places = await this.#runs.placesOf(runId);
    const known = this.#screen.run(runId);
    const last = places.at(-1);
    if (known === undefined || last === undefined) return;
    this.#begun++;
    const { run, about } = known;
    const { hidden, activation } = specSettings(run.spec);
    const { model: _, ...spec } = run.spec;
    const fingerprint = run.dataset.fingerprint ?? null;
    const choice = choiceOf(about.data);
    if (choice !== null) this.#data.choose(choice);
    await this.#make(choice, {
      data: () => this.#data.readAgain(about.data),
      reference: () => about.data,
      model: { model: run.spec.model.kind, hidden, activation },
      runs: [
        {
          id: runId,
          spec: { ...spec, epochs: last.epoch + epochs },
          continues: { metrics: run.metrics, places, fingerprint },
        },
      ],
      guess: null,
      first: "run",
    });
  }

  /** Makes the runs and says what came of it. */
  async #make(choice: DataChoice | null, plan: Plan): Promise<void> {
    const name = choice === null ? t("The data set") : nameOf(choice);
    await this.#runs.ready();
    this.#screen.update({
      activity: { kind: "reading", sentence: t("Reading {0}", name), share: null },
      dataOptions: choice === null ? this.#screen.state.dataOptions : this.#data.options(choice),
    });
    const outcome = await this.#session.start(plan);
    // A newer run has taken over: what is shown is its own.
    if (this.#session.isUnderWay) return;
    const failure = failureOf(outcome, name);
    if (failure !== null) {
      // The heading would still name the data set before it.
      if (outcome.type === "problem") this.#screen.quietly({ dataset: null, card: outcome.card });
      this.#screen.update({ activity: { kind: "failed", ...failure } });
      void vscode.window.showErrorMessage(failure.sentence);
      return;
    }
    this.#screen.update({ activity: { kind: "idle" } });
    if (outcome.type !== "ended") return;
    this.#announce(outcome.runIds);
    await this.looks.end(this.#screen.state.focus);
  }

  #announce(runIds: readonly string[]): void {
    const message = announcement(runIds.flatMap((id) => this.#screen.run(id) ?? []));
    if (message === null) return;
    const showCurves = t("Show the Curves");
    void vscode.window.showInformationMessage(message, showCurves).then((chosen) => {
      if (chosen === showCurves) void this.#panel.reveal("training");
    });
  }

  /** Asks for the target where nothing tells which it is, once for each file. False where the learner turned away. */
  async #hasTarget(choice: DataChoice): Promise<boolean> {
    if (choice.kind === "bundled" || this.#data.isRemembered(choice)) return true;
    const reply = await this.#inspect(choice, { quietly: true });
    if (reply?.card == null || reply.card.target.sure) return true;
    const target = await askTarget(reply.card, nameOf(choice));
    if (target === undefined) return false;
    await this.#data.remember(choice, { ...this.#data.options(choice), target });
    return true;
  }

  async #chooseAnother(): Promise<void> {
    const choice = await pickData();
    if (choice === undefined) return;
    this.#data.choose(choice);
    await this.#inspect(choice);
  }

  /** Keeps what was decided about a data set, and shows what becomes of it. */
  async #decide(choice: DataChoice, options: DataOptions): Promise<void> {
    this.#data.choose(choice);
    await this.#data.remember(choice, options);
    await this.#inspect(choice);
  }

  async #take(offer: Offer): Promise<void> {
    const choice = await this.#data.current();
    const { settings } = this.#screen.state;
    switch (offer) {
      case "choose-data":
        return this.#chooseAnother();
      case "choose-target":
        return this.chooseTarget();
      case "fill-missing":
        await this.#data.remember(choice, { ...this.#data.options(choice), missing: "mean" });
        break;
      case "sample-rows":
        this.#data.sample(choice, 10 * this.#data.keepEvery(choice));
        break;
      case "suitable-model":
        return this.#begin(choice, { ...settings, model: "auto" }, null);
      case "train-again":
        break;
    }
    await this.#begin(choice, settings, null);
  }

  /** Says in the panel what a run would learn, before there is one. undefined where it could not be read. */
  async #inspect(choice: DataChoice, { quietly = false } = {}): Promise<DatasetReply | undefined> {
    const begun = this.#begun;
    const name = nameOf(choice);
    try {
      const reply = await this.#thread.call("inspect", await this.#data.read(choice));
      if (this.#session.isUnderWay || begun !== this.#begun) return reply;
      const dataOptions = this.#data.options(choice);
      this.#screen.quietly({ card: reply.card, dataOptions });
      if (reply.type === "dataset") {
        this.#runs.compareRows(reply.dataset, this.#data.reference(choice));
        const { activity } = this.#screen.state;
        this.#screen.update({
          dataset: reply.dataset,
          activity: activity.kind === "failed" ? { kind: "idle" } : activity,
        });
      } else if (!quietly) this.#refuse(failureOf(reply, name));
      else this.#screen.update({});
      return reply;
    } catch (error) {
      // Where nothing was asked for, the run itself will say what is wrong.
      if (!quietly) this.#refuse(failureOf({ type: "unreadable", error }, name));
      return undefined;
    }
  }

  #refuse(failure: ReturnType<typeof failureOf>): void {
    if (failure !== null) this.#screen.update({ dataset: null, activity: { kind: "failed", ...failure } });
  }

  async #export(runId: string, as: ExportFormat): Promise<void> {
    const known = this.#screen.run(runId);
    if (known !== undefined) await exportRun(known.run, runName(known, t), as);
  }
}
