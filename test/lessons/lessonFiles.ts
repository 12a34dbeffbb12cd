import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import type { Lesson } from "../../src/lessons/lesson";
import { type LessonFolder, type ReadLesson, readLesson } from "../../src/lessons/read";

export const course = join(import.meta.dirname, "../../media/lessons");

export function lessonIds(): string[] {
  const { lessons }: { lessons: string[] } = JSON.parse(readFileSync(join(course, "course.json"), "utf8"));
  return lessons;
}

/** All files below a folder, by their paths in it. */
export function filesBelow(folder: string): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (path: string) => {
    for (const name of readdirSync(path)) {
      const inner = join(path, name);
      if (statSync(inner).isDirectory()) visit(inner);
      else found.set(relative(folder, inner), readFileSync(inner, "utf8"));
    }
  };
  visit(folder);
  return found;
}

export function folderOf(id: string): LessonFolder {
  return { files: filesBelow(join(course, id)), shared: filesBelow(join(course, "shared")) };
}

export function readCourseLesson(id: string): ReadLesson {
  return readLesson(folderOf(id));
}

export function courseLesson(id: string): Lesson {
  const { lesson, problems } = readCourseLesson(id);
  if (lesson === null) throw new Error(`${id}: ${JSON.stringify(problems, null, 1)}`);
  return lesson;
}

export function startOf(lesson: Lesson, language: string): { path: string; start: string }[] {
  return lesson.files.map(({ path, start }) => ({ path, start: start[language] ?? "" }));
}
