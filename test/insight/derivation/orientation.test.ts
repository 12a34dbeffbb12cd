import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import type { Derivation } from "../../../src/insight/derivation/derivation";
import { deriveAll } from "../../../src/insight/derivation/program";
import { checkGradients } from "../../../src/insight/gradient/check";
import type { Parser } from "../../../src/syntax/parser";
import { testParser } from "../../syntax/load";

let parser: Parser;
beforeAll(async () => {
  parser = await testParser();
});

function derivations(text: string): readonly Derivation[] {
  const parse = (each: string) => parser.parse(each);
  const found = deriveAll({ parts: [{ file: "file:///p.py", module: parse(text) }], parse });
  if ("kind" in found) throw new Error(`not found: ${found.missing}`);
  return found;
}

const gradient = (derivation: Derivation | undefined) =>
  derivation?.parts[1]?.steps.find((step) => step.topic === "weights");

const logistic = (forward: string, w: string, gradients: string, rows: string) => `
import numpy as np

def train(X, Y, epochs=100, lr=0.1):
    n, m = ${rows === "columns" ? "X.shape" : "X.shape[1], X.shape[0]"}
    w = ${w}
    b = 0
    for _ in range(epochs):
        Z = ${forward} + b
        A = 1 / (1 + np.exp(-Z))
        loss = -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / m
        dZ = A - Y
        dw = ${gradients} / m
        db = np.sum(dZ) / m
        w -= lr * dw
        b -= lr * db
    return w, b
`;

it.each([
  ["np.dot(w.T, X)", "np.zeros((n, 1))", "np.dot(X, dZ.T)", "columns", "\\frac1m X E^\\top", ["X", "dZ.T"]],
  ["w @ X", "np.zeros((1, n))", "(dZ @ X.T)", "columns", "\\frac1m E X^\\top", ["dZ", "X.T"]],
  ["X @ w", "np.ones((n, 1))", "(X.T @ dZ)", "rows", "\\frac1m X^\\top E", ["X.T", "dZ"]],
  ["X @ w.T", "np.ones((1, n))", "(dZ.T @ X)", "rows", "\\frac1m E^\\top X", ["dZ.T", "X"]],
])("follows how the learner writes it: %s", (forward, w, gradients, rows, wanted, code) => {
  const [derivation] = derivations(logistic(forward, w, gradients, rows));
  const step = gradient(derivation);
  expect(step?.tex).toBe(`\\nabla_w J = ${wanted}`);
  expect(step?.factors.slice(2).map((factor) => factor.code?.text)).toEqual(code);
  expect(step?.factors[1]?.code?.text).toBe("/ m");
  expect(derivation?.structure.samplesAs).toBe(rows);
  const value = w.includes("zeros") ? 0 : 1;
  expect(derivation?.structure.layers[0]?.start).toEqual({
    weight: { kind: "filled", value },
    bias: { kind: "filled", value: 0 },
  });
});

it("takes each row for a sample where the program goes from one to the next", () => {
  const [derivation] = derivations(`
import numpy as np

class Neuron:
    def __init__(self):
        self.w = None
        self.b = None

    def fit(self, x, y, epochs=10):
        self.w = np.random.randn(x.shape[1]) * 0.01
        self.b = 0.5
        for _ in range(epochs):
            for x_i, y_i in zip(x, y):
                z = np.dot(self.w, x_i) + self.b
                a = 1 / (1 + np.exp(-z))
                loss = -(y_i * np.log(a) + (1 - y_i) * np.log(1 - a))
                err = a - y_i
                self.w -= 0.1 * err * x_i
                self.b -= 0.1 * err
`);
  expect(derivation?.structure.samplesAs).toBe("rows");
  expect(derivation?.structure.layers[0]?.start?.weight).toEqual({ kind: "random" });
  expect(derivation?.structure.layers[0]?.start?.bias).toEqual({ kind: "filled", value: 0.5 });
  expect(gradient(derivation)?.tex).toContain("X^\\top E");
});

it("takes one sample for a column where it is written as one", () => {
  const [derivation] = derivations(`
import numpy as np
x, t = np.random.randn(5, 1), np.array([[1.0], [0.0]])
W1, b1 = np.random.randn(4, 5), np.zeros((4, 1))
W2, b2 = np.random.randn(2, 4), np.zeros((2, 1))
for i in range(50):
    z1 = W1 @ x + b1
    a1 = np.maximum(0, z1)
    z2 = W2 @ a1 + b2
    loss = np.sum((z2 - t) ** 2)
    d2 = 2 * (z2 - t)
    d1 = (W2.T @ d2) * (z1 > 0)
    dW2, dW1 = d2 @ a1.T, d1 @ x.T
    W1 -= 0.1 * dW1
    b1 -= 0.1 * d1
    W2 -= 0.1 * dW2
    b2 -= 0.1 * d2
`);
  const texts = derivation?.parts.map(({ steps }) => steps.map(({ tex }) => tex));
  expect(texts?.[0]).toContain("z_1 = W_1 x + b_1");
  expect(texts?.[1]).toContain("Z_1 = W_1 X + b_1 \\mathbf 1^\\top");
  expect(texts?.[1]).toContain("\\nabla_{Z_1} J = \\frac2m(W_2^\\top D_2) \\odot [Z_1 > 0] = \\frac2m D_1");
});

it("tells how the lesson's own neuron starts", () => {
  const path = join(import.meta.dirname, "../../../media/lesson/neuron.py");
  const [derivation, ...more] = derivations(readFileSync(path, "utf8"));
  expect(more).toEqual([]);
  expect(derivation?.structure.layers[0]?.start).toEqual({
    weight: { kind: "filled", value: 1 },
    bias: { kind: "filled", value: 0 },
  });
});

it("derives every model of a file, by its name", () => {
  const one = logistic("X @ w", "np.ones((n, 1))", "(X.T @ dZ)", "rows");
  const linear = `
class Line:
    def fit(self, X, t):
        m = len(X)
        self.w = np.zeros((X.shape[1], 1))
        for _ in range(10):
            r = X @ self.w - t
            loss = np.sum(r ** 2) / m
            self.w -= 0.1 * (2 * X.T @ r / m)
`;
  const found = derivations(one + linear);
  expect(found.map(({ name, model }) => [name, model])).toEqual([
    ["Line", "linear"],
    ["train", "logistic"],
  ]);
});

it("names for each factor the code that it stands for, and for none what it does not", () => {
  const path = join(import.meta.dirname, "../../../media/lesson/neuron.py");
  const [derivation] = derivations(readFileSync(path, "utf8"));
  const codes = (id: string) =>
    derivation?.parts
      .flatMap(({ steps }) => steps)
      .find((step) => step.id === id)
      ?.factors.map(({ tex, code }) => `${tex} ${code?.text ?? "-"}`);
  expect(codes("batch/forward")).toEqual(["Z z", "X x", "w self.w", "b self.b", "\\mathbf 1 -"]);
  expect(codes("batch/activation")).toEqual(["A -", "\\sigma(Z) 1 / (1 + np.exp(-z))"]);
  // err is A − Y, not yet divided by m: it is no ∇J.
  expect(codes("batch/error")).toEqual([
    "\\nabla_Z J -",
    "\\frac1m -",
    "(A - Y) -(y - a)",
    "\\frac1m -",
    "E err",
  ]);
  expect(codes("sample/error")).toEqual(["\\frac{\\partial \\ell}{\\partial z} -", "a a", "y y", "e err"]);
  expect(codes("batch/loss")?.[0]).toBe("J -");
  expect(codes("sample/loss-by-activation")?.every((each) => each.endsWith(" -"))).toBe(true);
  expect(codes("batch/update")).toEqual(["w self.w", "w self.w", "\\eta self.lr", "\\nabla_w J w_grad"]);
});

it("derives a second class of a script that trains both, and checks its gradient", () => {
  const one = (name: string, mean: string) => `
class ${name}:
    def fit(self, X, y, epochs=10):
        m = len(X)
        y = y.reshape(-1, 1)
        self.w = np.ones((X.shape[1], 1))
        for _ in range(epochs):
            a = 1 / (1 + np.exp(-(X @ self.w)))
            self.loss = -np.sum(y * np.log(a) + (1 - y) * np.log(1 - a)) / m
            g = X.T @ (a - y)${mean}
            self.w -= 0.1 * g
`;
  const text = `import numpy as np
from sklearn.datasets import load_breast_cancer
${one("Right", " / m")}${one("Wrong", "")}
data = load_breast_cancer()
Right().fit(data.data, data.target)
Wrong().fit(data.data, data.target)
`;
  const lines = derivations(text).map((each) => gradient(each)?.code?.text);
  expect(lines).toEqual(["g = X.T @ (a - y) / m", "g = X.T @ (a - y)"]);
  const parse = (each: string) => parser.parse(each);
  const checks = checkGradients({ parts: [{ file: "file:///p.py", module: parse(text) }], parse });
  expect(checks.map(({ verdict, mistake }) => [verdict, mistake])).toEqual([
    ["right", null],
    ["wrong", "missing_mean"],
  ]);
});
