import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { lessonSchema } from "../../src/lessons/format";
import { course } from "./lessonFiles";

const path = join(course, "lesson.schema.json");

it("the published schema says what the reader reads (NEURON_LENS_WRITE=1 writes it anew)", () => {
  if (process.env.NEURON_LENS_WRITE === "1")
    writeFileSync(path, `${JSON.stringify(lessonSchema(), null, 2)}\n`);
  expect(JSON.parse(readFileSync(path, "utf8"))).toEqual(JSON.parse(JSON.stringify(lessonSchema())));
});

it("VS Code completes with it while a teacher writes", () => {
  const root = join(course, "../..");
  const { contributes }: { contributes: { jsonValidation: { fileMatch: string; url: string }[] } } =
    JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  expect(contributes.jsonValidation.map(({ fileMatch, url }) => [fileMatch, join(root, url)])).toEqual([
    ["**/.neuron-lens/lessons/*/lesson.json", path],
  ]);
});
