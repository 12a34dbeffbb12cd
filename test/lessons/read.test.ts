import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lessonFormat } from "../../src/lessons/format";
import { readJson } from "../../src/lessons/json";
import { readLesson } from "../../src/lessons/read";
import { course, courseLesson, folderOf, lessonIds, readCourseLesson } from "./lessonFiles";

const products = folderOf("products");
const text = products.files.get("lesson.json") ?? "";

function withJson(json: string) {
  return readLesson({ files: new Map(products.files).set("lesson.json", json), shared: products.shared });
}

/** As much of JSON Schema as the published one uses. */
function conforms(value: unknown, schema: Record<string, unknown>): boolean {
  if (Array.isArray(schema.enum) && !schema.enum.includes(value)) return false;
  if (Array.isArray(schema.oneOf) && schema.oneOf.filter((each) => conforms(value, each)).length !== 1)
    return false;
  switch (schema.type) {
    case "string":
      return (
        typeof value === "string" &&
        (typeof schema.pattern !== "string" || new RegExp(schema.pattern).test(value))
      );
    case "number":
      return typeof value === "number";
    case "integer":
      return Number.isInteger(value) && Number(value) >= Number(schema.minimum);
    case "boolean":
      return typeof value === "boolean";
    case "array": {
      const items = schema.items as Record<string, unknown>;
      return (
        Array.isArray(value) &&
        value.length >= Number(schema.minItems) &&
        value.every((each) => conforms(each, items))
      );
    }
    case "object": {
      if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
      const properties = schema.properties as Record<string, Record<string, unknown>>;
      const required = (schema.required ?? []) as string[];
      return (
        required.every((name) => Object.hasOwn(value, name)) &&
        Object.entries(value).every(([name, each]) => {
          const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
          return property !== undefined && conforms(each, property);
        })
      );
    }
    default:
      return true;
  }
}

const schema: Record<string, unknown> = JSON.parse(readFileSync(join(course, "lesson.schema.json"), "utf8"));

/** Every place in a JSON value, as a path. */
function paths(value: unknown, path: readonly (string | number)[] = []): (string | number)[][] {
  const inner =
    typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, each]) =>
          paths(each, [...path, Array.isArray(value) ? Number(key) : key]),
        )
      : [];
  return [[...path], ...inner];
}

function changed(value: unknown, [key, ...rest]: readonly (string | number)[], put: unknown): unknown {
  if (key === undefined) return put;
  if (Array.isArray(value)) return value.map((each, at) => (at === key ? changed(each, rest, put) : each));
  const entries = Object.entries(value as object);
  if (put === undefined && rest.length === 0)
    return Object.fromEntries(entries.filter(([name]) => name !== key));
  return Object.fromEntries(
    entries.map(([name, each]) => [name, name === key ? changed(each, rest, put) : each]),
  );
}

const whole: unknown = JSON.parse(text);
const mutation = fc
  .tuple(
    fc.constantFrom(...paths(whole).filter((path) => path.length > 0)),
    fc.constantFrom<unknown>(
      undefined,
      null,
      "",
      "x",
      "../x.py",
      "A b",
      0,
      -1,
      1.5,
      true,
      [],
      {},
      [1],
      { kind: "value" },
      ["a"],
    ),
  )
  .map(([path, put]) => changed(whole, path, put));

describe("reading a lesson", () => {
  it("reads every lesson of the course without a problem", () => {
    expect(lessonIds()).toHaveLength(8);
    for (const id of lessonIds()) {
      expect(readCourseLesson(id).problems).toEqual([]);
      expect(courseLesson(id).id).toBe(id);
      expect(conforms(JSON.parse(folderOf(id).files.get("lesson.json") ?? ""), schema)).toBe(true);
    }
  });

  it("says the same as the published schema of what may stand in the file", () => {
    fc.assert(
      fc.property(mutation, (value) => {
        const node = readJson(JSON.stringify(value));
        if (node.kind === "error") throw new Error("no JSON");
        let complaints = 0;
        lessonFormat.read(node, () => complaints++);
        expect(complaints === 0).toBe(conforms(value, schema));
      }),
      { numRuns: 600 },
    );
  });

  it("never throws, and gives a lesson or at least one problem, in its place", () => {
    const cut = fc
      .tuple(fc.nat(text.length), fc.nat(40), fc.string({ maxLength: 8 }))
      .map(([at, length, put]) => text.slice(0, at) + put + text.slice(at + length));
    fc.assert(
      fc.property(
        fc.oneof(
          cut,
          mutation.map((value) => JSON.stringify(value)),
          fc.string(),
        ),
        (json) => {
          const { lesson, problems } = withJson(json);
          expect(lesson === null).toBe(problems.length > 0);
          for (const { span, file } of problems) {
            const length = file === "lesson.json" ? json.length : (products.files.get(file)?.length ?? 0);
            expect(span.start).toBeLessThanOrEqual(span.end);
            expect(span.end).toBeLessThanOrEqual(Math.max(length, 1));
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it("reads JSON as JSON.parse does, with the place of each value", () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        const plain = (node: ReturnType<typeof readJson>): unknown => {
          switch (node.kind) {
            case "error":
              throw new Error("no JSON");
            case "null":
              return null;
            case "list":
              return node.items.map(plain);
            case "object":
              return Object.fromEntries(node.members.map(({ name, value }) => [name, plain(value)]));
            default:
              expect(JSON.parse(json.slice(node.span.start, node.span.end))).toEqual(node.value);
              return node.value;
          }
        };
        expect(plain(readJson(json))).toEqual(JSON.parse(json));
      }),
    );
    fc.assert(
      fc.property(fc.string(), (any) => {
        let valid = true;
        try {
          JSON.parse(any);
        } catch {
          valid = false;
        }
        expect(readJson(any).kind === "error").toBe(!valid);
      }),
    );
  });

  it("survives deep nesting and endless lines", () => {
    expect(withJson("[".repeat(100_000)).problems).toMatchObject([{ code: "not-json" }]);
    expect(withJson(`{"id": "${"x".repeat(400_000)}"}`).problems).toMatchObject([{ code: "too-large" }]);
  });

  it.each([
    ["en.md", (md: string) => md.replace("# Dot product", "Dot product"), "no-title"],
    ["en.md", (md: string) => md.replace("## sum:", "## summ:"), "unknown-step"],
    ["en.md", (md: string) => md.replace(/### Goal\n.*\n/, ""), "no-section"],
    ["en.md", (md: string) => md.replace("- one-number:", "- one:"), "unknown-item"],
    ["en.md", (md: string) => md.replace("- one-number: A", "- A"), "item-without-id"],
    ["ko.md", (md: string) => md.replace("### 힌트", "### 도움"), "unknown-section"],
    ["ko.md", (md: string) => md.replace(/- mean: .*\n/, ""), "no-item"],
  ])("finds what is wrong in %s", (file, edit, code) => {
    const before = products.files.get(file) ?? "";
    expect(edit(before)).not.toBe(before);
    const { problems } = readLesson({
      files: new Map(products.files).set(file, edit(before)),
      shared: new Map(),
    });
    expect(problems.map((problem) => problem.code)).toContain(code);
    expect(problems.every((problem) => problem.file === file)).toBe(true);
  });

  it("misses files that are not there", () => {
    for (const name of ["ko.md", "start/ko/products.py", "lesson.json"]) {
      const files = new Map(products.files);
      files.delete(name);
      expect(readLesson({ files, shared: new Map() }).problems.map(({ code }) => code)).toContain("no-file");
    }
  });
});
