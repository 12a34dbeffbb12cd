import { describe, expect, it } from "vitest";
import { checksOf, verdictOf } from "./checkedProgram";

/** Softmax regression whose parameters a dictionary holds; `update` is the body of an optimizer's `update(params, grads)`. */
function withOptimizer(update: string): string {
  return `import numpy as np
class Optimizer:
    def __init__(self, lr=0.01):
        self.lr, self.m, self.v, self.t = lr, None, None, 0
    def update(self, params, grads):
        if self.m is None:
            self.m, self.v = {}, {}
            for key, val in params.items():
                self.m[key], self.v[key] = np.zeros_like(val), np.zeros_like(val)
        self.t += 1
        for key in params:
${update
  .trim()
  .split("\n")
  .map((line) => `            ${line.trim()}`)
  .join("\n")}
X = np.random.randn(60, 4)
T = np.eye(3)[np.random.randint(0, 3, 60)]
params = {"W": np.random.randn(4, 3) * 0.1, "b": np.zeros(3)}
optimizer = Optimizer()
for i in range(100):
    s = X @ params["W"] + params["b"]
    y = np.exp(s) / np.exp(s).sum(axis=1, keepdims=True)
    loss = -np.sum(T * np.log(y)) / len(X) + 0.05 * np.sum(params["W"] ** 2)
    d = (y - T) / len(X)
    grads = {"W": X.T @ d + 0.1 * params["W"], "b": d.sum(axis=0)}
    optimizer.update(params, grads)
`;
}

describe("what an optimizer keeps", () => {
  it.each([
    [
      "moved towards the gradient",
      `self.m[key] += (1 - 0.9) * (grads[key] - self.m[key])
       self.v[key] += (1 - 0.999) * (grads[key] ** 2 - self.v[key])
       params[key] -= self.lr * self.m[key] / (np.sqrt(self.v[key]) + 1e-7)`,
    ],
    [
      "shrunk, then added to",
      `self.m[key] *= 0.9
       self.m[key] += 0.1 * grads[key]
       params[key] -= self.lr * self.m[key]`,
    ],
    [
      "moved by less of itself",
      `self.m[key] = self.m[key] - 0.1 * (self.m[key] - grads[key])
       params[key] -= self.lr * self.m[key]`,
    ],
  ])("is no parameter: %s", (_, update) => {
    const text = withOptimizer(update);
    expect(verdictOf(text)).toBe("right");
    expect(checksOf(text)[0]?.parameters.map(({ name }) => name)).toEqual(["W", "b"]);
    expect(verdictOf(text.replace(" + 0.1 * params", " - 0.1 * params"))).toBe("penalty_sign");
    expect(verdictOf(text.replace("d = (y - T)", "d = (T - y)"))).toBe("sign");
  });
});

describe("a gradient that starts as the weights themselves, for the penalty", () => {
  const text = `import numpy as np
def fit(X, y, C=1.0, rate=0.01):
    y = np.where(y <= 0, -1, 1)
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(50):
        dw, db, loss = np.copy(w), 0.0, 0.5 * np.dot(w, w)
        for i in range(len(X)):
            gap = 1 - y[i] * (np.dot(X[i], w) + b)
            if gap > 0:
                loss += C * gap
                dw -= C * y[i] * X[i]
                db -= C * y[i]
        w = w - rate * dw
        b = b - rate * db
    return w, b, loss
`;

  it.each([
    ["a copy", "np.copy(w)"],
    ["its own copy", "w.copy()"],
    ["the array itself", "w"],
  ])("is no parameter: %s", (_, start) => {
    const own = text.replace("np.copy(w)", start);
    const right = start === "w" ? own.replace("dw -= C * y[i] * X[i]", "dw = dw - C * y[i] * X[i]") : own;
    expect(verdictOf(right)).toBe("right");
    expect(checksOf(right)[0]?.parameters.map(({ name }) => name)).toEqual(["w", "b"]);
    expect(verdictOf(right.replaceAll("- C", "+ C").replace("dw -=", "dw +="))).not.toBe("right");
    expect(verdictOf(right.replace(start, `2 * ${start}`))).not.toBe("right");
  });

  it("is the parameter where it is put back", () => {
    const stepped = text
      .replace(/\bw\b/g, "v")
      .replace(
        "    v, b = np.zeros(X.shape[1]), 0.0",
        "    w, b = np.zeros(X.shape[1]), 0.0\n    v = w.copy()",
      )
      .replace("v = v - rate * dw", "v -= rate * dw");
    expect(verdictOf(stepped)).toBe("right");
  });
});
