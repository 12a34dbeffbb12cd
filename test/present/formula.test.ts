import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { DtypeKind } from "../../src/algebra/abstract";
import { english } from "../../src/base/translate";
import type { OperationFact } from "../../src/insight/facts";
import { operationFormula } from "../../src/present/formula/formula";
import { createTypesetter } from "../../src/typeset/typesetter";
import { array, operand, operation } from "./facts";
import { allIndices, type Numbers, parseEquation, valueAt } from "./texEvaluator";

interface Case {
  readonly kind: OperationFact["kind"];
  readonly name: string;
  readonly operands: readonly (Values & { readonly text: string })[];
  readonly result: Values;
  readonly bound: string;
  readonly axis?: number | null;
}

interface Values {
  readonly shape: readonly number[];
  readonly dtype: DtypeKind;
  readonly data: readonly (number | boolean)[];
}

const path = join(import.meta.dirname, "../cases/present/formulas.json");
const cases: readonly Case[] = JSON.parse(readFileSync(path, "utf8"));

function factOf(each: Case): OperationFact {
  const operands = each.operands.map(({ text, shape, dtype, data }) => operand(text, shape, { dtype, data }));
  return operation(each.kind, each.name, operands, array(each.result.shape, each.result), each.axis);
}

function numbers(values: Values): Numbers {
  return { shape: values.shape, data: values.data.map(Number) };
}

/** What the TeX of a name stands for: the operand of that text, or of the text behind a made-up letter. */
function arraysOf(each: Case, letters: readonly { letter: string; text: string }[]): Map<string, Numbers> {
  const map = new Map<string, Numbers>();
  for (const { text, ...values } of each.operands) {
    const made = letters.find((entry) => entry.text === text);
    const name = text.replace(/\.T$/, "");
    const transposed = name === text ? "" : "^{\\top}";
    for (const form of [name, name.replace(/^self\./, "")]) {
      const tex = form.length === 1 ? form : `\\mathrm{${form.replaceAll("_", "\\_")}}`;
      if (!map.has(tex + transposed)) map.set(tex + transposed, numbers(values));
    }
    if (made !== undefined) map.set(made.letter, numbers(values));
  }
  return map;
}

describe("the formula of an operation", () => {
  const typeset = createTypesetter();

  it.each(cases.map((each, index) => [index, each] as const))(
    "case %i means what NumPy computes",
    (_, each) => {
      const formula = operationFormula(factOf(each), each.bound, english);
      if (formula === null) throw new Error(`no formula for ${each.name}`);
      const equation = parseEquation(formula.tex, arraysOf(each, formula.letters));
      expect(equation.indices).toHaveLength(each.result.shape.length);
      const result = numbers(each.result);
      for (const place of allIndices(result.shape)) {
        const at = new Map(equation.indices.map((index, axis) => [index, place[axis] ?? 0]));
        for (const [axis, index] of equation.indices.entries())
          if (index === "0") expect(result.shape[axis]).toBe(1);
        expect(equation.right(at), formula.tex).toBeCloseTo(valueAt(result, place, "result"), 9);
      }
      expect(typeset(formula.tex, { display: true }).kind, formula.tex).toBe("formula");
      expect(formula.spoken).not.toMatch(/[\\{}]/);
    },
  );

  it("reads as a textbook has it", () => {
    const x = operand("x.T", ["n=30", "m=364"]);
    const err = operand("err", ["m=364", 1]);
    const formula = operationFormula(
      operation("product", "numpy.dot", [x, err], array(["n=30", 1])),
      "w_grad",
      english,
    );
    expect(formula?.tex).toBe(
      String.raw`\mathrm{w\_grad}_{i,0} = \sum_{j=0}^{363} x^{\top}_{ij} \, \mathrm{err}_{j,0}`,
    );
    expect(formula?.spoken).toBe(
      "w_grad sub i 0 equals the sum over j from 0 to 363 of x transposed sub i j times err sub j 0",
    );
  });

  it.each([
    ["n", "n - 1"],
    ["n - 1", "n - 2"],
    ["m + 1", "m"],
    ["n_features", String.raw`\mathrm{n\_features} - 1`],
    ["2*n", String.raw`2 \cdot n - 1`],
  ])("sums up to the last index of a size of %s", (size, last) => {
    const fact = operation(
      "product",
      "operator.matmul",
      [operand("a", [4, size]), operand("b", [size])],
      array([4]),
    );
    expect(operationFormula(fact, "", english)?.tex).toBe(
      String.raw`c_{i} = \sum_{j=0}^{${last}} a_{ij} \, b_{j}`,
    );
  });

  it.each([
    operation("product", "numpy.einsum", [operand("a", [2, 3]), operand("b", [3, 2])], array([2, 2])),
    operation("product", "numpy.dot", [operand("a", null), operand("b", [3, 2])], array(null)),
    operation("product", "numpy.dot", [operand("a", [2, 0]), operand("b", [0, 2])], array([2, 2])),
    operation("elementwise", "numpy.clip", [operand("a", [2])], array([2])),
    operation("elementwise", "numpy.power", [operand("a", [2])], array([2])),
    operation("reduce", "numpy.sum", [operand("a", [2, 3, 4])], array([3])),
    operation("reduce", "numpy.median", [operand("a", [2, 3])], array([3]), 0),
    operation("reduce", "numpy.sum", [operand("a", [2, 3])], array([3]), 5),
    operation("transpose", "numpy.transpose", [operand("a", [2, 3, 2])], array([2, 2, 3])),
    operation("reshape", "numpy.reshape", [operand("a", [2, 6])], array([3, 4])),
    operation("create", "numpy.zeros", [], array([3, 4])),
  ])("says nothing where the fact does not fix it (%#)", (fact) => {
    expect(operationFormula(fact, "", english)).toBeNull();
  });

  it("keeps apart what the program keeps apart", () => {
    const two = operation(
      "elementwise",
      "operator.sub",
      [operand("w", [3]), operand("self.w", [3])],
      array([3]),
    );
    expect(operationFormula(two, "z", english)?.tex).toBe(String.raw`z_{i} = w_{i} - \mathrm{self.w}_{i}`);
    const update = operation(
      "elementwise",
      "operator.sub",
      [operand("w", [3]), operand("b * 2", [3])],
      array([3]),
    );
    const formula = operationFormula(update, "w", english);
    expect(formula?.tex).toBe(String.raw`w_{i} \leftarrow w_{i} - a_{i}`);
    expect(formula?.letters).toEqual([{ letter: "a", text: "b * 2" }]);
  });
});
