import * as vscode from "vscode";
import type { Lesson } from "../../lessons/lesson";
import type { LearnerDocument, LessonEdit } from "../../lessons/result";
import type { FoundLesson } from "./lessonFiles";

/** In the learner's folder: one folder for each lesson. */
const folderName = "neuron-lens";

/** Where a lesson's files are for this learner: in the open folder, or in a place of the extension's own without one. */
export function learnerFolder(found: FoundLesson, storage: vscode.Uri): vscode.Uri {
  const parent = vscode.workspace.workspaceFolders?.[0]?.uri ?? storage;
  return vscode.Uri.joinPath(parent, folderName, found.key.slice(found.key.indexOf("/") + 1));
}

/** Puts the lesson's files there; one that exists stays as it is. */
export async function startFiles(lesson: Lesson, language: string, folder: vscode.Uri): Promise<void> {
  await vscode.workspace.fs.createDirectory(folder);
  for (const { path, start } of lesson.files) {
    const uri = vscode.Uri.joinPath(folder, ...path.split("/"));
    if (await exists(uri)) continue;
    const text = start[language] ?? Object.values(start)[0] ?? "";
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  }
}

/** Opens the file of a step beside the panel; the keyboard goes there, for that is where the learner writes. */
export async function openFile(folder: vscode.Uri, path: string): Promise<void> {
  const uri = vscode.Uri.joinPath(folder, ...path.split("/"));
  if (path.endsWith(".ipynb"))
    await vscode.commands.executeCommand("vscode.openWith", uri, "jupyter-notebook");
  else await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
}

/** The learner's files as they now are, unsaved edits included: a script is one document, a notebook its code cells. */
export async function learnerDocuments(
  lesson: Lesson,
  folder: vscode.Uri,
): Promise<Readonly<Record<string, readonly LearnerDocument[]>>> {
  const found = await Promise.all(
    lesson.files
      .filter(({ shared }) => !shared)
      .map(async ({ path }) => {
        const documents = await documentsAt(vscode.Uri.joinPath(folder, ...path.split("/")));
        return documents === null ? [] : [[path, documents] as const];
      }),
  );
  return Object.fromEntries(found.flat());
}

async function documentsAt(uri: vscode.Uri): Promise<readonly LearnerDocument[] | null> {
  if (!(await exists(uri))) return null;
  if (!uri.path.endsWith(".ipynb")) return [documentOf(await vscode.workspace.openTextDocument(uri))];
  const notebook = await vscode.workspace.openNotebookDocument(uri);
  return notebook
    .getCells()
    .filter(({ kind }) => kind === vscode.NotebookCellKind.Code)
    .map(({ document }) => documentOf(document));
}

function documentOf(document: vscode.TextDocument): LearnerDocument {
  return { uri: document.uri.toString(), text: document.getText() };
}

/** Makes a lesson's change where its text still stands; false where something else does by now. */
export async function applyLessonEdit({ uri, span, expected, text }: LessonEdit): Promise<boolean> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  const range = new vscode.Range(document.positionAt(span.start), document.positionAt(span.end));
  if (document.getText(range) !== expected) return false;
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, text);
  return vscode.workspace.applyEdit(edit);
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

/** A line (from 1) of a document that is open. */
export function lineText(uri: string, line: number): string {
  const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri);
  if (document === undefined || line > document.lineCount) return "";
  return document.lineAt(line - 1).text.trim();
}

/**
 * Shows the lines of a step. With `toWrite` the cursor goes there too, unless it is there already: the `...` is selected, so
 * that what is typed takes its place.
 */
export function showLines(
  editor: vscode.TextEditor,
  { start, end }: { readonly start: number; readonly end: number },
  toWrite: boolean,
): void {
  const { document } = editor;
  const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
  if (toWrite && !range.contains(editor.selection.active)) {
    const dots = document.getText(range).indexOf("...");
    const from = document.positionAt(dots < 0 ? start : start + dots);
    editor.selection = new vscode.Selection(from, document.positionAt(dots < 0 ? start : start + dots + 3));
  }
  editor.revealRange(
    new vscode.Range(range.start, range.start),
    vscode.TextEditorRevealType.InCenterIfOutsideViewport,
  );
}
