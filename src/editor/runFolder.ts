import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../base/disposable";
import { isSameStamp, type Stamp } from "../training/runIndex";
import { type RunFolder, runEnding } from "../training/runStore";
import { entriesOf } from "./folders";

/**
 * Where the runs of this workspace are. A second window on it, or one that was reloaded before its old host had ended, finds
 * VS Code's lock on the storage taken and is given another folder, `<id>-1`: without that number all of them share one. A
 * window without a folder has no storage of its own.
 */
function runsFolder(context: vscode.ExtensionContext): vscode.Uri {
  const { storageUri, globalStorageUri } = context;
  if (storageUri === undefined) return vscode.Uri.joinPath(globalStorageUri, folderName);
  const path = storageUri.path.replace(/([^/]+)-\d+(\/[^/]+)$/, "$1$2");
  return vscode.Uri.joinPath(storageUri.with({ path }), folderName);
}

const folderName = "runs";

/** The runs' folder in the workspace's storage, which a second window on it may change too. */
export class StorageFolder implements RunFolder, Disposable {
  readonly #store = new DisposableStore();
  readonly #folder: vscode.Uri;
  readonly #changed = this.#store.add(new vscode.EventEmitter<void>());
  /** Fires when another window has written or deleted a run. */
  readonly onDidChange = this.#changed.event;
  /** What this window last left in each place that it changed; null where it took the file away. */
  readonly #own = new Map<string, Stamp | null>();

  constructor(context: vscode.ExtensionContext) {
    this.#folder = runsFolder(context);
    void this.#watch();
  }

  /** A folder that is not there yet is looked at only every few seconds, and another window's first run would be missed. */
  async #watch(): Promise<void> {
    await vscode.workspace.fs.createDirectory(this.#folder).then(undefined, () => undefined);
    const pattern = new vscode.RelativePattern(this.#folder, `*${runEnding}`);
    const watcher = this.#store.add(vscode.workspace.createFileSystemWatcher(pattern));
    const tell = async ({ path }: vscode.Uri) => {
      const name = path.slice(path.lastIndexOf("/") + 1);
      const own = this.#own.get(name);
      const now = await this.stamp(name).catch(() => null);
      if (own === undefined || !isSameStamp(own, now)) this.#changed.fire();
    };
    this.#store.add(watcher.onDidCreate(tell));
    this.#store.add(watcher.onDidChange(tell));
    this.#store.add(watcher.onDidDelete(tell));
  }

  async names(inside = ""): Promise<readonly string[]> {
    const entries = await entriesOf(this.#uri(inside));
    return entries.map(([name]) => name);
  }

  async stamp(name: string): Promise<Stamp> {
    const { mtime, size } = await vscode.workspace.fs.stat(this.#uri(name));
    return { changed: mtime, bytes: size };
  }

  async read(name: string): Promise<Uint8Array> {
    return vscode.workspace.fs.readFile(this.#uri(name));
  }

  async write(name: string, bytes: Uint8Array): Promise<void> {
    await vscode.workspace.fs.createDirectory(this.#folder);
    await vscode.workspace.fs.writeFile(this.#uri(name), bytes);
  }

  async move(from: string, to: string): Promise<void> {
    const target = this.#uri(to);
    await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(target, ".."));
    const stamp = await this.stamp(from);
    this.#own.set(to, stamp);
    if (from.endsWith(runEnding)) this.#own.set(from, null);
    await vscode.workspace.fs.rename(this.#uri(from), target, { overwrite: true });
    // Some file systems give what is moved another date. What has another length by now is another window's.
    const moved = await this.stamp(to).catch(() => null);
    if (moved?.bytes === stamp.bytes) this.#own.set(to, moved);
  }

  async delete(name: string): Promise<void> {
    await vscode.workspace.fs.delete(this.#uri(name));
  }

  dispose(): void {
    this.#store.dispose();
  }

  #uri(name: string): vscode.Uri {
    return vscode.Uri.joinPath(this.#folder, name);
  }
}
