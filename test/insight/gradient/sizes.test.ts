import { beforeAll, describe, expect, it } from "vitest";
import { checkGradients } from "../../../src/insight/gradient/check";
import { tableSizesOf } from "../../../src/insight/gradient/files";
import { withSmallSizes } from "../../../src/insight/gradient/sizes";
import type { Parser } from "../../../src/syntax/parser";
import { testParser } from "../../syntax/load";
import { verdictOf } from "./checkedProgram";

let parser: Parser;

beforeAll(async () => {
  parser = await testParser();
});

function programOf(text: string) {
  const parse = (each: string) => parser.parse(each);
  return { parts: [{ file: "a.py", module: parse(text) }], parse };
}

const training = (divisor: string, more = "") => `import numpy as np
X = np.random.randn(364, 30)
y = np.random.randn(364, 1)
w = np.zeros((30, 1))
for epoch in range(1000):
    r = X @ w - y
    loss = np.mean(r ** 2)
    w -= 0.01 * (2 * X.T @ r ${divisor})
${more}`;

it("counts on the rows and columns that slices name, and on no more than a small table may have", () => {
  const sizes = (text: string) => tableSizesOf(parser.parse(text));
  expect(sizes("x, y = rows[:364, :30], rows[364:455, -1:]\n")).toEqual({ rows: 455, columns: 30 });
  expect(sizes("a = w[7]\nb = w[2:]\n")).toEqual({ rows: 2, columns: 0 });
  const { rows, columns } = sizes("print(rows[:60000, 900000000])\n");
  expect(rows * columns).toBeLessThanOrEqual(1e6);
});

describe("a program with its large numbers made small", () => {
  it("keeps which are equal and their order, and leaves the small ones", () => {
    const small = withSmallSizes(programOf("a = [784, 3, 12, 60000, 784, 100]\nb = 0.001\n"));
    const statement = small?.program.parts[0]?.module.body[0];
    const items =
      statement?.kind === "assign" && statement.value?.kind === "sequence" ? statement.value.items : [];
    const values = items.map((item) => (item.kind === "number" ? item.value : null));
    expect(values).toEqual([15, 3, 12, 17, 15, 13]);
    expect([15, 17, 13, 7, 99].map((each) => small?.sizeOf(each))).toEqual([784, 60000, 100, 7, null]);
  });

  it("is not made where nothing is large, or where the numbers are a table", () => {
    expect(withSmallSizes(programOf("a = 12\n"))).toBeNull();
    const table = Array.from({ length: 60 }, (_, at) => 100 + at).join();
    expect(withSmallSizes(programOf(`a = [${table}]\n`))).toBeNull();
  });

  it("does not change the program itself", () => {
    const program = programOf("a = 784\n");
    withSmallSizes(program);
    const [statement] = program.parts[0]?.module.body ?? [];
    expect(statement?.kind === "assign" && statement.value).toMatchObject({ value: 784 });
  });

  it("gives the verdict in the program's own sizes", () => {
    expect(checkGradients(programOf(training("/ 364")))).toMatchObject([{ verdict: "right" }]);
    const [missing] = checkGradients(programOf(training("")));
    expect(missing).toMatchObject({ verdict: "wrong", mistake: "missing_mean" });
    expect(missing?.parameters[0]?.ratio).toBeCloseTo(364, 6);
    const [features] = checkGradients(programOf(training("/ 30")));
    expect(features?.mistake).toBe("divided_by_features");
    expect(features?.parameters[0]?.ratio).toBeCloseTo(364 / 30, 6);
  });

  it("reads a program that counts on its numbers as it is", () => {
    const text = training("/ 364").replace("(364, 30)", "(364, 5 * 6)").replace("(30, 1)", "(30, 1)");
    expect(checkGradients(programOf(text))).toMatchObject([{ verdict: "right" }]);
    const product = training("/ (13 * 28)");
    expect(checkGradients(programOf(product))).toMatchObject([{ verdict: "right" }]);
  });
});

it("is checked with as many samples as it has units nowhere", () => {
  const text = `import numpy as np

def sigmoid(z):
    return 1 / (1 + np.exp(-z))

def leaky(z):
    return np.where(z > 0, z, 0.05 * z)

def leaky_slope(z):
    return np.where(z > 0, 1.0, 0.05)

def new_weights(n_in, width, n_out, rng):
    shapes = [(width, n_in), (width, 1), (width, width), (width, 1), (n_out, width), (n_out, 1)]
    return [rng.normal(0, 0.5, s) for s in shapes]

def run(weights, X):
    W1, b1, W2, b2, W3, b3 = weights
    z1 = W1 @ X + b1
    a1 = sigmoid(z1)
    z2 = W2 @ a1 + b2
    a2 = leaky(z2)
    out = W3 @ a2 + b3
    return a1, z2, a2, out

def total_abs_error(weights, X, T):
    return np.sum(np.abs(run(weights, X)[-1] - T))

def slopes(weights, X, T):
    W1, b1, W2, b2, W3, b3 = weights
    a1, z2, a2, out = run(weights, X)
    d3 = np.sign(out - T)
    d2 = (W3.T @ d3) * leaky_slope(z2)
    d1 = (W2.T @ d2) * a1 * (1 - a1)
    return [d1 @ X.T, d1.sum(axis=1, keepdims=True),
            d2 @ a1.T, d2.sum(axis=1, keepdims=True),
            d3 @ a2.T, d3.sum(axis=1, keepdims=True)]

def descend(X, T, rate=1e-3, steps=500):
    weights = new_weights(X.shape[0], 7, T.shape[0], np.random.default_rng(1))
    record = []
    for _ in range(steps):
        record.append(total_abs_error(weights, X, T))
        weights = [w - rate * s for w, s in zip(weights, slopes(weights, X, T))]
    return weights, record
`;
  expect(verdictOf(text)).toBe("right");
  expect(verdictOf(text.replace("np.sign(out - T)", "np.sign(T - out)"))).toBe("sign");
});
