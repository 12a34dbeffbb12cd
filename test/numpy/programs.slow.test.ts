import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { Analyzer } from "../../src/insight/analyze";
import { libraries } from "../../src/libraries/libraries";
import type { Parser } from "../../src/syntax/parser";
import { compare, hasNumpy, programsIn, readProgram, record } from "../judge/compare";
import { testParser } from "../syntax/load";

const judged = hasNumpy();
if (!judged) console.warn("SKIPPED: no NumPy to judge programs by");

const programs = programsIn(join(import.meta.dirname, "../cases/numpy"));

describe.skipIf(!judged)("the operation table in programs, against NumPy", () => {
  let parser: Parser;
  beforeAll(async () => {
    parser = await testParser();
  });

  it.each(programs)("knows the arrays of %s", (path) => {
    const [recording] = record([path]);
    expect(recording?.error).toBeNull();
    if (recording === undefined) return;
    const program = readProgram(path);
    const facts = new Analyzer(parser, { libraries }).analyze(program);
    const result = compare(recording, program, facts);
    expect(result.notes.filter((note) => note.startsWith("wrong"))).toEqual([]);
    expect(result.known / result.positions, result.notes.join("\n")).toBeGreaterThan(0.98);
    expect(result.positions).toBeGreaterThan(100);
    expect(
      facts.documents.flatMap((each) => each.problems.filter(({ severity }) => severity === "error")),
    ).toEqual([]);
  });
});
