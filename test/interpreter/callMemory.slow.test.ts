import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { CallMemory } from "../../src/interpreter/callMemory";
import { analyzed } from "../insight/shapesOf";

const folder = join(import.meta.dirname, "../cases/shapes");
const programs = readdirSync(folder)
  .filter((name) => name.endsWith(".py"))
  .map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }))
  .filter(({ text }) => text.length < 6500);

/** The shapes in numbers that each expression was seen with; null where the program was not followed to its end. */
function shapesIn(text: string): readonly (readonly [string, readonly string[]])[] | null {
  const { documents, stopped } = analyzed(text);
  if (stopped !== undefined) return null;
  return (documents[0]?.expressions ?? []).map(({ span, text: code, values }) => {
    const shapes = values.map(({ shape }) => (shape ?? []).map((size) => size.text).join(", "));
    return [`${span.start} ${code}`, [...new Set(shapes)].filter((each) => /^[\d, ]*$/.test(each))];
  });
}

describe("the memory of calls", () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it.each(programs)(
    "gives every shape that following each call gives: $name",
    ({ text }) => {
      const remembering = new Map(shapesIn(text));
      vi.spyOn(CallMemory.prototype, "find").mockReturnValue(null);
      for (const [code, shapes] of shapesIn(text) ?? [])
        expect(remembering.get(code), code).toEqual(expect.arrayContaining([...shapes]));
    },
    30_000,
  );
});
