import { describe, expect, it } from "vitest";
import { english } from "../../src/base/translate";
import type { ExpressionFact, Problem } from "../../src/insight/facts";
import { hoverContent } from "../../src/present/hover";
import { type ShapePiece, shapesView } from "../../src/present/shapes";
import { array, operand, operation } from "./facts";
import { parseSvg } from "./svgReader";

const options = { t: english, width: 388 };
const code = { uri: "file:///a.py", line: 27, text: "w_grad = np.dot(x.T, err) / m" };

const gradient = operation(
  "product",
  "numpy.dot",
  [operand("x.T", ["n=30", "m=364"]), operand("err", ["m=364", 1])],
  array(["n=30", 1]),
);

function expression(text: string, parts: Partial<ExpressionFact>): ExpressionFact {
  return { span: { start: 0, end: text.length }, text, role: "call", values: [], ...parts };
}

const product = expression("np.dot(x.T, err)", { values: [gradient.result], operation: gradient });

function sizes(pieces: readonly ShapePiece[]): string[] {
  return pieces.flatMap((piece) =>
    piece.type === "size" ? [`${piece.text} ${piece.role} ${piece.label}`] : [],
  );
}

describe("the Shapes screen", () => {
  it("shows the line in pieces with the tie of the shared size", () => {
    const [line] = shapesView({ fact: product, code, problems: [] }, options).lines;
    expect(line?.text).toBe("(30, 364) · (364, 1) → (30, 1)");
    expect(sizes(line?.pieces ?? [])).toEqual(["30 n n", "364 m m", "364 m m", "1 k k", "30 n n", "1 k k"]);
    const [tie] = line?.ties ?? [];
    expect(line?.pieces[tie?.from ?? -1]?.text).toBe("364");
    expect(line?.pieces[tie?.to ?? -1]?.text).toBe("364");
    expect(tie).toMatchObject({ role: "m", label: "m", clash: false });
    expect(tie?.from).not.toBe(tie?.to);
  });

  it("is plain data that can cross to the panel, its pictures free of styles", () => {
    const view = shapesView({ fact: product, code, problems: [] }, options);
    expect(JSON.parse(JSON.stringify(view))).toEqual(view);
    expect(view.state).toBe("known");
    expect(view.picture?.svg).toContain("var(--vscode-charts-blue)");
    expect(view.picture?.svg).not.toMatch(/style=|#[0-9a-f]{6}/i);
    expect(view.picture?.width).toBeLessThanOrEqual(388);
    expect(parseSvg(view.picture?.svg ?? "").length).toBeGreaterThan(10);
    expect(view.formula?.tex).toContain("\\sum");
    expect(view.operands.map((each) => `${each.text} ${each.shapeText} ${each.dtype}`)).toEqual([
      "x.T (30, 364) float",
      "err (364, 1) float",
    ]);
  });

  it("gives the three roles of a product to the matrices of a stack, not to how many there are", () => {
    const operands = [operand("q", [32, 196, 64]), operand("k.transpose(0, 2, 1)", [32, 64, 196])];
    const stack = operation("product", "numpy.matmul", operands, array([32, 196, 196]));
    const fact = expression("q @ k", { values: [stack.result], operation: stack });
    const [line] = shapesView({ fact, code, problems: [] }, options).lines;
    const own = sizes(line?.pieces ?? []);
    expect(own).toContain("32 other null");
    expect(own).toContain("196 m m");
    expect(own).toContain("64 n n");
  });

  it("shows no cell, and no example, of an array that has none", () => {
    const operands = [operand("none", [0, 5]), operand("w", [5, 2])];
    const none = operation("product", "numpy.matmul", operands, array([0, 2]));
    const fact = expression("none @ w", { values: [none.result], operation: none });
    const view = shapesView({ fact, code, problems: [] }, options);
    expect(view).toMatchObject({ inside: null, toy: null });
    const low = parseSvg(view.picture?.svg ?? "").filter(
      ({ name, attributes }) => name === "rect" && Number(attributes.height) <= 4,
    );
    expect(low.length).toBeGreaterThan(0);
  });

  it("says whose numbers they are only where the result has some", () => {
    const w = { ...operand("w", [3, 1]), numbers: [1, 1, 1] };
    const known = operation("product", "numpy.dot", [operand("x", [4, 3]), w], array([4, 1]));
    const fact = expression("np.dot(x, w)", { values: [known.result], operation: known });
    const notes = (each: ExpressionFact) =>
      shapesView({ fact: each, code, problems: [], isFirstTime: true }, options).notes;
    expect(notes(fact)).toEqual([]);
    const result = { ...known.result, numbers: [3, 3, 3, 3] };
    expect(notes({ ...fact, values: [result], operation: { ...known, result } })).toEqual([
      "The numbers are your program's own, the first time it gets here.",
    ]);
  });

  it("ties the sizes that clash, and says what would fit", () => {
    const operands = [operand("x", ["m=364", "n=30"]), operand("err", ["m=364", 1])];
    const wrong = operation("product", "numpy.dot", operands, array(null));
    const problem: Problem = {
      span: { start: 0, end: 3 },
      severity: "error",
      code: "matmul-mismatch",
      numpy: "shapes (364,30) and (364,1) not aligned: 30 (dim 1) != 364 (dim 0)",
      operands,
      calls: [{ uri: "file:///a.py", line: 80, text: "layer.fit(x, y)" }],
      fixes: [{ code: "transpose", shape: "(30, 1)", edits: [{ span: { start: 0, end: 1 }, text: "x.T" }] }],
    };
    const facts = [expression("np.dot(x, err)", { operation: wrong }), expression("np.dot(x, err)", {})];
    const [view, same] = facts.map((fact) => shapesView({ fact, code, problems: [problem] }, options));
    if (view === undefined) throw new Error("no view");
    // The analysis has no operation for what raises; the problem has its operands.
    expect(same).toEqual(view);
    expect(view.state).toBe("mismatch");
    expect(view.verdict).toEqual({ severity: "error", text: "does not fit" });
    expect(view.lines.map((line) => line.text)).toEqual(["(364, 30) · (364, 1)"]);
    const [tie] = view.lines[0]?.ties ?? [];
    expect([tie?.clash, tie?.label]).toEqual([true, "≠"]);
    expect(view.lines[0]?.pieces[tie?.from ?? -1]?.text).toBe("30");
    expect(view.problems[0]).toMatchObject({
      heading: "NumPy will raise ValueError",
      numpy: problem.numpy,
      fixes: [{ title: "Use x.T: (30, 1)", shape: "(30, 1)", index: 0 }],
      calls: [{ line: 80, text: "layer.fit(x, y)" }],
    });
    expect(view.problems[0]?.picture?.alt).toContain("do not fit");
    expect(view.picture).toBeNull();
  });

  it("shows what can't be broadcast, with its operator where that is known", () => {
    const problem: Problem = {
      span: { start: 0, end: 3 },
      severity: "error",
      code: "broadcast-mismatch",
      numpy: "operands could not be broadcast together with shapes (5,4) (5,)",
      operands: [operand("z", [5, 4]), operand("b", [5])],
      calls: [],
      fixes: [],
    };
    const view = shapesView({ fact: expression("z + b", {}), code, problems: [problem] }, options);
    expect(view.lines.map((line) => line.text)).toEqual(["(5, 4), (5,)"]);
    expect(hoverContent(expression("z + b", {}), { kind: "dark", t: english, problem }).line).toBe(
      "(5, 4), (5,)",
    );
    for (const [operation, line] of [
      ["operator.add", "(5, 4) + (5,)"],
      ["operator.isub", "(5, 4) − (5,)"],
      ["numpy.maximum", "maximum((5, 4), (5,))"],
    ] as const) {
      const named = { ...problem, operation };
      const told = shapesView({ fact: expression("z + b", {}), code, problems: [named] }, options);
      expect(told.lines.map((each) => each.text)).toEqual([line]);
    }
  });

  it("puts errors before warnings", () => {
    const base = { span: { start: 0, end: 1 }, numpy: null, operands: [], calls: [], fixes: [] };
    const problems: Problem[] = [
      { ...base, severity: "warning", code: "vector-transpose" },
      { ...base, severity: "error", code: "bad-argument" },
    ];
    const view = shapesView({ fact: product, code, problems }, options);
    expect(view.problems.map((each) => each.code)).toEqual(["bad-argument", "vector-transpose"]);
    expect(view.state).toBe("mismatch");
    expect(view.picture).not.toBeNull();
  });

  it("keeps several callers apart", () => {
    const values = [80, 52].map((line) => ({
      ...array([line, 30]),
      caller: { uri: "file:///a.py", line, text: `fit(${line})` },
    }));
    const view = shapesView(
      { fact: expression("x", { role: "parameter", values }), code, problems: [] },
      options,
    );
    expect(view.lines.map((line) => [line.text, line.caller?.line])).toEqual([
      ["(80, 30)", 80],
      ["(52, 30)", 52],
    ]);
    // Both have their samples and their features, though the numbers differ.
    expect(view.lines.map((line) => sizes(line.pieces))).toEqual([
      ["80 m m", "30 n n"],
      ["52 m m", "30 n n"],
    ]);
  });

  it("says why nothing is known, and is empty on nothing", () => {
    const reason = {
      code: "data-dependent",
      args: ["boolean mask"],
      at: { file: "a.py", start: 9, end: 12 },
    } as const;
    const view = shapesView(
      { fact: expression("x[x > 0]", { reason }), code, problems: [] },
      { ...options, lineOf: () => 3 },
    );
    expect([view.state, view.unknown]).toEqual([
      "unknown",
      "The shape depends on the data: boolean mask (line 3).",
    ]);
    expect(shapesView({ fact: null, code: null, problems: [] }, options)).toMatchObject({
      state: "empty",
      lines: [],
    });
  });

  it("lists the places that decided the sizes, with the letters that the picture has", () => {
    const sizes = (...texts: readonly string[]) => texts.map((text) => ({ text, value: Number(text) }));
    const place = { uri: "file:///a.py", line: 7, text: "train_test_split(x)" };
    const step = { ...place, callee: "train_test_split", keywords: [{ name: "test_size", text: "0.2" }] };
    const trail = [
      {
        ...step,
        line: 6,
        callee: "load_iris",
        keywords: [],
        before: null,
        after: sizes("150", "4"),
        decided: sizes("150", "4"),
      },
      { ...step, before: sizes("150", "4"), after: sizes("120", "4"), decided: sizes("120") },
    ];
    const fact = expression("x", { values: [array(["m=120", "n=4"])] });
    const view = shapesView({ fact, code, problems: [], trail }, options);
    expect(
      view.origins.map(({ line, text, pieces }) => [line, text, ...pieces.map((each) => each.text)]),
    ).toEqual([
      [6, "load_iris", "150", ", ", "n 4"],
      [7, "train_test_split", "150 → ", "m 120", ", test_size=0.2"],
    ]);
    expect(view.origins.map(({ roles }) => roles)).toEqual([["n"], ["m"]]);
  });

  it("lists where the sizes came from with their roles", () => {
    const origin = { uri: "file:///a.py", line: 8, text: "train_test_split(x, y)" };
    const shape = [
      { text: "364", value: 364, name: "m", origin },
      { text: "30", value: 30, name: "n", origin: { ...origin, line: 6 } },
    ];
    const view = shapesView(
      { fact: expression("x", { values: [{ ...array([1]), shape }] }), code, problems: [] },
      options,
    );
    expect(view.origins.map((each) => [each.line, each.sizes, each.roles])).toEqual([
      [6, "n = 30", ["n"]],
      [8, "m = 364", ["m"]],
    ]);
  });
});
