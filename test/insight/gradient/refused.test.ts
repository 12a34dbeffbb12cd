import { describe, expect, it } from "vitest";
import { checksOf, verdictOf } from "./checkedProgram";

const script = `import numpy as np
rng = np.random.default_rng(3)
x = rng.normal(size=(80, 4))
y = (x[:, [0]] * x[:, [1]] > 0).astype(float)
w1, b1 = rng.normal(size=(4, 6)) * 0.5, np.zeros((1, 6))
w2, b2 = rng.normal(size=(6, 1)) * 0.5, np.zeros((1, 1))
for i in range(300):
    a1 = np.tanh(x.dot(w1) + b1)
    a2 = 1.0 / (1.0 + np.exp(-(a1 @ w2 + b2)))
    print(-np.sum(y * np.log(a2) + (1 - y) * np.log(1 - a2)) / 80)
    d2 = (a2 - y) / 80
    dw2 = np.dot(a1.T, d2)
    d1 = d2 @ w2.T * (1 - a1 ** 2)
    dw1 = x.T.dot(d1)
    w1 -= 0.5 * dw1
    b1 -= 0.5 * d1.sum(axis=0, keepdims=True)
    w2 -= 0.5 * dw2
    b2 -= 0.5 * d2.sum(axis=0, keepdims=True)
`;

const neuron = `import numpy as np

class Neuron:
    def forpass(self, x):
        return np.dot(x, self.w) + self.b

    def fit(self, x, y, epochs=100, lr=0.1):
        y = y.reshape(-1, 1)
        self.w, self.b, self.losses = np.ones((x.shape[1], 1)), 0, []
        for i in range(epochs):
            a = 1 / (1 + np.exp(-self.forpass(x)))
            err = a - y
            w_grad = np.dot(x.T, err) / len(x)
            self.losses.append(np.mean(-(y * np.log(a) + (1 - y) * np.log(1 - a))))
            self.w -= lr * w_grad
            self.b -= lr * err.mean()
`;

function accused(text: string): string[] {
  return checksOf(text).flatMap(({ parameters }) =>
    parameters.flatMap(({ name, mistake, span }) =>
      mistake === null ? [] : [`${name}: ${mistake} ${text.slice(span.start, span.end)}`],
    ),
  );
}

describe("a product that NumPy refuses", () => {
  it("lacks a transpose, where all is right with it", () => {
    expect(verdictOf(script)).toBe("right");
    expect(accused(script.replace("np.dot(a1.T, d2)", "np.dot(a1, d2)"))).toEqual([
      "w2: transposed_result np.dot(a1, d2)",
    ]);
    expect(accused(script.replace("x.T.dot(d1)", "x.dot(d1)"))).toEqual(["w1: transposed_result x.dot(d1)"]);
    expect(accused(script.replace("d2 @ w2.T", "d2 @ w2"))).toEqual([
      "w1: transposed_result d2 @ w2",
      "b1: transposed_result d2 @ w2",
    ]);
  });

  it("does so in whatever form the data are", () => {
    expect(verdictOf(neuron)).toBe("right");
    expect(accused(neuron.replace("np.dot(x.T, err)", "np.dot(x, err)"))).toEqual([
      "w: transposed_result np.dot(x, err)",
    ]);
    const columns = neuron
      .replace("np.dot(x, self.w)", "np.dot(self.w.T, x)")
      .replace("y.reshape(-1, 1)", "y.reshape(1, -1)")
      .replace("np.ones((x.shape[1], 1))", "np.ones((x.shape[0], 1))")
      .replace("np.dot(x.T, err) / len(x)", "np.dot(x, err.T) / x.shape[1]");
    expect(verdictOf(columns)).toBe("right");
    expect(verdictOf(columns.replace("np.dot(x, err.T)", "np.dot(x, err)"))).toBe("transposed_result");
  });

  it("does so where nothing else is stepped", () => {
    const alone = `import numpy as np
rng = np.random.default_rng(3)
x = np.c_[np.ones(80), rng.normal(size=(80, 3))]
y = x @ np.array([1.0, -2.0, 0.5, 3.0])
w = np.zeros(4)
for i in range(300):
    r = x @ w - y
    print(np.mean(r ** 2))
    w -= 0.1 * (2 * np.dot(x.T, r) / 80)
`;
    expect(verdictOf(alone)).toBe("right");
    expect(accused(alone.replace("np.dot(x.T, r)", "np.dot(x, r)"))).toEqual([
      "w: transposed_result np.dot(x, r)",
    ]);
  });

  it("says nothing where something else is wrong, too, or the product is on the way to the loss", () => {
    expect(verdictOf(script.replace("d2 @ w2.T", "d2 @ w2").replace("(a2 - y) / 80", "(y - a2) / 80"))).toBe(
      "raises",
    );
    expect(verdictOf(script.replace("a1 @ w2", "a1 @ w2.T"))).toBe("nothing");
    expect(verdictOf(script.replace("x.dot(w1)", "x.T.dot(w1)"))).toBe("nothing");
  });
});

it("lacks a transpose in a program that brings more features than ours have", () => {
  const wide = `from sklearn.datasets import load_breast_cancer
data = load_breast_cancer()
x, y = data.data, data.target[:, np.newaxis]
w1, b1 = rng.normal(size=(30, 6)) * 0.5, np.zeros((1, 6))
`;
  const own = script.replace(/x = [\s\S]*?(?=w2, b2)/, wide).replaceAll("/ 80", "/ len(y)");
  expect(verdictOf(own)).toBe("right");
  expect(accused(own.replace("d2 @ w2.T", "d2 @ w2"))).toEqual([
    "w1: transposed_result d2 @ w2",
    "b1: transposed_result d2 @ w2",
  ]);
});
