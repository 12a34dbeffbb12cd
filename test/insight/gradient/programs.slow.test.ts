import { beforeAll, describe, expect, it } from "vitest";
import { checkGradients, type ProgramCheck } from "../../../src/insight/gradient/check";
import type { Parser } from "../../../src/syntax/parser";
import { testParser } from "../../syntax/load";
import { gradientCases, mutate, undecidedCases } from "./programs";

let parser: Parser;

beforeAll(async () => {
  parser = await testParser();
});

function check(text: string): ProgramCheck[] {
  return checkGradients({
    parts: [{ file: "student.py", module: parser.parse(text) }],
    parse: (each) => parser.parse(each),
  });
}

/** "right", or the mistake's name, of all passes of a program. */
function verdictOf(checks: readonly ProgramCheck[]): string {
  const wrong = checks.find((each) => each.verdict === "wrong");
  if (wrong !== undefined) return wrong.mistake ?? "other";
  return checks.length > 0 && checks.every((each) => each.verdict === "right") ? "right" : "undecided";
}

const cases = gradientCases();

describe("programs with a right gradient", () => {
  it("are at least forty", () => {
    expect(cases.length).toBeGreaterThanOrEqual(40);
  });

  it.each(cases)("$file is called right", ({ text }) => {
    const checks = check(text);
    expect(verdictOf(checks), JSON.stringify(checks)).toBe("right");
    for (const each of checks) expect(each.worst).toBeLessThan(1e-7);
  });
});

describe("programs of which nothing is certain", () => {
  it.each(undecidedCases())("$file is not accused", ({ text }) => {
    expect(verdictOf(check(text))).toBe("undecided");
  });
});

describe("programs with a mistake", () => {
  const mutants = cases.flatMap(({ file, text, mutants: list }) =>
    list.map((mutant) => ({ file, text, ...mutant })),
  );

  it("are never called right, and at least 95 % are called by the mistake's name", () => {
    const verdicts = mutants.map((mutant) => ({
      ...mutant,
      verdict: verdictOf(check(mutate(mutant.text, mutant))),
    }));
    const passed = verdicts.filter(({ verdict }) => verdict === "right");
    expect(passed.map(({ file, mistake, to }) => `${file}: ${mistake} (${to})`)).toEqual([]);
    const missed = verdicts.filter(({ verdict, mistake }) => verdict !== mistake);
    const list = missed
      .map(({ file, mistake, to, verdict }) => `${file}: ${mistake} (${to}) → ${verdict}`)
      .join("\n");
    expect(missed.length / verdicts.length, list).toBeLessThanOrEqual(0.05);
  }, 900_000);
});
