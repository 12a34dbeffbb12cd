import * as vscode from "vscode";
import { appendCurves, noCurves, progressCurves } from "../present/training-curves";
import { isUnderWay, type KnownRun } from "../present/training-runs";
import type { PolicyKind } from "../present/training-settings";
import { CallError } from "../protocol/rpc";
import type { ModelRequest } from "../training/choose";
import type { DataReference } from "../training/keptRun";
import { isOutOfMemory } from "../workers/memory";
import type { ThreadService } from "../workers/thread";
import type {
  DataFile,
  RequestedRun,
  StartedRun,
  TrainingCalls,
  TrainingEvent,
  TrainingReply,
} from "../workers/training/calls";
import type { Panel } from "./panel";
import { withNotification } from "./trainingProgress";
import type { TrainingRuns } from "./trainingRuns";
import type { TrainingScreen } from "./trainingScreen";

/** Milliseconds that runs have to end after they were told to. */
const longestStop = 3000;

/** Runs that are to be made together. */
export interface Plan {
  readonly data: () => Promise<DataFile>;
  readonly reference: () => DataReference;
  readonly model: ModelRequest;
  readonly runs: readonly RequestedRun[];
  readonly guess: PolicyKind | null;
  /** What to do first: go on, or wait after one step. */
  readonly first: "run" | "step-epoch" | "step-update";
}

export type Outcome =
  | { readonly type: "ended"; readonly runIds: readonly string[] }
  /** The thread's end, or what went wrong in a run that had started. */
  | { readonly type: "died"; readonly reason: string; readonly started: boolean }
  | { readonly type: "unreadable"; readonly error: unknown }
  | Exclude<TrainingReply, { type: "runs" }>;

interface UnderWay {
  readonly group: string;
  readonly plan: Plan;
  readonly done: Promise<Outcome>;
}

/** What is under way in the thread: one group of runs at a time. */
export class TrainingSession {
  readonly #thread: ThreadService<TrainingCalls>;
  readonly #panel: Panel;
  readonly #screen: TrainingScreen;
  readonly #runs: TrainingRuns;
  #underWay: UnderWay | null = null;
  /** The group whose thread was ended, as it did not stop by itself. */
  #ended: string | null = null;

  constructor(
    thread: ThreadService<TrainingCalls>,
    panel: Panel,
    screen: TrainingScreen,
    runs: TrainingRuns,
  ) {
    this.#thread = thread;
    this.#panel = panel;
    this.#screen = screen;
    this.#runs = runs;
  }

  get isUnderWay(): boolean {
    return this.#underWay !== null;
  }

  /** Ends what is under way, and makes these runs. */
  async start(plan: Plan): Promise<Outcome> {
    while (this.#underWay !== null) {
      this.stop();
      await this.#underWay.done;
    }
    const group = crypto.randomUUID();
    const done = this.#make(group, plan).finally(() => {
      this.#underWay = null;
      void vscode.commands.executeCommand("setContext", "neuronLens.training", false);
    });
    this.#underWay = { group, plan, done };
    void vscode.commands.executeCommand("setContext", "neuronLens.training", true);
    return done;
  }

  /** Ends the runs where they are. A thread that does not even answer that (a damaged file can do it) is ended as a whole. */
  stop(): void {
    const underWay = this.#underWay;
    if (underWay === null) return;
    this.#control("stop");
    const deadline = setTimeout(() => {
      this.#ended = underWay.group;
      this.#thread.end();
    }, longestStop);
    void underWay.done.finally(() => clearTimeout(deadline));
  }

  /** It is shown as paused once it stands still. */
  pause(): void {
    this.#control("pause");
  }

  resume(): void {
    this.#control("resume");
    this.#setStatus("running");
  }

  step(of: "epoch" | "update"): void {
    this.#control(of === "epoch" ? "step-epoch" : "step-update");
  }

  watch(runId: string): void {
    if (this.#underWay === null) return;
    const { group } = this.#underWay;
    void this.#thread.call("watch", { group, runId }).catch(() => undefined);
  }

  #control(to: TrainingCalls["control"]["argument"]["to"]): void {
    if (this.#underWay === null) return;
    const { group } = this.#underWay;
    void this.#thread.call("control", { group, to }).catch(() => undefined);
  }

  #setStatus(status: "running" | "paused"): void {
    const { activity, runs } = this.#screen.state;
    if (activity.kind !== "running") return;
    for (const known of runs)
      if (activity.runIds.includes(known.run.id) && isUnderWay(known)) this.#runs.put({ ...known, status });
    this.#screen.update({ activity: { ...activity, paused: status === "paused" } });
  }

  async #make(group: string, plan: Plan): Promise<Outcome> {
    let data: DataFile;
    try {
      data = await plan.data();
    } catch (error) {
      return { type: "unreadable", error };
    }
    const runIds = plan.runs.map(({ id }) => id);
    try {
      const reply = await this.#call(group, plan, data);
      if (reply.type !== "runs") return reply;
      for (const state of reply.states) this.#runs.keep(state, state.run.status);
      return { type: "ended", runIds };
    } catch (error) {
      this.#runs.interrupt(runIds);
      if (this.#ended === group) return { type: "problem", problem: { kind: "cancelled" }, card: null };
      const reason = error instanceof Error ? error.message : String(error);
      // What was read takes memory until the thread ends.
      if (isOutOfMemory(reason)) this.#thread.end();
      const started = this.#hasStarted(runIds);
      const died = error instanceof CallError && (error.reason === "closed" || started);
      return died ? { type: "died", reason, started } : { type: "unreadable", error };
    }
  }

  /** The rows were read by then: what went wrong is nothing of theirs. */
  #hasStarted(runIds: readonly string[]): boolean {
    const { activity } = this.#screen.state;
    return activity.kind === "running" && runIds.some((id) => activity.runIds.includes(id));
  }

  #call(group: string, plan: Plan, data: DataFile): Promise<TrainingReply> {
    const { model, runs, first } = plan;
    const listeners = new Set<(event: TrainingEvent) => void>();
    const argument = { group, data, model, runs, paused: first !== "run" };
    const call = this.#thread.call("train", argument, {
      onEvent: (event) => {
        this.#onEvent(group, plan, event);
        for (const listener of listeners) listener(event);
      },
    });
    const title = this.#screen.state.dataset?.name ?? data.name;
    const epochs = Math.max(...runs.map(({ spec }) => spec.epochs));
    return withNotification(call, {
      title,
      epochs,
      listen: (listener) => listeners.add(listener),
      cancel: () => this.stop(),
    });
  }

  #onEvent(group: string, plan: Plan, event: TrainingEvent): void {
    switch (event.type) {
      case "reading": {
        const { activity } = this.#screen.state;
        if (activity.kind === "reading")
          this.#screen.update({ activity: { ...activity, share: event.share } });
        break;
      }
      case "dataset":
        this.#runs.compareRows(event.dataset, plan.reference());
        this.#screen.update({ dataset: event.dataset, card: event.card });
        break;
      case "started":
        this.#onStarted(group, plan, event.runs);
        break;
      case "progress":
        this.#onProgress(event);
        break;
      case "look":
        this.#screen.quietly({ look: { runId: event.runId, look: event.look, note: null } });
        this.#screen.showEpoch();
        break;
      case "held":
        this.#setStatus("paused");
        break;
      case "checkpoint":
        this.#onCheckpoint(event);
    }
  }

  #onStarted(group: string, plan: Plan, started: readonly StartedRun[]): void {
    const { dataset } = this.#screen.state;
    if (dataset === null) return;
    const paused = plan.first !== "run";
    // The first of a comparison comes first in a list of the newest.
    const now = Date.now();
    const startTime = this.#runs.startTime(started.length);
    for (const [index, start] of started.entries()) {
      const before = this.#screen.run(start.id);
      this.#runs.put(
        before === undefined
          ? newRun(start, dataset, {
              ...{ name: null, group, guess: plan.guess, owner: this.#runs.owner },
              ...{ startedAt: startTime - index, changedAt: now, state: "running" },
              ...{ data: plan.reference(), updatesAnEpoch: start.updatesAnEpoch },
              ...{ startLoss: start.startLoss, noiseAtStart: start.noiseAtStart },
            })
          : {
              ...before,
              status: "running",
              remarks: [],
              sameData: true,
              run: { ...before.run, spec: start.spec },
              about: { ...before.about, owner: this.#runs.owner },
            },
      );
    }
    const runIds = started.map(({ id }) => id);
    this.#screen.quietly({ activity: { kind: "running", runIds, paused }, look: null });
    const { focus } = this.#screen.state;
    this.#runs.show(runIds, focus !== null && runIds.includes(focus) ? focus : (runIds[0] ?? null));
    if (plan.first !== "run") this.#control(plan.first);
  }

  #onProgress({ runId, progress }: Extract<TrainingEvent, { type: "progress" }>): void {
    const known = this.#screen.run(runId);
    if (known === undefined) return;
    const replaces = progress.replaces === true;
    const curves = progressCurves(progress);
    if (curves.epochNumbers.length === 0 && !replaces) return;
    this.#runs.put({ ...known, curves: appendCurves(known.curves, curves, replaces) });
    this.#panel.send({ type: "progress", runId, curves, replaces });
  }

  #onCheckpoint({ states }: Extract<TrainingEvent, { type: "checkpoint" }>): void {
    for (const state of states) {
      const known = this.#screen.run(state.run.id);
      if (known !== undefined) this.#runs.keep(state, known.status === "paused" ? "paused" : "running");
    }
    this.#screen.update({});
  }
}

function newRun(
  { id, spec }: StartedRun,
  dataset: NonNullable<TrainingScreen["state"]["dataset"]>,
  about: KnownRun["about"],
): KnownRun {
  const none = new Float64Array();
  return {
    run: {
      id,
      dataset,
      spec,
      status: "stopped",
      metrics: {
        trainLoss: none,
        validationLoss: none,
        trainAccuracy: none,
        validationAccuracy: none,
        seconds: none,
      },
      weights: none,
      intercepts: none,
      confusion: none,
      trainAccuracy: Number.NaN,
      validationAccuracy: Number.NaN,
      testAccuracy: Number.NaN,
      epochsRun: 0,
    },
    about,
    status: "running",
    curves: noCurves,
    remarks: [],
    sameData: true,
  };
}
