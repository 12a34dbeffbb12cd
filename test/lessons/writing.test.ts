import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { readLesson } from "../../src/lessons/read";
import type { LessonTools } from "../../src/workers/lessons/checkStep";
import { proveLesson } from "../../src/workers/lessons/prove";
import { testParser } from "../syntax/load";
import { Learner } from "./learner";

const guide = readFileSync(join(import.meta.dirname, "../../src/lessons/WRITING.md"), "utf8");

/** The files that the guide shows, by the names behind their fences. */
const files = new Map(
  [...guide.matchAll(/```\w+ (\S+)\n([\s\S]*?)```/g)].map(([, name = "", text = ""]) => [name, text]),
);

let tools: LessonTools;

beforeAll(async () => {
  const parser = await testParser();
  tools = { parse: (text) => parser.parse(text), facts: () => null };
});

it("the guide's example is a lesson that works", () => {
  expect([...files.keys()]).toEqual(["start/slopes.py", "lesson.json", "en.md"]);
  const { lesson, problems } = readLesson({ files, shared: new Map() });
  expect(problems).toEqual([]);
  if (lesson === null) throw new Error("no lesson");
  expect(proveLesson(lesson, tools)).toEqual([]);
  const [step] = lesson.steps;
  if (step === undefined) throw new Error("no step");
  const learner = new Learner(lesson, "en", tools);
  expect(learner.answer(step, "y = w * 2 * x").mistakes).toEqual(["doubled"]);
  expect(learner.answer(step, "y = x * x * w")).toMatchObject({ done: true });
});

it("works as a notebook too", () => {
  const [imports = "", ...rest] = (files.get("start/slopes.py") ?? "").split("\n\n");
  const cells = [imports, ...rest].map((source) => ({ cell_type: "code", source: [source] }));
  const notebook = JSON.stringify({ cells: [{ cell_type: "markdown", source: "# Slopes" }, ...cells] });
  const json = (files.get("lesson.json") ?? "").replace("slopes.py", "slopes.ipynb");
  const { lesson } = readLesson({
    files: new Map([
      ["lesson.json", json],
      ["en.md", files.get("en.md") ?? ""],
      ["start/slopes.ipynb", notebook],
    ]),
    shared: new Map(),
  });
  if (lesson === null) throw new Error("no lesson");
  expect(proveLesson(lesson, tools)).toEqual([]);
});

it("the guide names every kind of check", () => {
  const schema = JSON.stringify(
    JSON.parse(readFileSync(join(import.meta.dirname, "../../media/lessons/lesson.schema.json"), "utf8")),
  );
  const kinds = new Set([...schema.matchAll(/"kind":\{"enum":\["([\w-]+)"\]/g)].map((match) => match[1]));
  expect(kinds.size).toBe(8);
  const table = guide.slice(guide.indexOf("| kind |"));
  expect([...kinds].filter((kind) => !table.includes(`\`${kind}\``))).toEqual([]);
});

it("a lesson with a flaw is told so", () => {
  const broken = (edit: (json: string) => string) => {
    const changed = new Map(files).set("lesson.json", edit(files.get("lesson.json") ?? ""));
    const { lesson } = readLesson({ files: changed, shared: new Map() });
    if (lesson === null) throw new Error("no lesson");
    return proveLesson(lesson, tools).map(({ flaw }) => flaw.code);
  };
  expect(broken((json) => json.replace('"solution": "y = w * x ** 2"', '"solution": "y = w * x"'))).toEqual([
    "solution-fails",
  ]);
  expect(broken((json) => json.replace('"assigns": "y"', '"assigns": "yy"'))).toEqual(["no-place"]);
  expect(broken((json) => json.replaceAll('"of": "y"', '"of": "w * x ** 2"'))).toEqual(["nothing-to-do"]);
});
