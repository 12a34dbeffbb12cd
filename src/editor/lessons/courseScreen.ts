import type { CourseProgress } from "../../lessons/progress";
import { lessonProblemSentence } from "../../present/lesson";
import { courseEntry, type LessonScreen } from "../../present/lesson-view";
import { t } from "../words";
import type { FoundLesson } from "./lessonFiles";

/** The list of lessons, and the first thing that is wrong with each of those that can't be shown. */
export function courseScreen(
  found: readonly FoundLesson[],
  language: string,
  progress: CourseProgress,
): LessonScreen {
  const lessons = found.flatMap(({ key, number, lesson }) =>
    lesson === null ? [] : [courseEntry(key, number, lesson, language, progress)],
  );
  const broken = found.filter(({ lesson }) => lesson === null);
  const problems = broken.flatMap(({ key, problems: all }) =>
    all
      .slice(0, 1)
      .map((problem) => `${key.slice(key.indexOf("/") + 1)}: ${lessonProblemSentence(problem, t)}`),
  );
  return { kind: "course", lessons, problems };
}
