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

  /** The files around a program at this URI. */
  async list(program: string): Promise<readonly string[]> {
    const folder = vscode.Uri.joinPath(vscode.Uri.parse(program), "..");
    const beside = this.#folders.get(folder.toString()) ?? filesIn(folder);
    this.#folders.set(folder.toString(), beside);
    this.#inWorkspace ??= findFiles();
    return [...new Set([...(await beside), ...(await this.#inWorkspace)])];
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

async function filesIn(folder: vscode.Uri): Promise<readonly string[]> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(folder);
    return entries
      .filter(
        ([name, type]) =>
          type !== vscode.FileType.Directory && endings.some((ending) => name.endsWith(`.${ending}`)),
      )
      .map(([name]) => vscode.Uri.joinPath(folder, name).toString());
  } catch {
    return [];
  }
}
