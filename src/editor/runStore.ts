import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../base/disposable";
import { deserializeKept, type KeptRun, serializeKept } from "../training/keptRun";

export interface StoreLimits {
  readonly runs: number;
  readonly megabytes: number;
}

/** What the storage held: the runs, and the names of the files that could not be read as one. */
export interface StoredRuns {
  readonly runs: readonly KeptRun[];
  readonly damaged: readonly string[];
}

/**
 * Where the runs of this workspace are. A second window on it, or one that was reloaded before its old host had ended, finds
 * VS Code's lock on the storage taken and is given another folder, `<id>-1`: without that number all of them share one. A
 * window without a folder has no storage of its own.
 */
export function runsFolder(context: vscode.ExtensionContext): vscode.Uri {
  const { storageUri, globalStorageUri } = context;
  if (storageUri === undefined) return vscode.Uri.joinPath(globalStorageUri, folderName);
  const path = storageUri.path.replace(/([^/]+)-\d+(\/[^/]+)$/, "$1$2");
  return vscode.Uri.joinPath(storageUri.with({ path }), folderName);
}

const folderName = "runs";
const ending = ".run.json";
const trashName = "deleted";
/** Milliseconds that a deleted run can be taken back: until the next day. */
const trashAge = 24 * 60 * 60 * 1000;

/**
 * The kept runs, one file each. A file is written beside its place and then moved there, so that a window that dies while
 * it writes leaves the old one whole; names are random ids, so that two windows on one folder never write the same file.
 */
export class RunStore implements Disposable {
  readonly #store = new DisposableStore();
  readonly #folder: vscode.Uri;
  readonly #limits: () => StoreLimits;
  readonly #changed = this.#store.add(new vscode.EventEmitter<void>());
  /** Fires when another window has written or deleted a run. */
  readonly onDidChange = this.#changed.event;
  /** Writes of one run, one after another: what is waited for is the newest. */
  readonly #writes = new Map<string, Promise<void>>();
  readonly #own = new Set<string>();

  constructor(folder: vscode.Uri, limits: () => StoreLimits) {
    this.#folder = folder;
    this.#limits = limits;
    const pattern = new vscode.RelativePattern(folder, `*${ending}`);
    const watcher = this.#store.add(vscode.workspace.createFileSystemWatcher(pattern));
    const tell = (uri: vscode.Uri) => {
      if (!this.#own.has(idOf(nameOf(uri)))) this.#changed.fire();
    };
    this.#store.add(watcher.onDidCreate(tell));
    this.#store.add(watcher.onDidDelete(tell));
  }

  async load(): Promise<StoredRuns> {
    const runs: KeptRun[] = [];
    const damaged: string[] = [];
    for (const name of await this.#names(this.#folder)) {
      const text = await readText(vscode.Uri.joinPath(this.#folder, name));
      const kept = text === null ? null : deserializeKept(text);
      if (kept !== null && `${kept.run.id}${ending}` === name) runs.push(kept);
      else if (text !== null) damaged.push(name);
    }
    void this.#emptyTrash();
    return { runs, damaged };
  }

  /** Rejects where there is no room, or the folder can't be written. */
  save(kept: KeptRun): Promise<void> {
    const { id } = kept.run;
    this.#own.add(id);
    const write = (this.#writes.get(id) ?? Promise.resolve())
      .catch(() => undefined)
      .then(() => this.#write(id, serializeKept(kept)));
    this.#writes.set(id, write);
    return write;
  }

  async delete(ids: readonly string[]): Promise<void> {
    const trash = vscode.Uri.joinPath(this.#folder, trashName);
    await vscode.workspace.fs.createDirectory(trash);
    for (const id of ids) {
      await this.#move(id, this.#folder, trash);
      await touch(vscode.Uri.joinPath(trash, `${id}${ending}`));
    }
  }

  async restore(ids: readonly string[]): Promise<void> {
    const trash = vscode.Uri.joinPath(this.#folder, trashName);
    for (const id of ids) await this.#move(id, trash, this.#folder);
  }

  /** Lets the oldest go that nobody named, until the limits are met. Returns their ids. */
  async prune(known: readonly KeptRun[]): Promise<readonly string[]> {
    const limits = this.#limits();
    const sizes = await Promise.all(known.map((kept) => this.#size(kept.run.id)));
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

  dispose(): void {
    this.#store.dispose();
  }

  async #write(id: string, text: string): Promise<void> {
    const { fs } = vscode.workspace;
    await fs.createDirectory(this.#folder);
    const unfinished = vscode.Uri.joinPath(this.#folder, `${id}.${crypto.randomUUID()}.unfinished`);
    try {
      await fs.writeFile(unfinished, new TextEncoder().encode(text));
      await fs.rename(unfinished, this.#uri(id), { overwrite: true });
    } catch (error) {
      await fs.delete(unfinished).then(undefined, () => undefined);
      throw error;
    }
  }

  async #move(id: string, from: vscode.Uri, to: vscode.Uri): Promise<void> {
    await this.#writes.get(id)?.catch(() => undefined);
    const name = `${id}${ending}`;
    await vscode.workspace.fs
      .rename(vscode.Uri.joinPath(from, name), vscode.Uri.joinPath(to, name), { overwrite: true })
      // A run that was never written, as there was no room, has nothing to move.
      .then(undefined, () => undefined);
  }

  async #size(id: string): Promise<number> {
    try {
      return (await vscode.workspace.fs.stat(this.#uri(id))).size;
    } catch {
      return 0;
    }
  }

  /** What was deleted long ago, and what a window left when it died while it wrote. */
  async #emptyTrash(): Promise<void> {
    const { fs } = vscode.workspace;
    const old = async (folder: vscode.Uri, name: string) => {
      const uri = vscode.Uri.joinPath(folder, name);
      const { mtime } = await fs.stat(uri);
      if (Date.now() - mtime > trashAge) await fs.delete(uri);
    };
    const trash = vscode.Uri.joinPath(this.#folder, trashName);
    const files = [
      ...(await this.#names(trash)).map((name) => old(trash, name)),
      ...(await this.#names(this.#folder, ".unfinished")).map((name) => old(this.#folder, name)),
    ];
    await Promise.allSettled(files);
  }

  async #names(folder: vscode.Uri, end = ending): Promise<string[]> {
    try {
      const entries = await vscode.workspace.fs.readDirectory(folder);
      return entries.map(([name]) => name).filter((name) => name.endsWith(end));
    } catch {
      return [];
    }
  }

  #uri(id: string): vscode.Uri {
    return vscode.Uri.joinPath(this.#folder, `${id}${ending}`);
  }
}

/** What is moved keeps its date, and the trash goes by the day on which a run was deleted. */
async function touch(uri: vscode.Uri): Promise<void> {
  const { fs } = vscode.workspace;
  await fs
    .readFile(uri)
    .then((bytes) => fs.writeFile(uri, bytes))
    .then(undefined, () => undefined);
}

function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf("/") + 1);
}

function idOf(name: string): string {
  return name.slice(0, -ending.length);
}

/** null where it is gone by now: another window may have deleted it. */
async function readText(uri: vscode.Uri): Promise<string | null> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return null;
  }
}
