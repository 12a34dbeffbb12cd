import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { plainBlocks } from "../../src/lessons/markdown";
import { course, courseLesson, folderOf, lessonIds } from "./lessonFiles";
import { bareCode } from "./notebook";

const lessons = lessonIds().map((id) => ({ id, lesson: courseLesson(id) }));
const data = join(import.meta.dirname, "../../media/data");

describe.each(lessons)("the texts of $id", ({ id, lesson }) => {
  it("have five to ten steps, each with hints and mistakes, in both languages", () => {
    expect(lesson.languages).toEqual(["en", "ko"]);
    expect(lesson.steps.length).toBeGreaterThanOrEqual(5);
    expect(lesson.steps.length).toBeLessThanOrEqual(10);
    for (const step of lesson.steps) {
      expect(step.mistakes.length, step.id).toBeGreaterThanOrEqual(2);
      for (const language of lesson.languages)
        expect(lesson.texts[language]?.steps[step.id]?.hints.length, step.id).toBeGreaterThanOrEqual(2);
    }
  });

  it("keep each step under 120 words", () => {
    for (const language of lesson.languages)
      for (const step of lesson.steps) {
        const text = lesson.texts[language]?.steps[step.id];
        const words = plainBlocks([...(text?.body ?? []), ...(text?.goal ?? [])]).split(/\s+/).length;
        expect(words, `${step.id} (${language})`).toBeLessThanOrEqual(120);
      }
  });

  it("are Korean where they are Korean: polite, and with particles right behind the code", () => {
    const korean = folderOf(id).files.get("ko.md") ?? "";
    const loose = korean.match(/`[^`\n]+` (?:은|는|이|가|을|를|과|와|의|로|으로|에|에서|도|만)(?=[ .,])/g);
    expect(loose).toBeNull();
    for (const step of lesson.steps) {
      const { body = [], goal = [], hints = [], mistakes = {} } = lesson.texts.ko?.steps[step.id] ?? {};
      for (const sentence of plainBlocks([...body, ...goal])
        .split(/(?<=[.?!])\s/)
        .filter((each) => /[가-힣]/.test(each)))
        expect(sentence, step.id).toMatch(/(?:니다|세요|까요?|시다|[)\]}0-9a-zA-Z])(?:[.?!:]|$)/);
      expect(hints.length).toBe(lesson.texts.en?.steps[step.id]?.hints.length);
      expect(Object.keys(mistakes)).toEqual(Object.keys(lesson.texts.en?.steps[step.id]?.mistakes ?? {}));
    }
  });

  it("start from the same code in both languages", () => {
    for (const { path, start } of lesson.files.filter(({ shared }) => !shared)) {
      const [english, korean] = [start.en ?? "", start.ko ?? ""].map((each) => bareCode(each));
      expect(korean, path).toEqual(english);
      expect(start.ko, path).toMatch(/# .*[가-힣]/);
      expect(start.ko?.split("\n").length).toBe(start.en?.split("\n").length);
    }
  });
});

describe("the course's data", () => {
  const rows = (path: string) => readFileSync(path, "utf8").trim().split(/\r?\n/).slice(1);

  it("are the breast cancer rows as the golden split cuts them", () => {
    const all = rows(join(data, "wisconsin_breast_cancer.csv")).map((row) =>
      row.replace(/benign$/, "1").replace(/malignant$/, "0"),
    );
    const {
      splits,
    }: {
      splits: {
        dataset: string;
        stratify: boolean;
        test_size: number;
        random_state: number;
        test: number[];
      }[];
    } = JSON.parse(readFileSync(join(import.meta.dirname, "../golden/train_test_split.json"), "utf8"));
    const first = splits.find(
      (each) =>
        each.dataset === "breast_cancer" &&
        each.stratify &&
        each.test_size === 0.2 &&
        each.random_state === 42,
    );
    const ours = rows(join(course, "shared/breast_cancer.csv"));
    expect([...ours].sort()).toEqual([...all].sort());
    expect(ours.slice(455)).toEqual(first?.test.map((at) => all[at]));
  });

  it("are the irises, each once", () => {
    const species = ["setosa", "versicolor", "virginica"];
    const all = rows(join(data, "iris.csv")).map((row) =>
      row.replace(/[a-z]+$/, (name) => String(species.indexOf(name))),
    );
    expect([...rows(join(course, "shared/iris.csv"))].sort()).toEqual([...all].sort());
  });
});
