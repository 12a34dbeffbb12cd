import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { english } from "../../src/base/translate";
import { analyze } from "../../src/insight/analyze";
import type { ArrayFact, ExpressionFact } from "../../src/insight/facts";
import { operationFormula } from "../../src/present/formula/formula";
import { boundName, hoverContent } from "../../src/present/hover";
import { shownOperation } from "../../src/present/operation";
import { testParser } from "../syntax/load";
import { allIndices, type Numbers, parseEquation, valueAt } from "./texEvaluator";

/** The formula beside a hover, the code under it and the numbers in the picture come from one analysis: they must agree. */
describe("formulas on a program", () => {
  const path = join(import.meta.dirname, "../cases/present/small.py");
  let expressions: readonly ExpressionFact[] = [];

  beforeAll(async () => {
    const text = readFileSync(path, "utf8");
    const facts = analyze({ documents: [{ uri: "file:///small.py", version: 1, text }] }, await testParser());
    expressions = facts.documents.flatMap((document) => document.expressions);
  });

  it("give the values that the analysis found", () => {
    const evaluated = expressions.filter(agrees).map((fact) => fact.text);
    expect(evaluated.length).toBeGreaterThan(30);
    for (const text of [
      "np.dot(a, b)",
      "a.T @ c",
      "column + row",
      "a.sum(axis=1, keepdims=True)",
      "np.outer(w, w)",
    ])
      expect(evaluated).toContain(text);
  });

  it("stand in a hover that says something, for every expression", () => {
    expect(expressions.length).toBeGreaterThan(100);
    for (const fact of expressions) {
      const content = hoverContent(fact, { kind: "light", t: english });
      expect(content.line ?? content.unknown ?? content.notes[0], fact.text).toBeTruthy();
      if (fact.values[0]?.data !== undefined && fact.values[0].data.length > 1)
        expect(content.picture, fact.text).not.toBeNull();
    }
  });

  /** Throws where the formula and the numbers differ; false where there is no formula, or no numbers. */
  function agrees(fact: ExpressionFact): boolean {
    const operation = shownOperation(fact.operation);
    if (operation === undefined) return false;
    const formula = operationFormula(operation, boundName(fact), english);
    const result = numbers(operation.result);
    if (formula === null || result === null) return false;
    const arrays = new Map<string, Numbers>();
    for (const operand of operation.operands) {
      const values = numbers(operand);
      if (values === null) {
        if (!/^-?[\d.]+$/.test(operand.text)) return false;
        continue;
      }
      const made = formula.letters.find((entry) => entry.text === operand.text)?.letter;
      const [name = "", transposed] = operand.text.split(/(?=\.T$)/);
      const own = name.length === 1 ? name : `\\mathrm{${name.replaceAll("_", "\\_")}}`;
      arrays.set(made ?? own + (transposed === undefined ? "" : "^{\\top}"), values);
    }
    const equation = parseEquation(formula.tex, arrays);
    for (const place of allIndices(result.shape)) {
      const at = new Map(equation.indices.map((index, axis) => [index, place[axis] ?? 0]));
      expect(equation.right(at), `${fact.text}: ${formula.tex}`).toBeCloseTo(
        valueAt(result, place, fact.text),
        8,
      );
    }
    return true;
  }

  function numbers({ shape, data }: ArrayFact): Numbers | null {
    if (shape === null || data === undefined) return null;
    return { shape: shape.map((size) => size.value ?? 0), data: data.map(Number) };
  }
});
