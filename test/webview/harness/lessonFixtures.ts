import { type CourseProgress, withDone, withHint } from "../../../src/lessons/progress";
import { courseEntry, type LessonScreen, stepView } from "../../../src/present/lesson-view";
import { checkStep } from "../../../src/workers/lessons/checkStep";
import { courseLesson, lessonIds, startOf } from "../../lessons/lessonFiles";
import { testParser } from "../../syntax/load";
import { type Language, translator } from "./fixtures";

/** A learner who is at the second step of the backward pass, and has opened a hint. */
const key = "course/backward";
const progress: CourseProgress = withHint(withDone({}, key, "errors"), key, "gradients", 1);

export function courseScreen(language: Language): LessonScreen {
  const lessons = lessonIds().map((id, at) =>
    courseEntry(`course/${id}`, at + 1, courseLesson(id), language, progress),
  );
  return { kind: "course", lessons, problems: ["ours: This is not JSON."] };
}

/** The step as its own checks answer on a learner's file: the sum is right, the mean is missing. */
export async function stepScreen(language: Language, width: number): Promise<LessonScreen> {
  const parser = await testParser();
  const lesson = courseLesson("backward");
  const step = lesson.steps.find(({ id }) => id === "gradients");
  const files = startOf(lesson, language);
  const start = files[0]?.start ?? "";
  const from = start.indexOf("m = len(x)");
  const end = "return w_grad / m";
  const text = `${start.slice(0, from)}return np.dot(x.T, err)${start.slice(start.indexOf(end) + end.length)}`;
  if (step === undefined || from < 0) throw new Error("the lesson is another by now");
  const uri = "file:///backward.py";
  const result = checkStep(
    { step, files, documents: { "backward.py": [{ uri, text }] } },
    { parse: (each) => parser.parse(each), facts: () => null },
  );
  const lineText = (_: string, line: number) => (text.split("\n")[line - 1] ?? "").trim();
  const view = stepView(
    { key, number: 5, lesson, step, language, progress, result, isChecking: false, lineText, width },
    translator(language),
  );
  return { kind: "step", view };
}
