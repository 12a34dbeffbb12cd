import { beforeAll, describe, expect, it } from "vitest";
import { checkGradients } from "../../../src/insight/gradient/check";
import { gradientFix } from "../../../src/insight/gradient/fix";
import type { Parser } from "../../../src/syntax/parser";
import { testParser } from "../../syntax/load";
import { gradientCases, mutate } from "./programs";

let parser: Parser;

beforeAll(async () => {
  parser = await testParser();
});

function programOf(text: string) {
  const parse = (each: string) => parser.parse(each);
  return { parts: [{ file: "a.py", module: parse(text) }], parse };
}

/** Mistakes that one edit cures, and for which one is looked for. */
const curable = new Set([
  "sign",
  "missing_mean",
  "double_mean",
  "transposed_result",
  "factor_two",
  "extra_activation_derivative",
  "bias_axis",
  "bias_not_averaged",
  "uses_z_for_a",
  "missing_activation_derivative",
]);

describe("fixes of the programs' mutants", () => {
  const mutants = gradientCases().flatMap(({ file, text, mutants: list }) =>
    list.filter(({ mistake }) => curable.has(mistake)).map((mutant) => ({ file, text, ...mutant })),
  );

  it("turn what they are offered for right, and are offered for most", () => {
    // A share of them, each with another neighbour: every fix is a search.
    const chosen = mutants.filter((_, at) => at % Math.ceil(mutants.length / 60) === 0);
    const left: string[] = [];
    for (const mutant of chosen) {
      const text = mutate(mutant.text, mutant);
      const program = programOf(text);
      const check = checkGradients(program).find(({ verdict }) => verdict === "wrong");
      const fix = check === undefined ? null : gradientFix(program, check);
      if (fix === null) {
        left.push(`${mutant.file}: ${mutant.mistake}`);
        continue;
      }
      const fixed = [...fix.edits]
        .sort((a, b) => b.span.start - a.span.start)
        .reduce((out, { span, text: put }) => out.slice(0, span.start) + put + out.slice(span.end), text);
      const again = checkGradients(programOf(fixed));
      const wrong = again
        .flatMap(({ parameters }) => parameters)
        .filter(({ verdict }) => verdict === "wrong");
      expect(wrong.map(({ name, mistake }) => `${mutant.file} ${name} ${mistake} after ${fix.text}`)).toEqual(
        [],
      );
    }
    expect(left.length / chosen.length, left.join("\n")).toBeLessThan(0.5);
  }, 600_000);
});
