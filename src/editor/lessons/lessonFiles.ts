import * as vscode from "vscode";
import type { Lesson } from "../../lessons/lesson";
import { type LessonProblem, lessonFileName, readLesson } from "../../lessons/read";
import { entriesOf } from "../folders";

/** A lesson that was found, and where. */
export interface FoundLesson {
  /** Names it in messages and in what is kept: "course/backward", "folder/our-lesson". */
  readonly key: string;
  /** Its place in the course, from 1; null for one of the open folder. */
  readonly number: number | null;
  readonly folder: vscode.Uri;
  /** null where it cannot be shown; the problems say why. */
  readonly lesson: Lesson | null;
  readonly problems: readonly LessonProblem[];
}

/** Where a teacher's lessons are in an open folder. */
const ownLessons = [".neuron-lens", "lessons"] as const;
const sharedFolder = "shared";
/** Deeper folders hold no lesson's files. */
const deepest = 3;

/** The course that ships inside. */
export async function courseLessons(extensionUri: vscode.Uri): Promise<readonly FoundLesson[]> {
  const course = vscode.Uri.joinPath(extensionUri, "media", "lessons");
  const order: unknown = JSON.parse(await textOf(vscode.Uri.joinPath(course, "course.json")));
  const ids = lessonIds(order);
  const shared = await textsIn(vscode.Uri.joinPath(course, sharedFolder));
  return Promise.all(
    ids.map((id, at) => read(`course/${id}`, at + 1, vscode.Uri.joinPath(course, id), shared)),
  );
}

/** The lessons of the open folders, by name; a folder without any has none. */
export async function folderLessons(): Promise<readonly FoundLesson[]> {
  const found = await Promise.all(
    (vscode.workspace.workspaceFolders ?? []).map(async ({ uri }) => {
      const root = vscode.Uri.joinPath(uri, ...ownLessons);
      const names = (await entriesOf(root)).filter(
        ([name, type]) => type === vscode.FileType.Directory && name !== sharedFolder,
      );
      if (names.length === 0) return [];
      const shared = await textsIn(vscode.Uri.joinPath(root, sharedFolder));
      return Promise.all(
        names.map(([name]) => read(`folder/${name}`, null, vscode.Uri.joinPath(root, name), shared)),
      );
    }),
  );
  return found.flat();
}

/** Tells of changes to a teacher's lessons. */
export function watchFolderLessons(onChange: () => void): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher(`**/${ownLessons.join("/")}/**`);
  return vscode.Disposable.from(
    watcher,
    watcher.onDidChange(onChange),
    watcher.onDidCreate(onChange),
    watcher.onDidDelete(onChange),
    vscode.workspace.onDidChangeWorkspaceFolders(onChange),
  );
}

async function read(
  key: string,
  number: number | null,
  folder: vscode.Uri,
  shared: ReadonlyMap<string, string>,
): Promise<FoundLesson> {
  const files = await textsIn(folder);
  return { key, number, folder, ...readLesson({ files, shared }) };
}

function lessonIds(order: unknown): readonly string[] {
  if (typeof order !== "object" || order === null || !("lessons" in order)) return [];
  const { lessons } = order;
  return Array.isArray(lessons) ? lessons.filter((id): id is string => typeof id === "string") : [];
}

/** All files under a folder as texts, by their paths in it. */
async function textsIn(folder: vscode.Uri): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  const walk = async (at: vscode.Uri, path: string, depth: number): Promise<void> => {
    for (const [name, type] of await entriesOf(at)) {
      const child = vscode.Uri.joinPath(at, name);
      const own = path === "" ? name : `${path}/${name}`;
      if (type === vscode.FileType.Directory && depth < deepest) await walk(child, own, depth + 1);
      else if (type === vscode.FileType.File) texts.set(own, await textOf(child));
    }
  };
  await walk(folder, "", 0);
  return texts;
}

async function textOf(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

export function lessonFileUri({ folder }: FoundLesson): vscode.Uri {
  return vscode.Uri.joinPath(folder, lessonFileName);
}
