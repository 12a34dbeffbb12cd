import { describe, expect, it } from "vitest";
import { Analyzer } from "../../src/insight/analyze";
import { factAt } from "../../src/insight/factAt";
import { analyzeInProject } from "../../src/insight/project";
import { shapesReport } from "../../src/insight/shapesReport";
import { testParser } from "../syntax/load";
import { analyzed, expressions, file, shapeOf, shapeText } from "./shapesOf";

const np = "import numpy as np\n";

describe("facts", () => {
  it("keeps the shapes of several callers apart, with the line of each call", () => {
    const text = `${np}def f(x):\n    return x * 2\na = f(np.ones((3, 2)))\nb = f(np.ones(5))\n`;
    const parameter = expressions(text).find((each) => each.role === "parameter");
    expect(parameter?.values.map((value) => [value.shape?.length, value.caller?.line])).toEqual([
      [2, 4],
      [1, 5],
    ]);
  });

  it("names sizes by what the program calls them", () => {
    const text = `${np}x = np.random.randn(364, 30)\nm, n = x.shape\nw = np.ones((n, 1))\n`;
    const [m, n] =
      expressions(text).find((each) => each.role === "store" && each.text === "x")?.values[0]?.shape ?? [];
    expect([m?.name, m?.origin?.line, n?.name]).toEqual(["m", 3, "n"]);
  });

  it("knows small arrays exactly, and forgets them when they are written to", () => {
    const text = `${np}b = np.arange(0, 3).reshape(3, 1)\nc = b\nb[0] = 5\nd = c + 0\n`;
    const facts = expressions(text);
    expect(facts.find((each) => each.role === "store" && each.text === "b")?.values[0]?.data).toEqual([
      0, 1, 2,
    ]);
    expect(facts.find((each) => each.role === "store" && each.text === "d")?.values[0]?.data).toBeUndefined();
  });

  it("draws the numbers of a seeded program, and in a long one of many parts leaves the parts apart", () => {
    const part = (at: number) => `a${at} = np.random.rand(4)\nb${at} = a${at} - 0.5\n`;
    const parts = (count: number) => Array.from({ length: count }, (_, at) => part(at)).join("");
    const program = (count: number) =>
      `${np}np.random.seed(1)\n${parts(count)}c = np.random.rand(2)\nd = c + 1\n`;
    const numbers = (text: string) =>
      expressions(text).findLast(({ role, text: name }) => role === "store" && name === "d")?.values[0];
    expect(numbers(program(2))?.data).toHaveLength(2);
    expect(numbers(program(500))?.data).toBeUndefined();
    expect(shapeOf(program(500), "d")).toBe("(2,)");
  });

  it("tells of a name that is bound twice at once what it holds then", () => {
    const facts = expressions(`${np}_, _, v = np.linalg.svd(np.ones((4, 3)))\nw = _ + 0\n`);
    const stores = facts.filter(({ role, text }) => role === "store" && text !== "v").map(shapeText);
    expect(stores).toEqual(["(3,)", "(3,)", "(3,)"]);
  });

  it("tells the operation with its operands", () => {
    const text = `${np}x = np.ones((4, 3))\nz = np.dot(x, np.ones((3, 1)))\ns = x.sum(axis=0)\n`;
    const facts = expressions(text);
    expect(facts.find((each) => each.text === "np.dot(x, np.ones((3, 1)))")?.operation).toMatchObject({
      kind: "product",
      operands: [{ text: "x" }, { text: "np.ones((3, 1))" }],
    });
    expect(facts.find((each) => each.text === "x.sum(axis=0)")?.operation).toMatchObject({
      kind: "reduce",
      axis: 0,
    });
  });

  it("finds the innermost expression", () => {
    const text = `${np}y = np.exp(np.ones(3) + 1)\n`;
    const facts = analyzed(text);
    expect(factAt(facts, file, text.indexOf("ones"))?.text).toBe("np.ones(3)");
    expect(factAt(facts, file, text.indexOf("exp"))?.text).toBe("np.exp(np.ones(3) + 1)");
    expect(factAt(facts, file, 3)).toBeNull();
  });

  it("reads what is stated of parameters of functions that nobody calls", () => {
    const text = `${np}def f(x, w):\n    # x: (m, n), w: (n, k)\n    z = x @ w\n    return z\ndef g(X):\n    """X : array of shape (rows, 3)"""\n    y = X.T\ndef h(A):\n    a, b = A.shape\n    B = A.T\n`;
    expect(shapeOf(text, "z")).toBe("(m, k)");
    expect(shapeOf(text, "y")).toBe("(3, rows)");
    expect(shapeOf(text, "B")).toBe("(b, a)");
  });

  it("reads jaxtyping's annotations", () => {
    expect(shapeOf(`def f(x: Float[ndarray, "batch 28 28"]):\n    y = x[0]\n`, "y")).toBe("(28, 28)");
  });

  it("joins the cells of a notebook", () => {
    const documents = [
      { uri: "a", version: 1, text: "%matplotlib inline\nimport numpy as np\nn = 4" },
      { uri: "b", version: 1, text: "x = np.zeros((n, 2))" },
    ];
    const facts = analyzed("", { documents });
    expect(shapeText(facts.documents[1]?.expressions.find((each) => each.role === "store"))).toBe("(4, 2)");
  });

  it("imports files of the project, and sees them as their importers use them", async () => {
    const sources = new Map([
      ["/p/pkg/__init__.py", "from .layers import Dense\n"],
      [
        "/p/pkg/layers.py",
        `${np}class Dense:\n    def __init__(self, n, m):\n        self.w = np.zeros((n, m))\n`,
      ],
      ["/p/train.py", "from pkg import *\nimport pkg.layers as L\na = Dense(3, 4).w\nb = L.Dense(5, 6).w\n"],
    ]);
    const text = sources.get("/p/train.py") ?? "";
    const documents = [{ uri: "/p/train.py", version: 1, text }];
    const facts = analyzed("", { documents, sources });
    const stores = facts.documents[0]?.expressions.filter((each) => each.role === "store") ?? [];
    expect(stores.map(shapeText)).toEqual(["(3, 4)", "(5, 6)"]);
    const layers = { uri: "/p/pkg/layers.py", version: 1, text: sources.get("/p/pkg/layers.py") ?? "" };
    const inProject = analyzeInProject(new Analyzer(await testParser()), { document: layers, sources });
    const weight = inProject.documents[0]?.expressions.find((each) => each.text === "self.w");
    expect(shapeText(weight)).toBe("(3, 4) | (5, 6)");
  });

  it("finds classes that train, with their data set", () => {
    const text = `${np}from sklearn.datasets import load_iris\nd = load_iris()\nclass Net:\n    def fit(self, x):\n        for i in range(9):\n            self.w -= 0.1 * x\nclass Other:\n    pass\n`;
    expect(analyzed(text).documents[0]?.classes).toMatchObject([{ name: "Net", dataset: "sklearn:iris" }]);
  });

  it("prints the report of the command line", () => {
    const text = `${np}x = np.ones(3)\ny = 2\nz = x @ np.ones(4)\n`;
    const report = shapesReport(analyzed(text), new Map([[file, { file: "a.py", cell: null, text }]]), {
      reason: (reason) => reason.code,
      message: (problem) => problem.numpy ?? problem.code,
      title: (fix) => fix.code,
    });
    expect(report.expressions).toContainEqual({
      file: "a.py",
      cell: null,
      line: 2,
      col: 0,
      endLine: 2,
      endCol: 1,
      shape: "(3,)",
      dtype: "float",
    });
    expect(report.expressions.find((each) => each.line === 3)).toMatchObject({ shape: null, dtype: "int" });
    expect(report.problems).toHaveLength(1);
    expect(report.problems[0]).toMatchObject({ line: 4, col: 4, endCol: 18, severity: "error" });
  });

  it("reads a program in a hurry that is not read to its end otherwise", async () => {
    const parser = await testParser();
    const text = `import numpy as np
def fold(x):
    parts = []
    for i in range(40):
        parts.append(np.zeros((x.shape[0], i % 7)))
        for j in range(40):
            parts[i] = parts[i] + np.ones((x.shape[0], 1)) * (j + i)
    return x.T
a = fold(np.zeros((3, 2)))
b = fold(np.zeros((5, 4)))
`;
    const within = (steps: number) =>
      new Analyzer(parser, { budget: { steps } }).analyze({ documents: [{ uri: file, version: 1, text }] });
    const calm = within(1_000_000);
    const hurried = within(8_000);
    expect(hurried.stopped).toBeUndefined();
    expect(hurried.coverage).toEqual(calm.coverage);
  });

  it("claims of a path that the data choose no level of a recursion", () => {
    const text = `${np}def leaf(y):\n    return y.mean()\ndef grow(y):\n    if y.std() < 0.1:\n        return leaf(y)\n    return grow(y[y > 0.5])\ngrow(np.random.rand(8))\n`;
    const [ofLeaf, ofTree] = expressions(text).filter((each) => each.role === "parameter");
    expect([shapeText(ofLeaf), shapeText(ofTree)]).toEqual(["(k2,)", "(8,) | (k2,)"]);
  });

  it("stops at its budget with what it has found", () => {
    const loop = `${np}a = np.ones(3)\nx = [1]\nwhile True:\n    for i in range(10 ** 6):\n        for j in range(10 ** 6):\n            x = [x, x, i * j]\n`;
    const start = performance.now();
    const facts = analyzed(`${loop}b = np.ones(4)\n`);
    expect(performance.now() - start).toBeLessThan(5000);
    expect(shapeText(facts.documents[0]?.expressions.find((each) => each.text === "a"))).toBe("(3,)");
  });
});

describe("what is claimed", () => {
  it("is nothing of a function that is called where the budget did not reach", async () => {
    const slow =
      "x = [1]\nfor i in range(10 ** 6):\n    for j in range(10 ** 6):\n        x = [x, x, i * j]\n";
    const text = `${np}def f(x):\n    return x * 2\ndef g(x):\n    return x * 3\na = f(np.ones(3))\nb = g(np.ones(3))\n${slow}c = f(np.ones((4, len(x))))\n`;
    const facts = new Analyzer(await testParser(), { budget: { steps: 250 } }).analyze({
      documents: [{ uri: file, version: 1, text }],
    });
    const reasonOf = (source: string) =>
      facts.documents[0]?.expressions.find((each) => each.text === source)?.reason?.code;
    expect(facts.stopped).toBeDefined();
    expect([reasonOf("x * 2"), reasonOf("x * 3"), reasonOf("f(np.ones(3))")]).toEqual([
      "budget",
      undefined,
      undefined,
    ]);
  });

  it("is nothing of what a function that nobody calls supposes", () => {
    const text = `${np}def f(x):\n    return x * 2\ndef unused(n=7):\n    return f(np.ones(n))\na = f(np.ones((3, 2)))\n`;
    const facts = expressions(text);
    expect(facts.find((each) => each.text === "x * 2")?.values.map((each) => each.shape?.length)).toEqual([
      2,
    ]);
    expect(facts.find((each) => each.text === "x * 2")?.supposed).toBeUndefined();
    expect(facts.find((each) => each.text === "np.ones(n)")?.supposed).toBe(true);
  });

  it("is no shape where another visit brought something unknown", () => {
    const text = `${np}import nowhere\ndef f(x):\n    return x * 2\na = f(np.ones((3, 2)))\nb = f(nowhere.load())\n`;
    const facts = analyzed(text);
    const product = facts.documents[0]?.expressions.find((each) => each.text === "x * 2");
    expect([product?.values.length, product?.reason?.code]).toEqual([1, "unknown-import"]);
    const words = { reason: () => "why", message: () => "", title: () => "" };
    const report = shapesReport(facts, new Map(), words);
    expect(report.expressions.filter((each) => each.reason === "why" && each.shape !== null)).toEqual([]);
    expect(report.expressions.some((each) => each.shape === "(3, 2)")).toBe(true);
  });

  it("is not the whole truth of rows that a condition may leave out to the last", () => {
    const text = `${np}x = np.random.rand(9, 2)\na = np.array([s for s in x if s[0] > 0.5])\nb = []\nfor s in x:\n    if s[0] > 0.5:\n        b.append(s)\nc = np.array(b)\nd = [x[0]]\nfor s in x:\n    if s[0] > 0.5:\n        d.append(s)\ne = np.array(d)\nf = np.array([s[0] for s in x if s[0] > 0.5])\ng = a.mean(axis=0)\n`;
    const stores = expressions(text).filter((each) => each.role === "store");
    const open = stores.filter((each) => each.reason !== undefined).map((each) => each.text);
    expect(open).toEqual(["a", "c"]);
    expect(shapeOf(text, "g")).toBe("(2,)");
  });

  it("lists the shapes that callers give, not those of defaults", async () => {
    const made = { uri: "/p/data.py", version: 1, text: `${np}def make(n=40):\n    return np.ones(n)\n` };
    const sources = new Map([["/p/train.py", "from data import make\nx = make(50)\n"]]);
    const facts = analyzeInProject(new Analyzer(await testParser()), { document: made, sources });
    const ones = facts.documents[0]?.expressions.find((each) => each.text === "np.ones(n)");
    expect(ones?.values.map((each) => each.shape?.map((size) => size.text))).toEqual([["50"]]);
  });
});

describe("exact values", () => {
  it("are not shown where the dtype wraps around or rounds", () => {
    const text = `import numpy as np
a = np.array([250], dtype=np.uint8) + np.uint8(10)
b = np.array([250]) + 10
`;
    const dataOf = (name: string) => expressions(text).find((each) => each.text === name)?.values[0]?.data;
    expect(dataOf("a")).toBeUndefined();
    expect(dataOf("b")).toEqual([260]);
  });
});

describe("a name that is bound", () => {
  const operationOf = (text: string, name: string) =>
    expressions(`import numpy as np\n${text}`).findLast((each) => each.role === "store" && each.text === name)
      ?.operation;

  it("tells what made it, with the operands of its right side", () => {
    const text = "x = np.ones((10, 3))\nw = np.ones((3, 1))\nz = np.dot(x, w)\n";
    expect(operationOf(text, "z")).toMatchObject({
      kind: "product",
      name: "numpy.dot",
      operands: [{ text: "x" }, { text: "w" }],
    });
  });

  it("tells for each shape of an attribute what made that one", () => {
    const text =
      "class A:\n    def f(self, x):\n        self.z = x @ x.T\na = A()\na.f(np.ones((2, 3)))\na.f(np.ones((4, 5)))\n";
    const fact = expressions(`import numpy as np\n${text}`).find((each) => each.text === "self.z");
    expect(
      fact?.values.map((value) => value.operation?.operands[0]?.shape?.map((size) => size.text)),
    ).toEqual([
      ["2", "3"],
      ["4", "5"],
    ]);
  });

  it("is not said to be made by what it is only updated with, nor by another name", () => {
    expect(operationOf("w = np.ones((3, 1))\ng = np.ones((3, 1))\nw -= 0.1 * g\n", "w")).toBeUndefined();
    expect(operationOf("w = np.ones((3, 1)) * 2\nv = w\n", "v")).toBeUndefined();
  });
});
