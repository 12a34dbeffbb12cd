import { deserializeKept, type KeptRun, type ListedRun, serializeKept } from "./keptRun";
import { type Indexed, isSameStamp, readIndex, type Stamp, writeIndex } from "./runIndex";

export interface StoreLimits {
  readonly runs: number;
  readonly megabytes: number;
}

/** What the storage held: the runs, and the names of the files that could not be read as one. */
export interface StoredRuns {
  readonly runs: readonly ListedRun[];
  readonly damaged: readonly string[];
}

/** The folder that the runs are in, wherever that is; a name may have a folder before it. All of it may reject. */
export interface RunFolder {
  /** What is in it, or in a folder in it. */
  names(inside?: string): Promise<readonly string[]>;
  stamp(name: string): Promise<Stamp>;
  read(name: string): Promise<Uint8Array>;
  /** Makes the folder where there is none. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** Over what is there. */
  move(from: string, to: string): Promise<void>;
  delete(name: string): Promise<void>;
}

/** Less was written than there was, though nobody complained. */
export class ShortWrite extends Error {
  constructor(
    readonly written: number,
    readonly wanted: number,
  ) {
    super(`${written} of ${wanted} bytes written`);
  }
}

export const runEnding = ".run.json";
const unfinishedEnding = ".unfinished";
const indexName = "runs.index";
const trash = "deleted";
/** Milliseconds that a deleted run can be taken back: until the next day, or where there is no room left, a minute. */
const trashAge = 24 * 60 * 60 * 1000;
const shortTrashAge = 60 * 1000;
/** So many files that the index does not know are read each time; of more, it is written anew. */
const mostUnindexed = 8;

/**
 * The kept runs, one file each. A file is written beside its place and then moved there, so that a window that dies while
 * it writes leaves the old one whole; names are random ids, so that two windows on one folder never write the same file.
 */
export class RunStore {
  readonly #folder: RunFolder;
  readonly #limits: () => StoreLimits;
  /** Writes of one run, one after another: what is waited for is the newest. */
  readonly #writes = new Map<string, Promise<unknown>>();
  /** The names of runs as this window last saw them: another one may give them others. */
  readonly #names = new Map<string, string | null>();
  /** What was read, by the file's name; null before the first time. */
  #read: Map<string, Indexed> | null = null;

  constructor(folder: RunFolder, limits: () => StoreLimits) {
    this.#folder = folder;
    this.#limits = limits;
  }

  async load(): Promise<StoredRuns> {
    const names = await this.#list(runEnding);
    const indexed = await this.#index();
    this.#read ??= new Map(indexed);
    const before = this.#read;
    const now = new Map<string, Indexed>();
    const damaged: string[] = [];
    const stamps = await Promise.all(names.map((name) => this.#stamp(name)));
    for (const [at, name] of names.entries()) {
      const stamp = stamps[at] ?? null;
      const known = before.get(name);
      // Gone by now: another window may have deleted it.
      if (stamp === null) continue;
      if (known !== undefined && isSameStamp(known.stamp, stamp)) now.set(name, known);
      else await this.#readInto(now, damaged, name, stamp);
    }
    this.#read = now;
    for (const { kept } of now.values()) this.#names.set(kept.run.id, kept.about.name);
    void this.#tidy(now, indexed);
    return { runs: [...now.values()].map(({ kept }) => kept), damaged };
  }

  /** All of a run, its places too; null where it is not there, or damaged. */
  async read(id: string): Promise<KeptRun | null> {
    const bytes = await this.#folder.read(`${id}${runEnding}`).catch(() => null);
    const kept = bytes === null ? null : deserializeKept(new TextDecoder().decode(bytes));
    return kept?.run.id === id ? kept : null;
  }

  /**
   * Rejects where there is no room, or the folder can't be written. Answers with the name that the run has then: another
   * window may have given it one meanwhile.
   */
  save(kept: KeptRun): Promise<string | null> {
    const { id } = kept.run;
    return this.#inTurn(id, async () => {
      const before = this.#names.get(id) ?? null;
      const there = kept.about.name === before ? await this.read(id) : null;
      const name = there === null ? kept.about.name : there.about.name;
      await this.#write({ ...kept, about: { ...kept.about, name } });
      return name;
    });
  }

  /** Changes nothing but the name of what is written: another window may have gone on with the run. */
  rename(id: string, name: string | null): Promise<void> {
    return this.#inTurn(id, async () => {
      const there = await this.read(id);
      if (there !== null) await this.#write({ ...there, about: { ...there.about, name } });
    });
  }

  async delete(ids: readonly string[]): Promise<void> {
    await this.#eachInTurn(ids, async (id) => {
      const name = `${id}${runEnding}`;
      // A run that was never written, as there was no room, has nothing to move.
      if ((await this.#stamp(name)) !== null) await this.#folder.move(name, `${trash}/${Date.now()}.${name}`);
    });
  }

  /** Also of runs that are being deleted just now. */
  async restore(ids: readonly string[]): Promise<void> {
    await this.#eachInTurn(ids, async (id) => {
      const deleted = await this.#list(runEnding, trash);
      const name = deleted.findLast((each) => each.endsWith(`${id}${runEnding}`));
      if (name !== undefined) await this.#folder.move(`${trash}/${name}`, `${id}${runEnding}`);
    });
  }

  /** Lets the oldest go that nobody named, until the limits are met. Returns their ids. */
  async prune(known: readonly ListedRun[]): Promise<readonly string[]> {
    const limits = this.#limits();
    const stamps = await Promise.all(known.map(({ run }) => this.#stamp(`${run.id}${runEnding}`)));
    const sizes = stamps.map((stamp) => stamp?.bytes ?? 0);
    let bytes = sizes.reduce((sum, size) => sum + size, 0);
    let count = known.length;
    const gone: string[] = [];
    const oldestFirst = known
      .map((kept, index) => ({ kept, size: sizes[index] ?? 0 }))
      .filter(({ kept }) => kept.about.name === null && kept.about.state === "ended")
      .sort((a, b) => a.kept.about.startedAt - b.kept.about.startedAt);
    for (const { kept, size } of oldestFirst) {
      if (count <= limits.runs && bytes <= limits.megabytes * 1e6) break;
      gone.push(kept.run.id);
      count--;
      bytes -= size;
    }
    if (gone.length > 0) await this.delete(gone);
    return gone;
  }

  /** Work on one run's file, after what is under way with it. */
  #inTurn<T>(id: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.#writes.get(id) ?? Promise.resolve()).catch(() => undefined).then(work);
    this.#writes.set(id, turn);
    return turn;
  }

  async #eachInTurn(ids: readonly string[], work: (id: string) => Promise<void>): Promise<void> {
    await Promise.all(ids.map((id) => this.#inTurn(id, () => work(id))));
  }

  async #readInto(now: Map<string, Indexed>, damaged: string[], name: string, stamp: Stamp): Promise<void> {
    const kept = await this.read(name.slice(0, -runEnding.length));
    if (kept !== null) now.set(name, { stamp, kept: { run: kept.run, about: kept.about } });
    else if ((await this.#stamp(name)) !== null) damaged.push(name);
  }

  async #write(kept: KeptRun): Promise<void> {
    const bytes = new TextEncoder().encode(serializeKept(kept));
    const name = `${kept.run.id}${runEnding}`;
    try {
      await this.#replace(name, bytes);
    } catch {
      // There may be no room: what can be missed goes first.
      await this.#emptyTrash(shortTrashAge);
      await this.#folder.delete(indexName).catch(() => undefined);
      await this.#replace(name, bytes);
    }
    this.#names.set(kept.run.id, kept.about.name);
  }

  async #replace(name: string, bytes: Uint8Array): Promise<void> {
    const unfinished = `${name}.${crypto.randomUUID()}${unfinishedEnding}`;
    try {
      await this.#folder.write(unfinished, bytes);
      // A disk with room for a part of it may take that part and say nothing.
      const { bytes: written } = await this.#folder.stamp(unfinished);
      if (written !== bytes.length) throw new ShortWrite(written, bytes.length);
      await this.#folder.move(unfinished, name);
    } catch (error) {
      await this.#folder.delete(unfinished).catch(() => undefined);
      throw error;
    }
  }

  /** What the last index knows; nothing where it is missing or damaged. */
  async #index(): Promise<ReadonlyMap<string, Indexed>> {
    if (this.#read !== null) return this.#read;
    const bytes = await this.#folder.read(indexName).catch(() => null);
    try {
      return (bytes === null ? null : readIndex(bytes)) ?? new Map();
    } catch {
      return new Map();
    }
  }

  /** Makes the index anew where it knows too little, and lets go of what nobody will ask for. Nobody waits for it. */
  async #tidy(now: ReadonlyMap<string, Indexed>, indexed: ReadonlyMap<string, Indexed>): Promise<void> {
    // A run under way changes every few seconds.
    const ended = [...now].filter(([, { kept }]) => kept.about.state === "ended");
    const isUnknown = ([name, { stamp }]: readonly [string, Indexed]) => {
      const known = indexed.get(name);
      return known === undefined || !isSameStamp(known.stamp, stamp);
    };
    if (ended.filter(isUnknown).length > mostUnindexed)
      await this.#replace(indexName, writeIndex(new Map(ended))).catch(() => undefined);
    await this.#emptyTrash(trashAge);
    const unfinished = (await this.#list(unfinishedEnding)).map(async (name) => {
      if (Date.now() - (await this.#folder.stamp(name)).changed > trashAge) await this.#folder.delete(name);
    });
    await Promise.allSettled(unfinished);
  }

  async #emptyTrash(age: number): Promise<void> {
    const files = (await this.#list(runEnding, trash)).map(async (name) => {
      const path = `${trash}/${name}`;
      // The day on which it was deleted is in its name; what is moved keeps its own date.
      const deleted = /^(\d+)\./.exec(name)?.[1] ?? (await this.#folder.stamp(path)).changed;
      if (Date.now() - Number(deleted) > age) await this.#folder.delete(path);
    });
    await Promise.allSettled(files);
  }

  async #list(ending: string, inside?: string): Promise<readonly string[]> {
    const names = await this.#folder.names(inside).catch(() => []);
    return names.filter((name) => name.endsWith(ending));
  }

  /** null where it is not there. */
  #stamp(name: string): Promise<Stamp | null> {
    return this.#folder.stamp(name).catch(() => null);
  }
}
