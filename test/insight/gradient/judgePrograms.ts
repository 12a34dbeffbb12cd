import { beforeAll, describe, expect, it } from "vitest";
import { checkGradients, type ProgramCheck } from "../../../src/insight/gradient/check";
import type { Parser } from "../../../src/syntax/parser";
import { testParser } from "../../syntax/load";
import { gradientCases, mutate, undecidedCases } from "./programs";

/** In how many parts the programs are judged: one file of tests each, so that they run side by side. */
const parts = 4;

/** The tests of every fourth program: each is called right, none of its mutants is, and nearly all get the mistake's name. */
export function judgePrograms(part: 0 | 1 | 2 | 3): void {
  let parser: Parser;

  beforeAll(async () => {
    parser = await testParser();
  });

  const check = (text: string) =>
    checkGradients({
      parts: [{ file: "student.py", module: parser.parse(text) }],
      parse: (each) => parser.parse(each),
    });
  const isOwn = (_: unknown, at: number) => at % parts === part;
  const cases = gradientCases();
  const own = cases.filter(isOwn);

  it("are at least forty in all", () => {
    expect(cases.length).toBeGreaterThanOrEqual(40);
  });

  describe("programs with a right gradient", () => {
    it.each(own)("$file is called right", ({ text }) => {
      const checks = check(text);
      expect(verdictOf(checks), JSON.stringify(checks)).toBe("right");
      for (const each of checks) expect(each.worst).toBeLessThan(1e-7);
    });
  });

  describe("programs of which nothing is certain", () => {
    it.each(undecidedCases().filter(isOwn))("$file is not accused", ({ text }) => {
      expect(verdictOf(check(text))).toBe("undecided");
    });
  });

  describe("programs with a mistake", () => {
    const missed: string[] = [];
    let count = 0;

    it.each(own.filter(({ mutants }) => mutants.length > 0))(
      "$file: no mutant is called right",
      ({ file, text, mutants }) => {
        const verdicts = mutants.map((mutant) => ({
          ...mutant,
          verdict: verdictOf(check(mutate(text, mutant))),
        }));
        count += verdicts.length;
        for (const { mistake, to, verdict } of verdicts)
          if (verdict !== mistake) missed.push(`${file}: ${mistake} (${to}) → ${verdict}`);
        expect(verdicts.filter(({ verdict }) => verdict === "right").map(({ to }) => to)).toEqual([]);
      },
      120_000,
    );

    it("are called by the mistake's name, at least 95 % of them", () => {
      expect(missed.length / count, missed.join("\n")).toBeLessThanOrEqual(0.05);
    });
  });
}

/** "right", or the mistake's name, of all passes of a program. */
function verdictOf(checks: readonly ProgramCheck[]): string {
  const wrong = checks.find((each) => each.verdict === "wrong");
  if (wrong !== undefined) return wrong.mistake ?? "other";
  return checks.length > 0 && checks.every((each) => each.verdict === "right") ? "right" : "undecided";
}
