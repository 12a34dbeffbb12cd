import type { Lesson, Step } from "../../../src/lessons/lesson";
import { type CourseProgress, withDone, withHint, withShown } from "../../../src/lessons/progress";
import { courseEntry, type LessonScreen, stepView } from "../../../src/present/lesson-view";
import { checkStep } from "../../../src/workers/lessons/checkStep";
import { Learner } from "../../lessons/learner";
import { courseLesson, lessonIds, startOf } from "../../lessons/lessonFiles";
import { testParser } from "../../syntax/load";
import { type Language, translator } from "./fixtures";

/** A learner who is at the second step of the backward pass, and has opened a hint. */
const key = "course/backward";
const begun: CourseProgress = withHint(withDone({}, key, "errors"), key, "gradients", 1);

/** The course in the middle of the fifth lesson; `finished` is one who has done all that comes before it. */
export function courseScreen(language: Language, finished = false): LessonScreen {
  const before = finished ? lessonIds().slice(0, 4) : [];
  const progress = before.reduce(
    (all, id) =>
      courseLesson(id).steps.reduce((done, { id: step }) => withDone(done, `course/${id}`, step), all),
    begun,
  );
  const lessons = lessonIds().map((id, at) =>
    courseEntry(`course/${id}`, at + 1, courseLesson(id), language, progress),
  );
  const own = finished ? [courseEntry("own/ours", null, courseLesson("products"), language, {})] : [];
  return {
    kind: "course",
    lessons: [...lessons, ...own],
    problems: finished ? [] : ["ours: This is not JSON."],
  };
}

/** The step as its own checks answer on a learner's file: the sum is right, the mean is missing. */
export function stepScreen(language: Language, width: number): Promise<LessonScreen> {
  return learnerScreen({ language, width }, { step: "gradients", progress: begun, write: withoutMean });
}

function withoutMean(start: string): string {
  const from = start.indexOf("m = len(x)");
  const end = "return w_grad / m";
  if (from < 0) throw new Error("the lesson is another by now");
  return `${start.slice(0, from)}return np.dot(x.T, err)${start.slice(start.indexOf(end) + end.length)}`;
}

/** What a learner has done up to now, and what of it is on the screen. */
interface Work {
  readonly lesson?: string;
  /** The id of a step; without one, the first. */
  readonly step?: string;
  readonly progress?: CourseProgress;
  /** The steps that hold their solutions. */
  readonly solved?: "before" | "too";
  /** What the learner made of the file; null: there is none. */
  readonly write?: (text: string) => string | null;
  readonly isChecking?: boolean;
}

/** A step as the host sends it, for a file that is made as a learner makes it. */
export async function learnerScreen(
  { language, width }: { readonly language: Language; readonly width: number },
  work: Work,
): Promise<LessonScreen> {
  const parser = await testParser();
  const tools = { parse: (text: string) => parser.parse(text), facts: () => null };
  const id = work.lesson ?? "backward";
  const lesson = courseLesson(id);
  const step = lesson.steps.find((each) => each.id === work.step) ?? lesson.steps[0];
  if (step === undefined) throw new Error("no step");
  const learner = new Learner(lesson, language, tools);
  const at = lesson.steps.indexOf(step);
  for (const each of lesson.steps.slice(
    0,
    work.solved === "too" ? at + 1 : work.solved === "before" ? at : 0,
  ))
    learner.solve(each);
  const text = (work.write ?? ((same) => same))(learner.texts.get(step.file) ?? "");
  const uri = `file:///${step.file}`;
  const documents = text === null ? {} : { [step.file]: [{ uri, text }] };
  const result = checkStep({ step, files: startOf(lesson, language), documents }, tools);
  const lineText = (_: string, line: number) => ((text ?? "").split("\n")[line - 1] ?? "").trim();
  const progress = work.progress ?? doneBefore(lesson, step, `course/${id}`);
  const number = lessonIds().indexOf(id) + 1;
  const view = stepView(
    {
      key: `course/${id}`,
      number,
      lesson,
      step,
      language,
      progress,
      result: work.isChecking === true ? null : result,
      isChecking: work.isChecking === true,
      lineText,
      width,
    },
    translator(language),
  );
  return { kind: "step", view };
}

function doneBefore(lesson: Lesson, step: Step, lessonKey: string): CourseProgress {
  return lesson.steps
    .slice(0, lesson.steps.indexOf(step))
    .reduce((done, { id }) => withDone(done, lessonKey, id), {} as CourseProgress);
}

/** The second step with so many hints open; with the answer shown, all of them. */
export function hinted(hints: number, shown = false): CourseProgress {
  const opened = withHint(begun, key, "gradients", hints);
  return shown ? withDone(withShown(opened, key, "gradients"), key, "gradients") : opened;
}
