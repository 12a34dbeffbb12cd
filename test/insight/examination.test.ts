import { beforeAll, describe, expect, it } from "vitest";
import { type Examination, examine } from "../../src/insight/examination";
import type { Parser } from "../../src/syntax/parser";
import { testParser } from "../syntax/load";

let parser: Parser;

beforeAll(async () => {
  parser = await testParser();
});

function examined(...texts: readonly string[]): Examination {
  const parse = (text: string) => parser.parse(text);
  return examine({ parts: texts.map((text, at) => ({ file: `cell ${at}`, module: parse(text) })), parse });
}

const neuron = `import numpy as np

class Neuron:
    def __init__(self):
        self.w = np.array([[0.5], [-1.0]])
        self.b = 0.1

    def forpass(self, x):
        return np.dot(x, self.w) + self.b

x = np.array([[1.0, 2.0], [0.0, -1.0], [3.0, 1.0]])
neuron = Neuron()
z = neuron.forpass(x)
a = 1 / (1 + np.exp(-z))
names = ["a", 3, None, True]
`;

describe("the examination of a program", () => {
  it("tells values of any expression, asked after the end", () => {
    const program = examined(neuron);
    expect(program.valueOf("x[0]")).toEqual({ kind: "array", shape: [2], values: [1, 2] });
    const z = program.valueOf("neuron.forpass(x)");
    expect(z?.kind === "array" ? z.values.map((each) => each.toFixed(3)) : z).toEqual([
      "-1.400",
      "1.100",
      "0.600",
    ]);
    expect(program.shapeOf("np.dot(x.T, a)")).toEqual([2, 1]);
    expect(program.shapeOf("len(x)")).toEqual([]);
    expect(program.valueOf("len(x)")).toEqual({ kind: "number", value: 3 });
    expect(program.valueOf("np.allclose(neuron.w.ravel(), [0.5, -1.0])")).toEqual({
      kind: "truth",
      value: true,
    });
    expect(program.valueOf("names")).toEqual({
      kind: "items",
      items: [
        { kind: "text", value: "a" },
        { kind: "number", value: 3 },
        { kind: "none" },
        { kind: "truth", value: true },
      ],
    });
  });

  it("does not know what the program does not say", () => {
    const program = examined("import numpy as np\nx = np.random.randn(3, 2)\nt = np.loadtxt('a.csv')\n");
    expect(program.valueOf("x")).toBeNull();
    expect(program.valueOf("t")).toBeNull();
    expect(program.valueOf("nothing")).toBeNull();
    expect(program.shapeOf("nothing")).toBeNull();
    expect(program.valueOf("")).toBeNull();
    expect(program.valueOf("x +")).toBeNull();
  });

  it("asks a question without changing the program that the next one sees", () => {
    const program = examined("l = [1]\n");
    expect(program.valueOf("l.append(2)")).toEqual({ kind: "none" });
    expect(program.valueOf("len(l)")).toEqual({ kind: "number", value: 1 });
  });

  it("tells what stands on a line, of each cell", () => {
    const { valuesOnLine } = examined(
      "import numpy as np\nx = np.arange(4.0).reshape(2, 2)\n",
      "y = x.T @ x\nz = y[0] + 1\n",
    );
    expect(valuesOnLine("cell 0", 2)[0]).toEqual({
      text: "np.arange(4.0).reshape(2, 2)",
      shape: [2, 2],
      values: [0, 1, 2, 3],
    });
    expect(valuesOnLine("cell 1", 1).map(({ text }) => text)).toEqual(["x.T @ x", "x.T", "x", "x", "y"]);
    expect(valuesOnLine("cell 1", 2)[0]?.values).toEqual([5, 7]);
    expect(valuesOnLine("cell 1", 9)).toEqual([]);
  });

  it("tells what NumPy raises, and where", () => {
    const { raises } = examined("import numpy as np\na = np.ones((2, 3))\nb = a @ a\n");
    expect(raises).toMatchObject([{ file: "cell 0", line: 3 }]);
    expect(raises[0]?.message).toMatch(/not aligned|matmul/);
  });

  it("ends at its budget", () => {
    expect(examined("while True:\n    pass\n").stopped).not.toBeNull();
    expect(examined(neuron).stopped).toBeNull();
  });

  it("ends where its arrays need too much memory, with what it has found", () => {
    const program = examined(
      "import numpy as np\nw = np.ones(2)\nx = np.ones((64, 85321))\nfor epoch in range(500):\n    x1 = np.column_stack([x, np.ones(len(x))])\n",
    );
    expect(program.stopped).toBe("memory");
    expect(program.valuesOnLine("cell 0", 2)).toContainEqual({ text: "w", shape: [2], values: [1, 1] });
  });

  it.each([
    "np.zeros((30000, 30000))",
    "np.eye(20000)",
    "np.arange(200000000)",
    "np.linspace(0, 1, 10**8)",
    "np.random.permutation(10**8)",
    "np.random.randn(10000, 10000)",
    "np.random.normal(size=(10000, 10000))",
    "np.random.choice(10**8, 5)",
    "np.tile(np.arange(30), 10**8)",
    "np.ones((20000, 1)) @ np.ones((1, 20000))",
    "np.ones((20000, 1)) + np.ones((1, 20000))",
    "np.bincount(np.array([1000000000]))",
    "np.bincount(np.arange(100000))",
    "np.unique(np.arange(100000.0), return_inverse=True, return_counts=True)",
    "np.cumsum(np.arange(100000.0))",
    "np.sort(np.arange(100000.0))",
  ])("lets one large line cost little: %s", (line) => {
    const start = performance.now();
    const program = examined(`import numpy as np\ny = ${line}\nz = np.ones(2)\n`);
    expect(program.valueOf("z")).toEqual({ kind: "array", shape: [2], values: [1, 1] });
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it("gives the verdicts of the gradients", () => {
    const fit = `import numpy as np

def fit(x, y, lr=0.1):
    w = np.zeros(x.shape[1])
    for i in range(10):
        r = x @ w - y
        loss = np.mean(r ** 2)
        w -= lr * SIGN x.T @ r / len(y)
    return w
`;
    expect(
      examined(fit.replace("SIGN", "2 *"))
        .gradients()
        .map(({ verdict }) => verdict),
    ).toEqual(["right"]);
    expect(
      examined(fit.replace("SIGN", "-2 *"))
        .gradients()
        .map(({ mistake }) => mistake),
    ).toEqual(["sign"]);
  });
});
