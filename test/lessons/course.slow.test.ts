import { beforeAll, describe, expect, it } from "vitest";
import { checkGradients } from "../../src/insight/gradient/check";
import type { Step } from "../../src/lessons/lesson";
import type { StepResult } from "../../src/lessons/result";
import type { Parser } from "../../src/syntax/parser";
import type { LessonTools } from "../../src/workers/lessons/checkStep";
import { testParser } from "../syntax/load";
import { Learner, rightAnswers, wrongAnswers } from "./learner";
import { courseLesson, lessonIds } from "./lessonFiles";

let tools: LessonTools;

beforeAll(async () => {
  const parser: Parser = await testParser();
  tools = { parse: (text) => parser.parse(text), facts: () => null };
});

/** What to read when a solution fails. */
function notPassed({ checks }: StepResult): unknown[] {
  return checks.filter(({ state }) => state !== "passed");
}

/** Gradients that are called right. */
function praisedGradients(step: Step, { checks }: StepResult): unknown[] {
  return checks.filter(({ state }, at) => step.checks[at]?.kind === "gradient" && state === "passed");
}

/** What the finished files of a lesson are told. */
const verdicts: Readonly<Record<string, readonly string[]>> = {
  // One step of one sample, and then all of them one by one.
  "one-sample": ["the script: right", "the script: right"],
  backward: ["weight_gradient: right"],
  policies: ["train: right"],
  "two-layers": ["fit: right"],
  softmax: ["train: right"],
};

describe.each(lessonIds())("lesson %s", (id) => {
  const lesson = courseLesson(id);

  it.each(lesson.languages)("can be finished in %s alone", (language) => {
    const learner = new Learner(lesson, language, tools);
    for (const step of lesson.steps) {
      const before = learner.check(step);
      expect(before.done, `${step.id} before it is solved`).toBe(false);
      expect(praisedGradients(step, before), `${step.id} before it is solved`).toEqual([]);
      learner.solve(step);
      const result = learner.check(step);
      expect(notPassed(result), step.id).toEqual([]);
      expect(result, step.id).toMatchObject({
        done: true,
        mistakes: [],
        place: { kind: "found", by: "tree" },
      });
    }
    // One file is graded as a whole at the end: what a later step changes may not spoil an earlier one.
    for (const step of lesson.steps) expect(learner.check(step).done, `${step.id} at the end`).toBe(true);
  });

  it("has a gradient that is called right, where it is made, once it is finished", () => {
    const learner = new Learner(lesson, "en", tools);
    for (const step of lesson.steps) learner.solve(step);
    const checks = [...learner.texts].flatMap(([file, text]) => {
      const program = { parts: [{ file, module: tools.parse(text) }], parse: tools.parse };
      return file.endsWith(".py") ? checkGradients(program) : [];
    });
    const found = checks.map(({ function: name, verdict }) => `${name ?? "the script"}: ${verdict}`);
    expect(found).toEqual(verdicts[id] ?? []);
  });

  it("takes what is right in other words", () => {
    const right = rightAnswers(id);
    const learner = new Learner(lesson, "en", tools);
    for (const step of lesson.steps) {
      for (const code of right[step.id] ?? []) {
        const result = learner.answer(step, code);
        expect({ code, lacks: notPassed(result), mistakes: result.mistakes }).toEqual({
          code,
          lacks: [],
          mistakes: [],
        });
      }
      learner.solve(step);
    }
  });

  it("answers each typical wrong answer with its own hint", () => {
    const wrong = wrongAnswers(id);
    const learner = new Learner(lesson, "en", tools);
    const heard: string[] = [];
    for (const step of lesson.steps) {
      for (const { code, mistake } of wrong[step.id] ?? []) {
        const { done, mistakes } = learner.answer(step, code);
        expect({ code, done, mistake: mistakes[0] ?? null }).toEqual({ code, done: false, mistake });
        if (mistake !== null) heard.push(`${step.id}: ${mistake}`);
      }
      learner.solve(step);
    }
    // A hint that no wrong answer calls up has not been tried.
    const all = lesson.steps.flatMap((step) => step.mistakes.map((each) => `${step.id}: ${each.id}`));
    expect(all.filter((each) => !heard.includes(each))).toEqual([]);
  });

  it("puts a step back to how it was", () => {
    const learner = new Learner(lesson, "ko", tools);
    const before = new Map(learner.texts);
    for (const step of lesson.steps) {
      learner.solve(step);
      learner.solve(step, "reset");
      expect(learner.texts.get(step.file)).toBe(before.get(step.file));
    }
  });
});
