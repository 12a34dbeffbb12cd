import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { Analyzer } from "../../src/insight/analyze";
import type { Parser } from "../../src/syntax/parser";
import { testParser } from "../syntax/load";
import {
  type Comparison,
  compare,
  hasNumpy,
  programsIn,
  type Recording,
  readProgram,
  record,
} from "./compare";

const folder = join(import.meta.dirname, "..", "cases", "shapes");
const paths = programsIn(folder);

if (!hasNumpy()) console.warn("SKIPPED: real NumPy is not installed, so our shapes have no judge");

describe.skipIf(!hasNumpy())("judged by real NumPy", () => {
  const total: Comparison = { positions: 0, known: 0, numeric: 0, wrong: 0, notes: [] };
  let parser: Parser;
  let recordings: Recording[] = [];
  beforeAll(async () => {
    parser = await testParser();
    recordings = record(paths);
  }, 300_000);

  it.each(paths.map((path, index) => [path.slice(folder.length + 1), index] as const))(
    "%s",
    (_name, index) => {
      const path = paths[index] ?? "";
      const recording = recordings[index];
      if (recording === undefined) throw new Error(`${basename(path)} was not recorded`);
      expect(recording.error, "the program must run under NumPy").toBeNull();
      const program = readProgram(path);
      const facts = new Analyzer(parser).analyze(program);
      const errors = facts.documents
        .flatMap((each) => each.problems)
        .filter((each) => each.severity === "error");
      expect(
        errors.map((each) => each.numpy),
        "no error in a program that runs",
      ).toEqual([]);
      const one = compare(recording, program, facts);
      total.positions += one.positions;
      total.known += one.known;
      total.numeric += one.numeric;
      total.wrong += one.wrong;
      expect(one.positions).toBeGreaterThan(0);
      // Each for itself; the whole is held to more below.
      expect(one.known / one.positions, one.notes.slice(0, 20).join("\n")).toBeGreaterThan(0.85);
      expect(
        one.wrong / one.known,
        one.notes.filter((note) => note.startsWith("wrong")).join("\n"),
      ).toBeLessThanOrEqual(0.03);
    },
  );

  it("hears of every shape that a place had, however many", () => {
    const own = mkdtempSync(join(tmpdir(), "judge-"));
    try {
      const path = join(own, "program.py");
      writeFileSync(
        path,
        "import numpy as np\nfor n in range(1, 200):\n    a = np.zeros(n)\nb = np.ones(3)\n",
      );
      expect(record([path])[0]?.expressions.map(({ shapes }) => shapes.length)).toContain(199);
    } finally {
      rmSync(own, { recursive: true });
    }
  });

  it("knows nearly everything, mostly in numbers, and is hardly ever wrong", () => {
    console.log(
      `${paths.length} programs, ${total.positions} places: ${percent(total.known, total.positions)} known, ` +
        `${percent(total.numeric, total.positions)} in numbers, ${percent(total.wrong, total.known)} wrong`,
    );
    expect(total.known / total.positions).toBeGreaterThan(0.97);
    expect(total.numeric / total.positions).toBeGreaterThan(0.88);
    expect(total.wrong / total.known).toBeLessThanOrEqual(0.005);
  });
});

function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(2)} %`;
}
