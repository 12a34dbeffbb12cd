import { beforeAll, describe, expect, it } from "vitest";
import { checkGradients } from "../../../src/insight/gradient/check";
import { divisionAfter, otherAxes, withoutSigmoidSlope } from "../../../src/insight/gradient/edits";
import { type GradientFix, gradientFix } from "../../../src/insight/gradient/fix";
import type { Parser } from "../../../src/syntax/parser";
import { testParser } from "../../syntax/load";
import { gradientCases, mutate } from "./programs";

let parser: Parser;

beforeAll(async () => {
  parser = await testParser();
});

function programOf(text: string) {
  return {
    parts: [{ file: "a.py", module: parser.parse(text) }],
    parse: (each: string) => parser.parse(each),
  };
}

function applied(text: string, { edits }: GradientFix): string {
  return [...edits]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((out, edit) => out.slice(0, edit.span.start) + edit.text + out.slice(edit.span.end), text);
}

/** Of each mistake that one edit cures, mutants of the programs' own lists. */
const mutants: readonly (readonly [file: string, mistake: string, code: GradientFix["code"]])[] = [
  ["logistic_script.py", "extra_activation_derivative", "remove"],
  ["theta_ones_column.py", "extra_activation_derivative", "remove"],
  ["columns_network_dicts.py", "bias_axis", "sum-axis"],
  ["softmax_layer.py", "bias_axis", "sum-axis"],
  ["sum_loss.py", "double_mean", "remove"],
  ["logistic_class.py", "double_mean", "remove"],
  ["linear_mse.py", "divided_by_features", "divide-by-samples"],
  ["logistic_class.py", "divided_by_features", "divide-by-samples"],
  ["transposed_error.py", "transposed_result", "transpose"],
  ["linear_mse.py", "bias_not_averaged", "divide-by-samples"],
];

function mutant(file: string, mistake: string): string {
  const found = gradientCases().find((each) => each.file === file);
  const first = found?.mutants.find((each) => each.mistake === mistake);
  if (found === undefined || first === undefined) throw new Error(`no ${mistake} in ${file}`);
  return mutate(found.text, first);
}

describe("the fix of a wrong gradient", () => {
  it.each(mutants)("%s: %s → %s", (file, mistake, code) => {
    const text = mutant(file, mistake);
    const program = programOf(text);
    const check = checkGradients(program).find(({ verdict }) => verdict === "wrong");
    if (check === undefined) throw new Error("not found wrong");
    expect(check.mistake).toBe(mistake);
    const fix = gradientFix(program, check);
    expect(fix?.code).toBe(code);
    if (fix === null) return;
    const again = checkGradients(programOf(applied(text, fix)));
    expect(again.map(({ verdict }) => verdict)).toEqual(["right"]);
    expect(gradientFix(program, check, -1)).toBeNull();
  });
});

it("takes a division away that the loss's penalty has not", () => {
  const text = `import numpy as np
rng = np.random.default_rng(7)
X = rng.normal(size=(40, 4))
t = X @ np.array([1.0, -2.0, 0.5, 0.0])
w = np.zeros(4)
lam = 0.1
for turn in range(50):
    r = X @ w - t
    loss = np.mean(r ** 2) + lam * np.sum(w ** 2)
    print(loss)
    w -= 0.1 * (2 * X.T @ r / 40 + 2 * lam * w / 40)
`;
  const [check] = checkGradients(programOf(text));
  expect(check?.mistake).toBe("penalty_not_averaged");
  const fix = check === undefined ? null : gradientFix(programOf(text), check);
  expect(fix === null ? null : applied(text, fix)).toBe(text.replace("2 * lam * w / 40", "2 * lam * w"));
});

describe("pieces of code to change", () => {
  const at = (text: string, part: string) => ({
    start: text.indexOf(part),
    end: text.indexOf(part) + part.length,
  });

  it("are the factors a * (1 - a), the near ones first", () => {
    const text = "d1 = e * h * (1 - h)\ndef f():\n    return e * a[1] * (1. - a[1]) / m\nq = a * (1 - b)\n";
    const found = withoutSigmoidSlope(text, at(text, "def f():\n    return e * a[1] * (1. - a[1]) / m"));
    expect(found.map(({ shown }) => shown)).toEqual(["* a[1] * (1. - a[1])", "* h * (1 - h)"]);
    expect(found.map(({ span }) => text.slice(span.start, span.end).trim())).toEqual(
      found.map(({ shown }) => shown),
    );
  });

  it("are a division after an expression or at its end, and nothing else", () => {
    const text = "g = np.dot(x.T, e) / len(x) / 2";
    const call = at(text, "np.dot(x.T, e)");
    expect(divisionAfter(text, call)?.shown).toBe("/ len(x)");
    expect(divisionAfter(text, at(text, "np.dot(x.T, e) / len(x)"))?.shown).toBe("/ 2");
    expect(divisionAfter("g = a + b\n", { start: 4, end: 9 })).toBeNull();
    expect(divisionAfter("np.sum(e) / X.shape[0]", { start: 0, end: 22 })?.shown).toBe("/ X.shape[0]");
  });

  it("are other axes of a sum alone, first of what has none", () => {
    const axes = (text: string) => otherAxes(text, { start: 0, end: text.length }).map((each) => each.text);
    expect(axes("np.sum(d, axis=1, keepdims=True) / m")).toContain("np.sum(d, axis=0, keepdims=True)");
    expect(axes("d.sum(1)")[0]).toBe(".sum(axis=0)");
    expect(axes("dS.sum(keepdims=True)")).toContain(".sum(axis=0, keepdims=True)");
    expect(axes("np.sum(f(a, b), 1)")[0]).toBe("np.sum(f(a, b), axis=0)");
    expect(axes("np.sum(a, axis=0) + np.sum(b)")[0]).toBe("np.sum(b, axis=0)");
    expect(axes("np.dot(a, b)")).toEqual([]);
  });
});
