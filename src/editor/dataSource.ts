import * as vscode from "vscode";
import type { DataFile } from "../workers/training/calls";
import { t } from "./words";

/** Endings of the files that can be trained on; package.json's menus name the same (a test compares them). */
export const dataEndings = ["csv", "tsv", "jsonl", "npy", "npz", "parquet", "libsvm"] as const;
/** Most JSON files are no data sets: they are offered where the learner looks for one, and not in every menu. */
const pickedEndings = [...dataEndings, "json"];
/** Each may be packed by gzip. */
const dataName = new RegExp(`\\.(${dataEndings.join("|")})(\\.gz)?$`, "i");

/** The data sets that ship, by the name that scikit-learn's `load_…` has for them. */
const bundled = {
  breast_cancer: "wisconsin_breast_cancer.csv",
  iris: "iris.csv",
  diabetes: "diabetes.csv",
} as const;
type BundledName = keyof typeof bundled;

/** How a program loads a data set, as the analysis tells it: a path beside the program, or "sklearn:breast_cancer". */
export type ProgramDataset = (document: vscode.TextDocument) => Promise<string | undefined>;

/** Where the next run's data come from. */
export type DataChoice =
  | { readonly kind: "file"; readonly uri: vscode.Uri; readonly by: "file" | "editor" | "program" }
  | { readonly kind: "bundled"; readonly name: BundledName; readonly by: "program" | "bundled" };

export function isDataFile(uri: vscode.Uri): boolean {
  return dataName.test(uri.path);
}

/**
 * Chooses the data set, in this order: the file that the command was invoked on, the data file in the active editor, the
 * data set that the active program loads, the bundled one.
 */
export async function chooseData(
  invokedOn: vscode.Uri | undefined,
  datasetOf: ProgramDataset,
): Promise<DataChoice> {
  if (invokedOn !== undefined && isDataFile(invokedOn)) return { kind: "file", uri: invokedOn, by: "file" };
  const inTab = activeDataFile();
  if (inTab !== undefined && invokedOn === undefined) return { kind: "file", uri: inTab, by: "editor" };
  const program = await programDocument(invokedOn);
  const named = program === undefined ? undefined : await datasetOf(program);
  if (program !== undefined && named !== undefined) {
    const name = bundledNames().find((each) => named === `sklearn:${each}`);
    if (name !== undefined) return { kind: "bundled", name, by: "program" };
    const uri = vscode.Uri.joinPath(program.uri, "..", named);
    if (isDataFile(uri) && (await exists(uri))) return { kind: "file", uri, by: "program" };
  }
  return { kind: "bundled", name: "breast_cancer", by: "bundled" };
}

export function bundledNames(): readonly BundledName[] {
  return ["breast_cancer", "iris", "diabetes"];
}

export function bundledTitle(name: BundledName): string {
  switch (name) {
    case "breast_cancer":
      return t("Wisconsin breast cancer");
    case "iris":
      return t("Iris");
    case "diabetes":
      return t("Diabetes progression");
  }
}

/** The data file in the active tab. A large file has a tab but no text editor, so the tab is what counts. */
function activeDataFile(): vscode.Uri | undefined {
  const document = vscode.window.activeTextEditor?.document;
  if (document !== undefined) {
    const language = ["csv", "tsv", "dynamic csv"].includes(document.languageId);
    return isDataFile(document.uri) || language ? document.uri : undefined;
  }
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const uri =
    input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom ? input.uri : undefined;
  return uri !== undefined && isDataFile(uri) ? uri : undefined;
}

async function programDocument(invokedOn: vscode.Uri | undefined): Promise<vscode.TextDocument | undefined> {
  const active = vscode.window.activeTextEditor?.document;
  if (invokedOn === undefined) return active?.languageId === "python" ? active : undefined;
  try {
    const document = await vscode.workspace.openTextDocument(invokedOn);
    return document.languageId === "python" ? document : undefined;
  } catch {
    return undefined;
  }
}

/** A browser's extension host has no files of its own. */
const hasFiles = typeof process === "object" && process.versions?.node !== undefined;

/** Bytes of a data set that is not yet read; null where it is no file. Rejects where it is gone. */
export async function dataSize(choice: DataChoice): Promise<number | null> {
  return choice.kind === "file" && choice.uri.scheme !== "untitled"
    ? (await vscode.workspace.fs.stat(choice.uri)).size
    : null;
}

/** Reads the chosen data; what is open in an editor is taken from there, so that unsaved edits count. */
export async function readData(choice: DataChoice, extensionUri: vscode.Uri): Promise<DataFile> {
  if (choice.kind === "bundled") {
    const uri = vscode.Uri.joinPath(extensionUri, "media", "data", bundled[choice.name]);
    const bytes = await vscode.workspace.fs.readFile(uri);
    return { bytes, name: bundledTitle(choice.name), source: choice.by };
  }
  const { uri, by: source } = choice;
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  const edited = open !== undefined && (open.isDirty || open.isUntitled);
  if (!edited && uri.scheme === "file" && hasFiles) {
    // The thread reads it piece by piece; only that it is there is looked at here.
    await vscode.workspace.fs.stat(uri);
    return { bytes: new Uint8Array(), path: uri.fsPath, name: fileName(uri), source, uri: uri.toString() };
  }
  const bytes = edited ? new TextEncoder().encode(open.getText()) : await vscode.workspace.fs.readFile(uri);
  return { bytes, name: fileName(uri), source, uri: uri.toString() };
}

export function fileName(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf("/") + 1);
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

/** Lets the learner pick a data set: what is open, what the workspace holds, the bundled one, or any other file. */
export async function pickData(): Promise<DataChoice | undefined> {
  type Item = vscode.QuickPickItem & { readonly choose: () => Promise<DataChoice | undefined> };
  const pattern = `**/*.{${pickedEndings.flatMap((ending) => [ending, `${ending}.gz`]).join(",")}}`;
  const files = await vscode.workspace.findFiles(pattern, "**/{node_modules,.venv,venv}/**", 200);
  const items: Item[] = files.map((uri) => ({
    label: fileName(uri),
    description: vscode.workspace.asRelativePath(uri),
    iconPath: new vscode.ThemeIcon("table"),
    choose: async () => ({ kind: "file", uri, by: "file" }),
  }));
  items.push(
    ...bundledNames().map(
      (name): Item => ({
        label: bundledTitle(name),
        description: t("bundled with Neuron Lens"),
        iconPath: new vscode.ThemeIcon("package"),
        choose: async () => ({ kind: "bundled", name, by: "bundled" }),
      }),
    ),
    {
      label: t("Another file…"),
      iconPath: new vscode.ThemeIcon("folder-opened"),
      choose: browse,
    },
  );
  const picked = await vscode.window.showQuickPick(items, {
    title: t("Which data set should the neuron learn?"),
    matchOnDescription: true,
  });
  return picked?.choose();
}

async function browse(): Promise<DataChoice | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    canSelectMany: false,
    filters: { [t("Data sets")]: [...pickedEndings, "gz"] },
  });
  const uri = chosen?.[0];
  return uri === undefined ? undefined : { kind: "file", uri, by: "file" };
}
