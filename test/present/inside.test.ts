import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { english } from "../../src/base/translate";
import { analyze } from "../../src/insight/analyze";
import type { OperandFact, OperationFact } from "../../src/insight/facts";
import { panelPalette } from "../../src/present/palette";
import { type InsideView, insideView } from "../../src/present/picture/inside";
import { litBy, type Part, type Pointed, type Region } from "../../src/present/picture/light";
import { operationPicture } from "../../src/present/picture/picture";
import { equationOf, mixOfColumns, sumOfOuters, sumOfProducts } from "../../src/present/picture/readout";
import { toyTwin } from "../../src/present/picture/toy";
import { hiddenLine, isPredicted, shapeToPredict } from "../../src/present/predict";
import type { Parser } from "../../src/syntax/parser";
import { testParser } from "../syntax/load";
import { array, operand, operation, range } from "./facts";

let parser: Parser;
beforeAll(async () => {
  parser = await testParser();
});

const a = operand("a", [4, 3], { data: range(12, -5) });
const b = operand("b", [3, 2], { data: [1, 0, 2, -1, 0, 3] });
const product = operation(
  "product",
  "numpy.dot",
  [a, b],
  array([4, 2], { data: [-13, -5, -4, 1, 5, 7, 14, 13] }),
);

function look(of: OperationFact, name = "z"): InsideView {
  const inside = insideView(of, name);
  if (inside === null) throw new Error("nothing to look into");
  return inside;
}

const cells = (rows: number, columns: number) =>
  range(rows).flatMap((row) => range(columns).map((column) => ({ row, column })));

const covers = (region: Region, { part, row, column }: Pointed) =>
  region.part === part && (region.row ?? row) === row && (region.column ?? column) === column;

describe("what lights up", () => {
  it("is a row and a column for an element of a product, and all that an input feeds", () => {
    const inside = look(product);
    expect(litBy(inside, { part: "result", row: 2, column: 1 })).toEqual([
      { part: "result", row: 2, column: 1 },
      { part: 0, row: 2, column: null },
      { part: 1, row: null, column: 1 },
    ]);
    expect(litBy(inside, { part: 0, row: 2, column: 1 })).toContainEqual({
      part: "result",
      row: 2,
      column: null,
    });
    expect(litBy(inside, { part: 1, row: 1, column: 0 })).toContainEqual({
      part: "result",
      row: null,
      column: 0,
    });
  });

  // Whatever the operation: an input lights an element exactly when that element lights the input.
  const operations: readonly (readonly [string, OperationFact])[] = [
    ["a product", product],
    ["a product with a vector", operation("product", "numpy.dot", [a, operand("v", [3])], array([4]))],
    ["a vector times a matrix", operation("product", "numpy.dot", [operand("v", [4]), a], array([3]))],
    ["a sum", operation("elementwise", "operator.add", [a, operand("c", [4, 3])], array([4, 3]))],
    ["a stretched row", operation("elementwise", "operator.add", [a, operand("v", [3])], array([4, 3]))],
    [
      "a stretched column",
      operation("elementwise", "operator.sub", [operand("v", [4, 1]), a], array([4, 3])),
    ],
    [
      "two that stretch",
      operation("elementwise", "operator.add", [operand("v", [4, 1]), operand("r", [3])], array([4, 3])),
    ],
    ["a transpose", operation("transpose", "ndarray.T", [a], array([3, 4]))],
    ["a reshape", operation("reshape", "ndarray.reshape", [a], array([2, 6]))],
    ["a reshape of a vector", operation("reshape", "ndarray.reshape", [operand("v", [6])], array([6, 1]))],
    ["a sum down", operation("reduce", "numpy.sum", [a], array([3]), 0)],
    ["a sum across", operation("reduce", "numpy.sum", [a], array([4]), 1)],
    ["a sum across that keeps", operation("reduce", "numpy.sum", [a], array([4, 1]), -1)],
    ["a sum of all", operation("reduce", "numpy.sum", [a], array([]), null)],
    ["a sum of a vector", operation("reduce", "numpy.sum", [operand("v", [5])], array([]), 0)],
  ];
  for (const [name, of] of operations) {
    it(`agrees in both directions for ${name}`, () => {
      const inside = look(of);
      for (const made of cells(inside.result.rows, inside.result.columns)) {
        const element: Pointed = { part: "result", ...made };
        for (const [part, matrix] of inside.operands.entries())
          for (const place of cells(matrix.rows, matrix.columns)) {
            const input: Pointed = { part: part as Part, ...place };
            // For a product, a factor meets one element of the other operand in each sum; those light up as well.
            const forth = litBy(inside, element).some((region) => covers(region, input));
            const back = litBy(inside, input).some((region) => covers(region, element));
            expect([place, made, back]).toEqual([place, made, forth]);
          }
      }
    });
  }

  it("follows the order in which NumPy reads a reshape", () => {
    const inside = look(operation("reshape", "ndarray.reshape", [a], array([2, 6])));
    // Element 7 of twelve.
    expect(litBy(inside, { part: 0, row: 2, column: 1 })[1]).toEqual({ part: "result", row: 1, column: 1 });
  });
});

describe("what an element is made of", () => {
  it("is the sum of its products, which come to what NumPy gets", () => {
    const sum = sumOfProducts(look(product), 2, 1);
    expect(sum?.element).toBe("z[2, 1]");
    expect(
      sum?.terms.map(({ factors, values, product }) => [...factors, ...(values ?? []), product]),
    ).toEqual([
      ["a[2, 0]", "b[0, 1]", "1", "0", "0"],
      ["a[2, 1]", "b[1, 1]", "2", "−1", "−2"],
      ["a[2, 2]", "b[2, 1]", "3", "3", "9"],
    ]);
    expect(sum?.total).toBe("7");
  });

  it("names an element of an expression as Python would read it", () => {
    const named = (text: string) => {
      const inside = look(operation("elementwise", "numpy.exp", [operand(text, [2, 2])], array([2, 2])));
      return equationOf(inside, 0, 1).names;
    };
    expect(named("x - mean")).toContain("(x - mean)[0, 1]");
    expect(named("f(x - 1).T")).toContain("f(x - 1).T[0, 1]");
    expect(named("-z")).toContain("(-z)[0, 1]");
  });

  it("lists six terms of a long sum, and adds up the others", () => {
    const row = operand("r", [1, 30], { data: range(30) });
    const column = operand("c", [30, 1], { data: range(30).map(() => 1) });
    const sum = sumOfProducts(
      look(operation("product", "numpy.dot", [row, column], array([1, 1], { data: [435] }))),
      0,
      0,
    );
    expect([sum?.terms.length, sum?.more, sum?.rest, sum?.total]).toEqual([6, 24, "420", "435"]);
  });

  it("has names without numbers where the program does not fix them", () => {
    const unknown = operation(
      "product",
      "numpy.dot",
      [operand("x.T", [30, 364]), operand("err", [364, 1])],
      array([30, 1]),
    );
    const sum = sumOfProducts(look(unknown, "w_grad"), 21, 0);
    expect(sum).toMatchObject({ element: "w_grad[21, 0]", total: null, more: 358, rest: null, count: 364 });
    expect(sum?.terms[0]).toEqual({
      factors: ["x.T[21, 0]", "err[0, 0]"],
      values: null,
      product: null,
      size: null,
    });
  });

  it("is a mix of columns, or a sum of outer products", () => {
    const inside = look(product);
    expect(mixOfColumns(inside, 1)?.parts[2]).toEqual({
      left: [["−3"], ["0"], ["3"], ["6"]],
      right: [["3"]],
      names: ["a[:, 2]", "b[2, 1]"],
    });
    expect(sumOfOuters(inside)?.parts[0]?.right).toEqual([["1", "0"]]);
  });

  it("is one line for everything else", () => {
    const stretched = operation(
      "elementwise",
      "operator.add",
      [a, operand("v", [3], { data: [10, 20, 30] })],
      array([4, 3], { data: range(12).map((at) => at - 5 + 10 * ((at % 3) + 1)) }),
    );
    expect(equationOf(look(stretched), 1, 2)).toEqual({
      names: "z[1, 2] = a[1, 2] + v[2]",
      numbers: "0 + 30 = 30",
    });
    const down = operation("reduce", "numpy.sum", [a], array([3], { data: [-2, 2, 6] }), 0);
    expect(equationOf(look(down, "s"), 0, 1)).toEqual({
      names: "s[1] = sum(a[:, 1])",
      numbers: "sum(−4, −1, 2, 5) = 2",
    });
    expect(equationOf(look(operation("transpose", "ndarray.T", [a], array([3, 4])), "t"), 2, 0).names).toBe(
      "t[2, 0] = a[0, 2]",
    );
  });
});

describe("the marks of a picture", () => {
  it("have the rows and columns of each matrix", () => {
    const { svg } = operationPicture(product, "z", {
      palette: panelPalette,
      t: english,
      width: 440,
      pointing: true,
    });
    const marks = [...svg.matchAll(/data-part="([^"]*)" data-rows="([^"]*)" data-columns="([^"]*)"/g)].map(
      (match) => match.slice(1),
    );
    expect(marks).toEqual([
      ["0", "0,1,2,3", "0,1,2"],
      ["1", "0,1,2", "0,1"],
      ["result", "0,1,2,3", "0,1"],
    ]);
  });

  it("are left out where nobody points", () => {
    const { svg } = operationPicture(product, "z", { palette: panelPalette, t: english, width: 440 });
    expect(svg).not.toContain("data-part");
  });
});

describe("the ink of a large matrix", () => {
  const drawn = (data: readonly number[]) =>
    operationPicture(
      operation(
        "product",
        "numpy.dot",
        [operand("x", [364, 30]), operand("w", [30, 1], { data })],
        array([364, 1]),
      ),
      "z",
      { palette: panelPalette, t: english, width: 440, pointing: true },
    ).svg.match(/<path[^>]*fill-opacity/g)?.length ?? 0;

  it("says how much its values are, and nothing where all are the same", () => {
    expect(drawn(range(30))).toBeGreaterThan(3);
    expect(drawn(range(30).map(() => 1))).toBe(0);
  });
});

describe("the toy twin", () => {
  const literal = ({ shape, data }: Pick<OperandFact, "shape" | "data">): string =>
    `np.array([${(data ?? []).join(", ")}]).reshape(${(shape ?? []).map(({ value }) => value).join(", ")}${shape?.length === 1 ? "," : ""})`;

  /** What the interpreter, which is tested against NumPy, makes of the twin's operands. */
  function interpreted(
    twin: OperationFact,
    code: (names: readonly string[]) => string,
  ): readonly number[] | undefined {
    const names = twin.operands.map((_, index) => `v${index}`);
    const lines = twin.operands.map((each, index) => `v${index} = ${literal(each)}`);
    const text = `import numpy as np\n${lines.join("\n")}\nresult = ${code(names)}\n`;
    const [document] = analyze({ documents: [{ uri: "toy.py", version: 1, text }] }, parser).documents;
    const stored = document?.expressions.find(
      ({ role, text: name }) => role === "store" && name === "result",
    );
    return stored?.values[0]?.data?.map(Number);
  }

  const cases: readonly (readonly [string, OperationFact, (names: readonly string[]) => string])[] = [
    [
      "a gradient",
      operation(
        "product",
        "numpy.dot",
        [operand("x.T", ["n=30", "m=364"]), operand("err", ["m=364", 1])],
        array(["n=30", 1]),
      ),
      ([x, y]) => `${x} @ ${y}`,
    ],
    [
      "a layer",
      operation(
        "product",
        "operator.matmul",
        [operand("x", [64, 784]), operand("w", [784, 10])],
        array([64, 10]),
      ),
      ([x, y]) => `${x} @ ${y}`,
    ],
    [
      "a product with a vector",
      operation("product", "numpy.dot", [operand("x", [364, 30]), operand("w", [30])], array([364])),
      ([x, y]) => `${x} @ ${y}`,
    ],
    [
      "a bias",
      operation(
        "elementwise",
        "operator.add",
        [operand("z", [364, 10]), operand("b", [10])],
        array([364, 10]),
      ),
      ([x, y]) => `${x} + ${y}`,
    ],
    [
      "a column",
      operation(
        "elementwise",
        "operator.sub",
        [operand("z", [364, 10]), operand("c", [364, 1])],
        array([364, 10]),
      ),
      ([x, y]) => `${x} - ${y}`,
    ],
    [
      "an exponential",
      operation("elementwise", "numpy.exp", [operand("z", [364, 10])], array([364, 10])),
      ([x]) => `np.exp(${x})`,
    ],
    [
      "a transpose",
      operation("transpose", "ndarray.T", [operand("x", [364, 30])], array([30, 364])),
      ([x]) => `${x}.T`,
    ],
    [
      "a sum down",
      operation("reduce", "numpy.sum", [operand("x", [364, 30])], array([30]), 0),
      ([x]) => `${x}.sum(axis=0)`,
    ],
    [
      "a mean across",
      operation("reduce", "numpy.mean", [operand("x", [364, 30])], array([364]), 1),
      ([x]) => `${x}.mean(axis=1)`,
    ],
    [
      "a maximum",
      operation("reduce", "numpy.max", [operand("x", [364, 30])], array([]), null),
      ([x]) => `${x}.max()`,
    ],
  ];
  for (const [name, of, code] of cases) {
    it(`is worked out as NumPy would for ${name}`, () => {
      const twin = toyTwin(of);
      if (twin === null) throw new Error("no twin");
      const expected = interpreted(twin, code);
      expect(expected).toBeDefined();
      expect(twin.result.data?.length).toBe(expected?.length);
      for (const [at, value] of (twin.result.data ?? []).entries())
        expect(value).toBeCloseTo(expected?.[at] ?? Number.NaN, 9);
    });
  }

  it("keeps apart what was apart, and is left out where it can't", () => {
    const twin = toyTwin(
      operation("product", "numpy.dot", [operand("x", [364, 30]), operand("w", [30, 10])], array([364, 10])),
    );
    expect(new Set(twin?.operands.flatMap(({ shape }) => shape?.map(({ value }) => value) ?? [])).size).toBe(
      3,
    );
    expect(
      toyTwin(
        operation("product", "numpy.einsum", [operand("x", [3, 4]), operand("y", [4, 5])], array([3, 5])),
      ),
    ).toBeNull();
    expect(toyTwin(operation("elementwise", "numpy.erf", [operand("x", [3, 4])], array([3, 4])))).toBeNull();
  });
});

describe("a prediction", () => {
  it("may be written as one likes", () => {
    for (const typed of ["(30, 1)", "30,1", "30 1", " ( 30 , 1 ) ", "30x1", "30 × 1", "[30, 1]"])
      expect(isPredicted(typed, "(30, 1)")).toBe(true);
    for (const typed of ["(1, 30)", "30", "(30,)", "301", ""])
      expect(isPredicted(typed, "(30, 1)")).toBe(false);
    expect(isPredicted("3", "(3,)")).toBe(true);
    expect(isPredicted("m - 1, n", "(m - 1, n)")).toBe(true);
  });

  it("holds for a shape as it is shown, and for no other", () => {
    const shapes = fc.array(fc.integer({ min: 1, max: 999 }), { minLength: 1, maxLength: 4 });
    const text = (sizes: readonly number[]) => `(${sizes.join(", ")}${sizes.length === 1 ? "," : ""})`;
    fc.assert(
      fc.property(shapes, shapes, (one, other) => {
        expect(isPredicted(text(one), text(other))).toBe(one.join() === other.join());
      }),
    );
  });

  it("hides what comes after the arrow, and the ties that reach there", () => {
    const line = {
      caller: null,
      dtype: "float",
      text: "(3, 2) · (2,) → (3,)",
      ties: [],
      pieces: [
        { type: "text" as const, text: "(3, 2) · (2,) → (" },
        { type: "text" as const, text: "3,)" },
      ],
    };
    expect(hiddenLine(line)).toMatchObject({ text: "(3, 2) · (2,) → ?", dtype: "" });
    const view = { state: "known" as const, lines: [line], operands: [{}] };
    expect(shapeToPredict(view as never)).toBe("(3,)");
    expect(shapeToPredict({ ...view, lines: [line, line] } as never)).toBeNull();
  });
});
