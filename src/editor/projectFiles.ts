import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../base/disposable";
import { tableEndings } from "../workers/analysis/project";

/** Above this many files a workspace is no learner's project, and only the folder of the program is looked at. */
const mostFiles = 2000;
/** In bytes. */
const largestModule = 1_000_000;
const largestData = 50_000_000;
const endings = ["py", ...tableEndings];
const pattern = `**/*.{${endings.join(",")}}`;

/** The files that a program could import or read, and what is in them: from the editor where they are open, else from the disk. */
export class ProjectFiles implements Disposable {
  readonly #store = new DisposableStore();
  readonly #changes = this.#store.add(new vscode.EventEmitter<string>());
  /** A file's text changed, or it came or went. */
  readonly onDidChange = this.#changes.event;
  readonly #texts = new Map<string, string>();
  readonly #folders = new Map<string, Promise<readonly string[]>>();
  #inWorkspace: Promise<readonly string[]> | null = null;

  constructor() {
    const watcher = this.#store.add(vscode.workspace.createFileSystemWatcher(pattern));
    const listChanged = (uri: vscode.Uri) => {
      this.#inWorkspace = null;
      this.#folders.clear();
      this.#textChanged(uri);
    };
    this.#store.add(watcher.onDidCreate(listChanged));
    this.#store.add(watcher.onDidDelete(listChanged));
    this.#store.add(watcher.onDidChange((uri) => this.#textChanged(uri)));
    this.#store.add(
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#textChanged(document.uri)),
    );
  }

  /** The files around a program at this URI; with those of the folder above, where the program says that it looks there. */
  async list(program: string, looksAbove: boolean): Promise<readonly string[]> {
    const folder = vscode.Uri.joinPath(vscode.Uri.parse(program), "..");
    const beside = this.#inFolder(folder, 0);
    const above = vscode.Uri.joinPath(folder, "..");
    const isOutside = vscode.workspace.getWorkspaceFolder(above) === undefined;
    const further = looksAbove && isOutside ? this.#inFolder(above, 1) : [];
    this.#inWorkspace ??= findFiles();
    return [...new Set([...(await beside), ...(await this.#inWorkspace), ...(await further)])];
  }

  #inFolder(folder: vscode.Uri, depth: number): Promise<readonly string[]> {
    const key = `${depth} ${folder.toString()}`;
    const files = this.#folders.get(key) ?? filesIn(folder, depth);
    this.#folders.set(key, files);
    return files;
  }

  /** The text as the editor or else the disk has it; null when it cannot be read. */
  async text(uri: string): Promise<string | null> {
    const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri);
    if (open !== undefined) return open.getText();
    const known = this.#texts.get(uri);
    if (known !== undefined) return known;
    const bytes = await readUpTo(uri, largestModule);
    if (bytes === null) return null;
    const text = new TextDecoder().decode(bytes);
    this.#texts.set(uri, text);
    return text;
  }

  data(uri: string): Promise<Uint8Array | null> {
    return readUpTo(uri, largestData);
  }

  dispose(): void {
    this.#store.dispose();
  }

  #textChanged(uri: vscode.Uri): void {
    this.#texts.delete(uri.toString());
    this.#changes.fire(uri.toString());
  }
}

async function readUpTo(uri: string, largest: number): Promise<Uint8Array | null> {
  const file = vscode.Uri.parse(uri);
  try {
    const { size } = await vscode.workspace.fs.stat(file);
    return size > largest ? null : await vscode.workspace.fs.readFile(file);
  } catch {
    return null;
  }
}

async function findFiles(): Promise<readonly string[]> {
  const outside = "**/{node_modules,site-packages,.venv,venv,.git}/**";
  const files = await vscode.workspace.findFiles(pattern, outside, mostFiles);
  return files.map(String);
}

/** `depth` levels of the folders below as well. */
async function filesIn(folder: vscode.Uri, depth: number): Promise<readonly string[]> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(folder);
    const nested = entries.map(async ([name, type]): Promise<readonly string[]> => {
      const uri = vscode.Uri.joinPath(folder, name);
      if (type === vscode.FileType.Directory)
        return depth > 0 && !name.startsWith(".") ? filesIn(uri, depth - 1) : [];
      return endings.some((ending) => name.endsWith(`.${ending}`)) ? [uri.toString()] : [];
    });
    return (await Promise.all(nested)).flat().slice(0, mostFiles);
  } catch {
    return [];
  }
}
