import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../base/disposable";
import { metricsCurves } from "../present/training-curves";
import { formatCount } from "../present/training-numbers";
import { isUnderWay, type KnownRun, type RunStatus, runName } from "../present/training-runs";
import { diagnose } from "../training/diagnosis";
import type { AboutRun, DataReference, ListedRun } from "../training/keptRun";
import type { DatasetSummary, Run } from "../training/run";
import { RunStore, ShortWrite } from "../training/runStore";
import type { RunState } from "../workers/training/calls";
import { StorageFolder } from "./runFolder";
import { readSettings } from "./settings";
import type { TrainingScreen } from "./trainingScreen";
import { t } from "./words";

/** Milliseconds between two signs of life of a run, and after how many without one it counts as cut short. */
const heartbeat = 2500;
const lifeless = 7000;
const mostShown = 6;
/** Milliseconds that taking back is offered. */
const undoTime = 30_000;

const shownKey = "training.shown";
const focusKey = "training.focus";

/** The runs: what is known of each, which are drawn, and their files. */
export class TrainingRuns implements Disposable {
  readonly #store = new DisposableStore();
  readonly #files: RunStore;
  readonly #memory: vscode.Memento;
  readonly #screen: TrainingScreen;
  /** Of this window. */
  readonly #owner = crypto.randomUUID();
  /** Of the runs that are not written to their end; those of all others are in their files. */
  readonly #places = new Map<string, RunState["places"]>();
  readonly #saved = new Map<string, number>();
  /** How often a run was asked to be written, as long as the last of it is not. */
  readonly #unwritten = new Map<string, number>();
  #loaded: Promise<void> | null = null;
  #reload: NodeJS.Timeout | undefined;
  #unkept: string | null = null;
  #forget: NodeJS.Timeout | undefined;
  #deleted: readonly KnownRun[] = [];

  constructor(context: vscode.ExtensionContext, screen: TrainingScreen) {
    const folder = this.#store.add(new StorageFolder(context));
    this.#files = new RunStore(folder, () => readSettings().runs);
    this.#memory = context.workspaceState;
    this.#screen = screen;
    const alive = setInterval(() => this.#beat(), heartbeat);
    this.#store.add({ dispose: () => clearInterval(alive) });
    this.#store.add({ dispose: () => clearTimeout(this.#reload) });
    this.#store.add({ dispose: () => clearTimeout(this.#forget) });
    this.#store.add(folder.onDidChange(() => this.#loadSoon(500)));
  }

  get owner(): string {
    return this.#owner;
  }

  /** Reads the kept runs, once. */
  ready(): Promise<void> {
    this.#loaded ??= this.#load();
    return this.#loaded;
  }

  /**
   * When `count` runs that begin now began, the last of them. Later than all before them also where the clock was turned
   * back: a new run would stand below the old ones, and be the first to go when there is no room.
   */
  startTime(count: number): number {
    const newest = Math.max(0, ...this.#screen.state.runs.map(({ about }) => about.startedAt));
    return Math.max(Date.now(), newest + count);
  }

  async placesOf(id: string): Promise<RunState["places"]> {
    return this.#places.get(id) ?? (await this.#files.read(id))?.places ?? [];
  }

  /** A new run comes first; one that goes on takes its own place. */
  put(known: KnownRun): void {
    const others = this.#screen.state.runs.filter(({ run }) => run.id !== known.run.id);
    const runs = [known, ...others].sort((a, b) => b.about.startedAt - a.about.startedAt);
    this.#screen.quietly({ runs });
  }

  /** Newest figures of a run under way, which is written down with them. */
  keep(state: RunState, status: RunStatus): void {
    const known = this.#screen.run(state.run.id);
    if (known === undefined) return;
    const { run } = state;
    const about: AboutRun = { ...known.about, changedAt: Date.now(), state: stateOf(status) };
    this.#places.set(run.id, state.places);
    const ended = about.state === "ended";
    const curves = ended ? metricsCurves(run.metrics) : known.curves;
    this.put({ ...known, run, about, status, curves, remarks: ended ? diagnose(run) : [] });
    void this.#save(run.id);
    if (ended) void this.#prune();
  }

  /** What is left of a run whose thread died: what was kept last. */
  interrupt(ids: readonly string[]): void {
    for (const id of ids) {
      const known = this.#screen.run(id);
      if (known === undefined || !isUnderWay(known)) continue;
      const about: AboutRun = { ...known.about, changedAt: 0, state: "running" };
      this.put({ ...known, about, status: "interrupted", curves: metricsCurves(known.run.metrics) });
      void this.#save(id);
    }
  }

  /** Marks the runs that were made on other rows of the same file: its curves can't be compared with new ones. */
  compareRows(dataset: DatasetSummary, reference: DataReference): void {
    const isSameFile = ({ uri, bundled }: DataReference) =>
      uri === reference.uri && bundled === reference.bundled;
    const runs = this.#screen.state.runs.map((known) => ({
      ...known,
      sameData: isSameFile(known.about.data) ? known.run.dataset.fingerprint === dataset.fingerprint : null,
    }));
    this.#screen.quietly({ runs });
  }

  show(ids: readonly string[], focus: string | null = ids[0] ?? null): void {
    const { shown, inFocus } = this.#drawn(ids, focus);
    this.#screen.update({ shown, focus: inFocus });
    void this.#memory.update(shownKey, shown);
    void this.#memory.update(focusKey, inFocus);
  }

  /** Of these runs those that there are; where there is none, the newest: without a run the screen has no list of them. */
  #drawn(ids: readonly string[], focus: string | null) {
    const { runs } = this.#screen.state;
    const has = (id: string) => runs.some(({ run }) => run.id === id);
    const known = ids.filter(has).slice(0, mostShown);
    const shown = known.length > 0 ? known : runs.slice(0, 1).map(({ run }) => run.id);
    return { shown, inFocus: focus !== null && has(focus) ? focus : (shown[0] ?? null) };
  }

  focus(id: string): void {
    const { shown } = this.#screen.state;
    if (this.#screen.run(id) === undefined) return;
    this.show(shown.includes(id) ? shown : [id, ...shown.slice(0, mostShown - 1)], id);
  }

  rename(id: string, name: string): void {
    const known = this.#screen.run(id);
    if (known === undefined) return;
    const given = name.trim();
    const about: AboutRun = { ...known.about, name: given === "" ? null : given };
    this.put({ ...known, about });
    this.#screen.update({});
    // What is written may be newer than what is known here: another window can have gone on with it.
    if (this.#places.has(id)) void this.#save(id);
    else void this.#renameWritten(id, about.name);
  }

  async #renameWritten(id: string, name: string | null): Promise<void> {
    try {
      await this.#files.rename(id, name);
    } catch {
      // No room: from now on what is known here is the newest, and is written once there is.
      this.#places.set(id, await this.placesOf(id));
      await this.#save(id);
    }
  }

  async delete(ids: readonly string[]): Promise<void> {
    const { runs, shown, focus } = this.#screen.state;
    const gone = runs.filter((known) => ids.includes(known.run.id) && !isUnderWay(known));
    if (gone.length === 0) return;
    this.#deleted = gone;
    const isGone = (id: string) => gone.some(({ run }) => run.id === id);
    const left = shown.filter((id) => !isGone(id));
    this.#screen.quietly({
      runs: runs.filter(({ run }) => !isGone(run.id)),
      deleted: gone.map((known) => runName(known, t)),
    });
    this.show(left, focus !== null && isGone(focus) ? (left[0] ?? null) : focus);
    clearTimeout(this.#forget);
    this.#forget = setTimeout(() => this.#screen.update({ deleted: [] }), undoTime);
    for (const { run } of gone) this.#unwritten.delete(run.id);
    await this.#files
      .delete(gone.map(({ run }) => run.id))
      .catch((error) => this.#say(undeletedSentence(error)));
  }

  async restore(): Promise<void> {
    const back = this.#deleted;
    clearTimeout(this.#forget);
    this.#deleted = [];
    await this.#files
      .restore(back.map(({ run }) => run.id))
      .catch((error) => this.#say(unkeptSentence(error)));
    for (const known of back) this.put(known);
    // What was never written, as there was no room, is in no file that could be brought back.
    for (const { run } of back) if (this.#places.has(run.id)) void this.#save(run.id);
    this.#screen.update({ deleted: [] });
    const [first] = back;
    if (first !== undefined) this.focus(first.run.id);
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #load(): Promise<void> {
    // Newer than their files, or not in one yet; also what becomes one of these, or is written, while files are read.
    const before = new Set(this.#screen.state.runs.flatMap(({ run }) => run.id));
    const newer = new Set([...before].filter((id) => this.#isNewer(id)));
    const { runs, damaged } = await this.#files.load();
    const own = this.#screen.state.runs.filter(
      ({ run }) => newer.has(run.id) || !before.has(run.id) || this.#isNewer(run.id),
    );
    const isElsewhere = (id: string) =>
      own.some(({ run }) => run.id === id) || this.#deleted.some(({ run }) => run.id === id);
    const others = runs.filter((kept) => !isElsewhere(kept.run.id));
    const known = [...own, ...others.map((kept) => this.#known(kept))];
    known.sort((a, b) => b.about.startedAt - a.about.startedAt);
    this.#screen.quietly({ runs: known, problems: damaged.map(damagedSentence) });
    this.#remembered();
    if (known.some((each) => isUnderWay(each) && each.about.owner !== this.#owner))
      this.#loadSoon(lifeless / 2);
  }

  /** What was drawn before the window was reloaded. */
  #remembered(): void {
    const { shown: now, focus } = this.#screen.state;
    const wanted = now.length > 0 ? now : (this.#memory.get<string[]>(shownKey) ?? []);
    const before = focus ?? this.#memory.get<string>(focusKey) ?? null;
    const { shown, inFocus } = this.#drawn(Array.isArray(wanted) ? wanted : [], before);
    this.#screen.update({ shown, focus: inFocus });
  }

  /** What is known here of the run is newer than its file. */
  #isNewer(id: string): boolean {
    const known = this.#screen.run(id);
    const isMade = known !== undefined && isUnderWay(known) && known.about.owner === this.#owner;
    return isMade || this.#unwritten.has(id);
  }

  #known({ run, about }: ListedRun): KnownRun {
    const status = statusOf(run, about);
    const ended = status !== "running" && status !== "paused";
    return {
      run,
      about,
      status,
      curves: metricsCurves(run.metrics),
      remarks: ended && status !== "interrupted" ? diagnose(run) : [],
      sameData: null,
    };
  }

  #loadSoon(delay: number): void {
    clearTimeout(this.#reload);
    this.#reload = setTimeout(() => {
      this.#loaded = this.#load();
    }, delay);
  }

  /** A paused run, or a large one between two checkpoints, still lives; one that could not be written is tried again. */
  #beat(): void {
    for (const known of this.#screen.state.runs) {
      const { id } = known.run;
      if (!this.#isNewer(id)) continue;
      // By a clock that nobody can turn back.
      if (performance.now() - (this.#saved.get(id) ?? Number.NEGATIVE_INFINITY) < heartbeat - 500) continue;
      if (isUnderWay(known)) this.put({ ...known, about: { ...known.about, changedAt: Date.now() } });
      void this.#save(id);
    }
  }

  async #save(id: string): Promise<void> {
    const known = this.#screen.run(id);
    const places = this.#places.get(id);
    if (known === undefined || places === undefined) return;
    this.#saved.set(id, performance.now());
    const asked = (this.#unwritten.get(id) ?? 0) + 1;
    this.#unwritten.set(id, asked);
    try {
      const name = await this.#files.save({ run: known.run, about: known.about, places });
      if (this.#unwritten.get(id) === asked) this.#written(id, name);
      if (this.#unwritten.size === 0) this.#say(null);
    } catch (error) {
      this.#say(unkeptSentence(error));
    }
  }

  /** The last that was asked for is in the file. */
  #written(id: string, name: string | null): void {
    this.#unwritten.delete(id);
    const known = this.#screen.run(id);
    if (known === undefined) return;
    if (!isUnderWay(known)) this.#places.delete(id);
    // Another window has named it.
    if (known.about.name !== name) this.put({ ...known, about: { ...known.about, name } });
  }

  async #prune(): Promise<void> {
    const gone = await this.#files.prune(this.#screen.state.runs).catch((): readonly string[] => []);
    if (gone.length === 0) return;
    const left = (id: string) => !gone.includes(id);
    const { runs, shown } = this.#screen.state;
    this.#screen.update({ runs: runs.filter(({ run }) => left(run.id)), shown: shown.filter(left) });
  }

  /** What keeps a run from being written; null once all are. The panel may be closed, so it is said once beside it. */
  #say(sentence: string | null): void {
    const { problems } = this.#screen.state;
    const others = problems.filter((each) => each !== this.#unkept);
    if (this.#unkept === null && sentence !== null) void vscode.window.showWarningMessage(sentence);
    this.#unkept = sentence;
    const now = sentence === null ? others : [...others, sentence];
    if (now.join("\n") !== problems.join("\n")) this.#screen.update({ problems: now });
  }
}

function unkeptSentence(error: unknown): string {
  return t(
    "The run could not be kept: {0} It stays here until the window is closed. Delete runs or free some space, and it is kept within seconds.",
    sentenceOf(error),
  );
}

function undeletedSentence(error: unknown): string {
  return t("The runs could not be deleted: {0} They come back with the next window.", sentenceOf(error));
}

function sentenceOf(error: unknown): string {
  if (error instanceof ShortWrite)
    return t(
      "There is not enough space: {0} of {1} bytes could be written.",
      formatCount(error.written),
      formatCount(error.wanted),
    );
  const detail = error instanceof Error ? error.message : String(error);
  return detail.endsWith(".") ? detail : `${detail}.`;
}

function damagedSentence(name: string): string {
  return t(
    "The kept run {0} is damaged or of another version and was left out. Its file is in the workspace's storage.",
    name,
  );
}

function stateOf(status: RunStatus): AboutRun["state"] {
  return status === "running" || status === "paused" ? status : "ended";
}

/** A run that is not at its end, and that nobody has written to for a while, was cut short. */
function statusOf(run: Run, { state, changedAt }: AboutRun): RunStatus {
  if (state === "ended") return run.status;
  // A clock that was turned back says "in the future" of what lies long ago.
  return Math.abs(Date.now() - changedAt) < lifeless ? state : "interrupted";
}
