import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { Analyzer } from "../../src/insight/analyze";
import { libraries } from "../../src/libraries/libraries";
import type { Parser } from "../../src/syntax/parser";
import { compare, programsIn, python, readProgram, record } from "../judge/compare";
import { testParser } from "../syntax/load";

const hasLibraries = spawnSync(python, ["-c", "import sklearn, pandas, scipy, matplotlib"]).status === 0;
if (!hasLibraries) console.warn(`SKIPPED: no scikit-learn, pandas, SciPy or Matplotlib under ${python}`);

const programs = programsIn(join(import.meta.dirname, "../cases/libraries"));

describe.skipIf(!hasLibraries)("libraries against the real ones", () => {
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
    const share = result.known / result.positions;
    if (process.env.SHOW_NOTES) console.log(result.notes.join("\n"));
    expect(result.notes.filter((note) => note.startsWith("wrong"))).toEqual([]);
    expect(share, result.notes.join("\n")).toBeGreaterThan(0.97);
    expect(result.positions).toBeGreaterThan(40);
    expect(
      facts.documents.flatMap((each) => each.problems.filter(({ severity }) => severity === "error")),
    ).toEqual([]);
  });
});
