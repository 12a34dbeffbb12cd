import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import type { Lesson } from "../lessons/lesson";
import { lessonFileName, type ReadLesson, readLesson } from "../lessons/read";
import type { LearnerDocument } from "../lessons/result";
import { programsBelow } from "./files";
import { programOf } from "./programs";

/** A lesson as it stands on the disk. */
export interface FoundLesson extends ReadLesson {
  readonly folder: string;
  /** The text of one of its files, to find a problem's line. */
  readonly textOf: (file: string) => string | undefined;
}

/** Reads a lesson from its folder or its `lesson.json`, or one of ours by its name; null where there is none. */
export async function findLesson(named: string): Promise<FoundLesson | null> {
  for (const folder of [named, dirname(named), ...courseFolders.map((course) => join(course, named))]) {
    if (!(await isFile(join(folder, lessonFileName)))) continue;
    if (folder === dirname(named) && basename(named) !== lessonFileName) continue;
    const files = await textsBelow(folder);
    const shared = await textsBelow(join(dirname(folder), "shared"));
    return { ...readLesson({ files, shared }), folder, textOf: (file) => files.get(file) };
  }
  return null;
}

/** Beside the bundle, and beside the sources. */
const courseFolders = ["../media/lessons", "../../media/lessons"].map((path) => join(__dirname, path));

async function textsBelow(folder: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    found.set(relative(folder, path).replaceAll("\\", "/"), await readFile(path, "utf8"));
  }
  return found;
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (each) => each.isFile(),
    () => false,
  );
}

/** What one learner handed in: the files of the lesson, by the names that the lesson has for them. */
export interface Submission {
  /** The folder, or the file where it has a name of its own. */
  readonly name: string;
  readonly paths: ReadonlyMap<string, string>;
}

/**
 * Sorts what was handed in: files that are called as the lesson calls them belong together where they stand in one folder;
 * of a lesson with a single file, any other file is a submission of its own.
 */
export async function submissionsOf(lesson: Lesson, handedIn: readonly string[]): Promise<Submission[]> {
  const own = lesson.files.filter(({ shared }) => !shared).map(({ path }) => path);
  const groups = new Map<string, Map<string, string>>();
  for (const path of handedIn) {
    const isFolder = await stat(path).then(
      (each) => each.isDirectory(),
      () => false,
    );
    const files = isFolder ? await programsBelow(path) : [path];
    for (const file of files) {
      const meant = own.find((name) => stem(name) === stem(file)) ?? (isFolder ? undefined : only(own));
      if (meant === undefined) continue;
      const name = stem(meant) === stem(file) && own.length > 1 ? dirname(file) : file;
      groups.set(name, (groups.get(name) ?? new Map<string, string>()).set(meant, file));
    }
  }
  return [...groups].map(([name, paths]) => ({ name, paths }));
}

function only(names: readonly string[]): string | undefined {
  return names.length === 1 ? names[0] : undefined;
}

/** A script may have been handed in as a notebook. */
function stem(path: string): string {
  return basename(path).replace(/\.(?:py|ipynb)$/, "");
}

/** The documents of a file: one, or the code cells of a notebook. Throws where it can't be read. */
export async function documentsOf(path: string): Promise<LearnerDocument[]> {
  const { documents } = programOf(path, await readFile(path, "utf8"));
  return documents.map(({ uri, text }) => ({ uri, text }));
}
