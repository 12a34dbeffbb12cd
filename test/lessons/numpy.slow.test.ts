import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Lesson, Question, Step } from "../../src/lessons/lesson";
import type { LessonTools } from "../../src/workers/lessons/checkStep";
import { testParser } from "../syntax/load";
import { Learner, rightAnswers, wrongAnswers } from "./learner";
import { courseLesson, lessonIds } from "./lessonFiles";

const python = "/usr/bin/python3";
const hasNumPy = spawnSync(python, ["-c", "import numpy"]).status === 0;
if (!hasNumPy) console.warn("SKIPPED: the lessons under NumPy, since python3 has no numpy");

let tools: LessonTools;

beforeAll(async () => {
  const parser = await testParser();
  tools = { parse: (text) => parser.parse(text), facts: () => null };
});

type Asked = readonly [program: string, questions: readonly Question[]];

/** What real NumPy says; null to what is no question for it. */
function judge(lesson: Lesson, asked: readonly Asked[]): (boolean | null)[][] {
  const folder = mkdtempSync(join(tmpdir(), "lesson-"));
  try {
    for (const { path, start } of lesson.files) writeFileSync(join(folder, path), start.en ?? "");
    const run = spawnSync(python, [join(import.meta.dirname, "judge.py"), folder], {
      input: JSON.stringify(asked),
      encoding: "utf8",
      maxBuffer: 1e8,
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" },
    });
    if (run.status !== 0) throw new Error(run.stderr);
    return JSON.parse(run.stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A file with one wrong line, and what the lesson asks of it. */
interface Wrong {
  readonly step: Step;
  readonly code: string;
  readonly mistake: string | null;
  readonly program: string;
}

describe.skipIf(!hasNumPy).each(lessonIds())("lesson %s under NumPy", (id) => {
  const lesson = courseLesson(id);

  it("passes its checks when solved", () => {
    const learner = new Learner(lesson, "en", tools);
    for (const step of lesson.steps) learner.solve(step);
    const asked = lesson.steps.map((step): Asked => [learner.texts.get(step.file) ?? "", step.checks]);
    const failed = judge(lesson, asked).flatMap((answers, at) =>
      answers.flatMap((holds, each) =>
        holds === false ? [`${lesson.steps[at]?.id}: ${lesson.steps[at]?.checks[each]?.id}`] : [],
      ),
    );
    expect(failed).toEqual([]);
  });

  it("takes what is right in other words, as NumPy does", () => {
    const learner = new Learner(lesson, "en", tools);
    const right: { readonly step: Step; readonly code: string; readonly program: string }[] = [];
    for (const step of lesson.steps) {
      const before = learner.texts.get(step.file) ?? "";
      for (const code of rightAnswers(id)[step.id] ?? []) {
        learner.solve({ ...step, solution: code });
        right.push({ step, code, program: learner.texts.get(step.file) ?? "" });
        learner.texts.set(step.file, before);
      }
      learner.solve(step);
    }
    const answers = judge(
      lesson,
      right.map(({ step, program }): Asked => [program, step.checks]),
    );
    const refused = right.filter((_, at) => answers[at]?.includes(false) === true);
    expect(refused.map(({ step, code }) => `${step.id}: ${code}`)).toEqual([]);
  });

  it("has mistakes that NumPy recognises, and no others pass for right", () => {
    const learner = new Learner(lesson, "en", tools);
    const wrong: Wrong[] = [];
    for (const step of lesson.steps) {
      const before = learner.texts.get(step.file) ?? "";
      for (const { code, mistake } of wrongAnswers(id)[step.id] ?? []) {
        learner.solve({ ...step, solution: code });
        wrong.push({ step, code, mistake, program: learner.texts.get(step.file) ?? "" });
        learner.texts.set(step.file, before);
      }
      learner.solve(step);
    }
    const asked = wrong.map(({ step, program }): Asked => {
      return [program, [...step.checks, ...step.mistakes.map(({ when }) => when)]];
    });
    const answers = judge(lesson, asked);
    const strange = wrong.filter(({ step, mistake }, at) => {
      const checks = answers[at]?.slice(0, step.checks.length) ?? [];
      const found = answers[at]?.slice(step.checks.length) ?? [];
      const named = step.mistakes.findIndex((each) => each.id === mistake);
      const isDone = checks.every((holds) => holds === true);
      return isDone || (named >= 0 && found[named] === false);
    });
    expect(strange.map(({ step, code, mistake }) => `${step.id}: ${code} (${mistake})`)).toEqual([]);
  });
});
