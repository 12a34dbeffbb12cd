import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Lesson, Step } from "../../src/lessons/lesson";
import type { StepResult } from "../../src/lessons/result";
import {
  checkStep,
  type LessonTools,
  type StepQuestion,
  stepEdit,
} from "../../src/workers/lessons/checkStep";
import { applyEdit } from "../../src/workers/lessons/edits";
import { startOf } from "./lessonFiles";

const cases = join(import.meta.dirname, "../cases/lessons");

/** Typical wrong answers: the code of a step, and the mistake that has to be recognised (null: just not done). */
export type WrongAnswers = Record<string, { readonly code: string; readonly mistake: string | null }[]>;

export function wrongAnswers(id: string): WrongAnswers {
  const path = join(cases, `${id}.json`);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
}

/** Right answers in other words than the solution's: the code of a step. */
export function rightAnswers(id: string): Record<string, string[]> {
  return JSON.parse(readFileSync(join(cases, "right", `${id}.json`), "utf8"));
}

/** A learner who works through a lesson in one language. */
export class Learner {
  readonly texts: Map<string, string>;

  constructor(
    readonly lesson: Lesson,
    readonly language: string,
    readonly tools: LessonTools,
  ) {
    this.texts = new Map(startOf(lesson, language).map(({ path, start }) => [path, start]));
  }

  #question(step: Step): StepQuestion {
    const documents = Object.fromEntries(
      [...this.texts].map(([path, text]) => [path, [{ uri: `file:///${path}`, text }]]),
    );
    return { step, files: startOf(this.lesson, this.language), documents };
  }

  check(step: Step): StepResult {
    return checkStep(this.#question(step), this.tools);
  }

  solve(step: Step, kind: "solution" | "reset" = "solution"): void {
    const edit = stepEdit(this.#question(step), kind, this.tools);
    const text = edit === null ? null : applyEdit(this.texts.get(step.file) ?? "", edit);
    if (text === null) throw new Error(`${this.lesson.id}, ${step.id}: no place for the solution`);
    this.texts.set(step.file, text);
  }

  answer(step: Step, code: string): StepResult {
    const before = this.texts.get(step.file) ?? "";
    this.solve({ ...step, solution: code });
    const result = this.check(step);
    this.texts.set(step.file, before);
    return result;
  }
}
