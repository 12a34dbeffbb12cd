import * as vscode from "vscode";
import type { Disposable } from "../base/disposable";
import { epochView } from "../present/training-epoch";
import { pathView } from "../present/training-path";
import { epochsOf, isUnderWay, type KnownRun, runName } from "../present/training-runs";
import type { Snapshot } from "../training/engine";
import type { Look } from "../training/look";
import type { Learned } from "../workers/analysis/calls";
import type { ThreadService } from "../workers/thread";
import type { TrainingCalls } from "../workers/training/calls";
import type { Panel } from "./panel";
import type { TrainingData } from "./trainingData";
import type { TrainingRuns } from "./trainingRuns";
import type { TrainingScreen } from "./trainingScreen";
import { t } from "./words";

/** Answers what the panel asks about single epochs and about the ways of the weights. */
export class TrainingLooks implements Disposable {
  readonly #thread: ThreadService<TrainingCalls>;
  readonly #panel: Panel;
  readonly #screen: TrainingScreen;
  readonly #runs: TrainingRuns;
  readonly #data: TrainingData;
  readonly #chosen = new vscode.EventEmitter<void>();
  /** Fires when the reader goes to another epoch. */
  readonly onDidChoose = this.#chosen.event;
  #learned: Learned | null = null;
  #asked = 0;

  constructor(
    thread: ThreadService<TrainingCalls>,
    panel: Panel,
    screen: TrainingScreen,
    runs: TrainingRuns,
    data: TrainingData,
  ) {
    this.#thread = thread;
    this.#panel = panel;
    this.#screen = screen;
    this.#runs = runs;
    this.#data = data;
  }

  /** What the run in view had learned at the epoch that the reader stands at; null where that is its last one. */
  get learned(): Learned | null {
    return this.#learned;
  }

  dispose(): void {
    this.#chosen.dispose();
  }

  /** Only the newest request is answered. */
  async epoch(runId: string, epoch: number): Promise<void> {
    const asked = ++this.#asked;
    const known = this.#screen.run(runId);
    if (known === undefined) return;
    const seen = await this.#look(known, epoch);
    if (asked !== this.#asked || seen === null) return;
    const { look, note } = seen;
    const view = epochView(known.run, look, { name: runName(known, t), note }, t);
    this.#panel.send({ type: "epoch", epoch: view });
    this.#choose(known, look);
  }

  #choose(known: KnownRun, { epoch, weights, intercepts }: Look): void {
    const { run } = known;
    const { fingerprint } = run.dataset;
    const before = this.#learned;
    const isLast = epoch >= epochsOf(known);
    this.#learned =
      fingerprint === undefined || isLast
        ? null
        : { fingerprint, model: run.spec.model, epoch, weights, intercepts };
    if (before !== null || this.#learned !== null) this.#chosen.fire();
  }

  /** Looks closer at where the run in focus has ended, so that its scores are there at once. */
  async end(runId: string | null): Promise<void> {
    const known = this.#screen.run(runId);
    if (known === undefined || isUnderWay(known) || this.#screen.state.look?.runId === runId) return;
    const epoch = known.run.bestEpoch ?? epochsOf(known);
    const seen = await this.#look(known, epoch);
    if (seen === null || this.#screen.state.focus !== runId) return;
    this.#screen.quietly({ look: { runId: known.run.id, look: seen.look, note: seen.note } });
    this.#screen.showEpoch();
  }

  async path(runIds: readonly string[]): Promise<void> {
    const known = runIds.flatMap((id) => this.#screen.run(id) ?? []);
    const [first] = known;
    if (first === undefined) return;
    const ids = known.map(({ run }) => run.id);
    let reply = await this.#ask("path", { runIds: ids });
    if (reply?.type === "not-open") {
      for (const each of known) if (!isUnderWay(each)) await this.#open(each);
      reply = await this.#ask("path", { runIds: ids });
    }
    const names = {
      features: first.run.dataset.featureNames,
      runs: new Map(known.map((each) => [each.run.id, runName(each, t)])),
    };
    const surfaces =
      reply?.type === "surfaces" ? [reply.most, ...(reply.slice === null ? [] : [reply.slice])] : [];
    const path = pathView(runIds, surfaces, names, t);
    const sentence = reply?.type === "surfaces" ? path.sentence : unreadNote(first);
    this.#panel.send({ type: "path", path: { ...path, sentence } });
  }

  async #look(known: KnownRun, epoch: number): Promise<{ look: Look; note: string | null } | null> {
    const { id } = known.run;
    let reply = await this.#ask("look", { runId: id, epoch });
    if (reply?.type === "not-open" && !isUnderWay(known)) {
      const note = await this.#open(known);
      if (note !== null) return this.#kept(known, epoch, note);
      reply = await this.#ask("look", { runId: id, epoch });
    }
    return reply?.type === "look"
      ? { look: reply.look, note: null }
      : this.#kept(known, epoch, unreadNote(known));
  }

  /** Reads a kept run's rows again. The sentence that says why that is not possible; null where it is. */
  async #open(known: KnownRun): Promise<string | null> {
    const { run, about } = known;
    try {
      const data = await this.#data.readAgain(about.data);
      const fingerprint = run.dataset.fingerprint ?? null;
      const places = await this.#runs.placesOf(run.id);
      const runs = [{ id: run.id, spec: run.spec, places, fingerprint }];
      const reply = await this.#thread.call("open", { data, runs });
      if (reply.type === "dataset" && reply.dataset.fingerprint === run.dataset.fingerprint) return null;
      return t(
        "{0} has changed since this run, so only what was kept of it is shown: the weights of some epochs.",
        run.dataset.name,
      );
    } catch {
      return unreadNote(known);
    }
  }

  /** What the kept places say without the rows: weights and curves, but nobody is called anything. */
  async #kept(known: KnownRun, epoch: number, note: string): Promise<{ look: Look; note: string } | null> {
    const places = await this.#runs.placesOf(known.run.id);
    const place = places.findLast((each) => each.epoch <= epoch) ?? places[0];
    return place === undefined ? null : { look: lookOfPlace(known, place), note };
  }

  /** null where the thread died over it. */
  async #ask<K extends "look" | "path">(
    name: K,
    argument: TrainingCalls[K]["argument"],
  ): Promise<TrainingCalls[K]["reply"] | null> {
    try {
      return await this.#thread.call(name, argument);
    } catch {
      return null;
    }
  }
}

function unreadNote({ run }: KnownRun): string {
  return t("{0} can't be read any more, so only what was kept of this run is shown.", run.dataset.name);
}

function lookOfPlace({ run }: KnownRun, { epoch, parameters }: Snapshot): Look {
  const { metrics } = run;
  const at = metrics.epochNumbers?.indexOf(epoch) ?? epoch - 1;
  const isLast = epoch === run.epochsRun;
  return {
    epoch,
    updates: 0,
    weights: parameters.weights,
    intercepts: parameters.intercepts,
    trainLoss: metrics.trainLoss[at] ?? Number.NaN,
    validationLoss: metrics.validationLoss[at] ?? Number.NaN,
    trainAccuracy: metrics.trainAccuracy[at] ?? Number.NaN,
    validationAccuracy: metrics.validationAccuracy[at] ?? Number.NaN,
    testAccuracy: isLast ? run.testAccuracy : Number.NaN,
    confusion: isLast ? run.confusion : new Float64Array(),
    scores: null,
  };
}
