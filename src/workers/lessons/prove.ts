import type { Lesson, Step } from "../../lessons/lesson";
import type { CheckResult, LearnerDocument, LessonEdit } from "../../lessons/result";
import { checkStep, type LessonTools, type StepQuestion, stepEdit } from "./checkStep";
import { applyEdit } from "./edits";
import { startDocuments } from "./startDocuments";

/** What keeps a lesson from working, in one of its languages. */
export interface LessonFlaw {
  readonly language: string;
  readonly step: string;
  readonly flaw: /** The anchor names no lines of the starting file. */
    | { readonly code: "no-place" }
    /** All checks pass before the learner has done anything. */
    | { readonly code: "nothing-to-do" }
    /** The lesson's own solution does not pass. */
    | { readonly code: "solution-fails"; readonly checks: readonly CheckResult[] }
    /** It passed when it was made, but a later step's solution spoils it. */
    | { readonly code: "spoilt-later"; readonly checks: readonly CheckResult[] };
}

/** Works through a lesson as a learner would who always asks for the solution. Empty where all is well. */
export function proveLesson(lesson: Lesson, tools: LessonTools): LessonFlaw[] {
  return lesson.languages.flatMap((language) => {
    const files = lesson.files.map(({ path, start }) => ({ path, start: start[language] ?? "" }));
    const documents = new Map(files.map(({ path, start }) => [path, startDocuments(path, start)]));
    const question = (step: Step): StepQuestion => ({
      step,
      files,
      documents: Object.fromEntries(documents),
    });
    const flaws: LessonFlaw[] = [];
    const note = (step: Step, flaw: LessonFlaw["flaw"]) => flaws.push({ language, step: step.id, flaw });
    for (const step of lesson.steps) {
      if (checkStep(question(step), tools).done) note(step, { code: "nothing-to-do" });
      const edit = stepEdit(question(step), "solution", tools);
      const before = documents.get(step.file) ?? [];
      const solved = edit === null ? null : applied(before, edit);
      if (solved === null) {
        note(step, { code: "no-place" });
        continue;
      }
      documents.set(step.file, solved);
      const { done, checks } = checkStep(question(step), tools);
      if (!done) note(step, { code: "solution-fails", checks: notPassed(checks) });
    }
    if (flaws.length > 0) return flaws;
    for (const step of lesson.steps) {
      const { done, checks } = checkStep(question(step), tools);
      if (!done) note(step, { code: "spoilt-later", checks: notPassed(checks) });
    }
    return flaws;
  });
}

function applied(documents: readonly LearnerDocument[], edit: LessonEdit): LearnerDocument[] | null {
  const changed = documents.map((document) => {
    const text = document.uri === edit.uri ? applyEdit(document.text, edit) : document.text;
    return text === null ? null : { ...document, text };
  });
  return changed.every((document) => document !== null) ? changed : null;
}

function notPassed(checks: readonly CheckResult[]): CheckResult[] {
  return checks.filter(({ state }) => state !== "passed");
}
