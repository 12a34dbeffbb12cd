import * as vscode from "vscode";
import { t } from "./words";

/** The lesson's file that opens first. */
const firstFile = "neuron.py";
const dataFile = "wisconsin_breast_cancer.csv";
const folderName = "neuron-lens-lesson";

/**
 * Opens the lesson: the one that is already in the workspace, else a copy in the workspace's folder, else a copy in a
 * folder that the learner chooses. A file that exists is never overwritten, so a learner's own changes stay.
 */
export async function openLesson(extensionUri: vscode.Uri): Promise<void> {
  const present = await lessonInWorkspace();
  if (present !== null) return show(present);
  const parent = vscode.workspace.workspaceFolders?.[0]?.uri ?? (await askForFolder());
  if (parent === undefined) return;
  const folder = vscode.Uri.joinPath(parent, folderName);
  try {
    await copyLesson(extensionUri, folder);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(
      t(
        "The lesson could not be copied to {0}: {1} Choose another folder and try again.",
        folder.fsPath,
        detail,
      ),
    );
    return;
  }
  await show(vscode.Uri.joinPath(folder, firstFile));
}

async function lessonInWorkspace(): Promise<vscode.Uri | null> {
  for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
    for (const folder of [uri, vscode.Uri.joinPath(uri, folderName)]) {
      const file = vscode.Uri.joinPath(folder, firstFile);
      if (await exists(file)) return file;
    }
  }
  return null;
}

async function askForFolder(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    canSelectMany: false,
    title: t("Where should the lesson's folder go?"),
    openLabel: t("Put the lesson here"),
  });
  return chosen?.[0];
}

/**
 * The lesson's files in the editor's language (`media/lesson`, its `ko` folder standing in for Korean), and the data set
 * that it learns from.
 */
async function copyLesson(extensionUri: vscode.Uri, target: vscode.Uri): Promise<void> {
  const media = vscode.Uri.joinPath(extensionUri, "media");
  const lesson = vscode.Uri.joinPath(media, "lesson");
  const korean = vscode.Uri.joinPath(lesson, "ko");
  const translated = vscode.env.language.startsWith("ko") && (await exists(korean));
  await vscode.workspace.fs.createDirectory(target);
  for (const [name, type] of await vscode.workspace.fs.readDirectory(lesson)) {
    if (type !== vscode.FileType.File) continue;
    const inKorean = vscode.Uri.joinPath(korean, name);
    const from = translated && (await exists(inKorean)) ? inKorean : vscode.Uri.joinPath(lesson, name);
    await copyNew(from, vscode.Uri.joinPath(target, name));
  }
  await copyNew(vscode.Uri.joinPath(media, "data", dataFile), vscode.Uri.joinPath(target, dataFile));
}

async function copyNew(from: vscode.Uri, to: vscode.Uri): Promise<void> {
  if (!(await exists(to))) await vscode.workspace.fs.copy(from, to);
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

async function show(uri: vscode.Uri): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { preview: false });
}
