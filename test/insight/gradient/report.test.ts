import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { checkGradients } from "../../../src/insight/gradient/check";
import { gradientFix } from "../../../src/insight/gradient/fix";
import { checkReport, exitCode } from "../../../src/insight/gradient/report";
import type { Parser } from "../../../src/syntax/parser";
import { testParser } from "../../syntax/load";

let parser: Parser;

beforeAll(async () => {
  parser = await testParser();
});

const lesson = readFileSync(join(import.meta.dirname, "../..", "..", "media", "lesson", "neuron.py"), "utf8");

const programOf = (text: string) => ({
  parts: [{ file: "neuron.py", module: parser.parse(text) }],
  parse: (each: string) => parser.parse(each),
});

const report = (text: string) =>
  checkReport(programOf(text), (check) => `${check.verdict} on ${check.cases} cases`);

function lineOf(text: string, part: string): number {
  return text.slice(0, text.indexOf(part)).split("\n").length;
}

describe("the report on a program's gradient", () => {
  it("calls the lesson right", () => {
    const { verdicts, exitCode } = report(lesson);
    expect(exitCode).toBe(0);
    expect(verdicts).toMatchObject([
      {
        file: "neuron.py",
        cell: null,
        line: lineOf(lesson, "def backprop"),
        function: "backprop",
        verdict: "right",
        mistake: null,
        parameters: [
          { name: "w", verdict: "right", mistake: null, line: lineOf(lesson, "w_grad = np.dot") },
          { name: "b", verdict: "right", mistake: null, line: lineOf(lesson, "b_grad = np.sum") },
        ],
      },
    ]);
    expect(verdicts[0]?.message).toBe("right on 5 cases");
  });

  it("names the mistake and the line, and says 1", () => {
    const text = lesson.replace("w_grad = np.dot(x.T, err) / m", "w_grad = np.dot(x.T, err)");
    const { verdicts, exitCode } = report(text);
    expect(exitCode).toBe(1);
    expect(verdicts).toMatchObject([{ verdict: "wrong", mistake: "missing_mean" }]);
    expect(verdicts[0]?.parameters).toMatchObject([
      { name: "w", verdict: "wrong", mistake: "missing_mean", line: lineOf(text, "w_grad = np.dot") },
      { name: "b", verdict: "right", mistake: null },
    ]);
  });

  it("says 2 where there is nothing to check", () => {
    for (const text of ["", "x = 1\n", "def f(:\n"])
      expect(report(text)).toEqual({ verdicts: [], exitCode: 2 });
  });

  it("calls undecided what has no loss", () => {
    const text =
      "import numpy as np\nX = np.random.randn(9, 3)\ny = np.ones(9)\nw = np.zeros(3)\nfor i in range(9):\n    w -= 0.1 * X.T @ (X @ w - y)\n";
    expect(report(text)).toMatchObject({ exitCode: 2, verdicts: [{ verdict: "undecided", mistake: null }] });
  });
});

describe("the fix for a wrong gradient", () => {
  const fixed = (text: string) => {
    const [check] = checkGradients(programOf(text));
    if (check === undefined) throw new Error("nothing to check");
    const fix = gradientFix(programOf(text), check);
    if (fix === null) return null;
    const edits = fix.edits.toSorted((a, b) => b.span.start - a.span.start);
    const after = edits.reduce(
      (all, { span, text: put }) => all.slice(0, span.start) + put + all.slice(span.end),
      text,
    );
    return { fix, after };
  };

  it("divides by m", () => {
    const text = lesson.replace("np.dot(x.T, err) / m", "np.dot(x.T, err)");
    const result = fixed(text);
    expect(result?.fix).toMatchObject({ code: "divide-by-samples", text: "/ m" });
    expect(result?.after).toBe(lesson);
  });

  it("turns the sign", () => {
    const result = fixed(lesson.replace("err = -(y - a)", "err = y - a"));
    expect(result?.fix.code).toBe("turn-sign");
    expect(report(result?.after ?? "").exitCode).toBe(0);
  });

  it("is not offered where no single edit is known", () => {
    expect(fixed(lesson.replace("err = -(y - a)", "err = a"))).toBeNull();
  });
});

describe("the exit code", () => {
  const of = (...verdicts: readonly ("right" | "wrong" | "undecided")[]) =>
    exitCode(verdicts.map((verdict) => ({ verdict })));

  it("is 0 only where all is right", () => {
    expect(of("right", "right")).toBe(0);
    expect(of("right", "undecided")).toBe(2);
    expect(of("undecided")).toBe(2);
    expect(of()).toBe(2);
    expect(of("right", "wrong", "undecided")).toBe(1);
  });
});
