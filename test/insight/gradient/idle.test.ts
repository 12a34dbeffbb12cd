import { describe, expect, it } from "vitest";
import { checksOf } from "./checkedProgram";

function accused(text: string): string[] {
  return checksOf(text).flatMap(({ parameters }) =>
    parameters.flatMap(({ name, verdict, mistake }) => (verdict === "wrong" ? [`${name}: ${mistake}`] : [])),
  );
}

const network = `import numpy as np
np.random.seed(1)
x = np.random.randn(30, 4)
y = (x[:, :1] > 0).astype(float)
w1 = np.random.randn(4, 5) * 0.1
b1 = np.zeros((1, 5))
w2 = np.random.randn(5, 1) * 0.1
b2 = np.zeros((1, 1))
v1 = np.zeros_like(w1)
lr = 0.1
for epoch in range(100):
    a1 = np.tanh(x @ w1 + b1)
    a2 = 1 / (1 + np.exp(-(a1 @ w2 + b2)))
    loss = -np.mean(y * np.log(a2) + (1 - y) * np.log(1 - a2))
    d2 = (a2 - y) / len(x)
    w2_grad = a1.T @ d2
    b2_grad = d2.sum(axis=0, keepdims=True)
    d1 = d2 @ w2.T * (1 - a1 ** 2)
    w1_grad = x.T @ d1
    b1_grad = d1.sum(axis=0, keepdims=True)
    w1 -= lr * w1_grad
    b1 -= lr * b1_grad
    w2 -= lr * w2_grad
    b2 -= lr * b2_grad
`;

const filled = "    w1_grad = x.T @ d1\n";

describe("weights that are stepped by zeros alone", () => {
  it("are found, whatever the rate is written as", () => {
    const idle = network.replace(filled, "    w1_grad = np.zeros_like(w1)\n");
    expect(accused(network)).toEqual([]);
    expect(accused(idle)).toEqual(["w1: other"]);
    expect(accused(idle.replace("lr * w1_grad", "0.1 * w1_grad").replace("lr = 0.1", "lr = 0.05"))).toEqual([
      "w1: other",
    ]);
  });

  it("are none of the data that are turned, by nothing at first", () => {
    const spiral = network.replace(
      "x = np.random.randn(30, 4)\n",
      `turns = np.linspace(0, 3, 10)
x = np.zeros((30, 4))
for arm in range(3):
    angle = turns + arm * 2.1 + 0.2 * np.random.randn(10)
    x[10 * arm:10 * arm + 10] = np.c_[np.sin(angle), np.cos(angle), turns, turns ** 2]
`,
    );
    expect(spiral).toContain("arm");
    expect(accused(spiral)).toEqual([]);
  });

  it("are a missing bias in a dict, too", () => {
    const text = `import numpy as np
rng = np.random.default_rng(0)
x = rng.normal(size=(30, 4))
y = x @ rng.normal(size=(4, 2))
p = {"w": rng.normal(size=(4, 2)), "b": np.zeros(2)}
for epoch in range(100):
    err = x @ p["w"] + p["b"] - y
    loss = np.sum(err ** 2) / 30
    print(loss)
    g = {"w": 2 * x.T @ err / 30, "b": 2 * err.mean(0)}
    p = {k: p[k] - 0.1 * g[k] for k in p}
`;
    expect(accused(text)).toEqual([]);
    expect(accused(text.replace("2 * err.mean(0)", 'np.zeros_like(p["b"])'))).toEqual(["b: bias_missing"]);
  });

  it("are none where the zeros are a velocity that grows later", () => {
    const late = network
      .replace(filled, "")
      .replace("w1 -= lr * w1_grad\n", "w1 -= lr * v1\n    v1 = 0.9 * v1 + x.T @ d1\n");
    expect(accused(late)).toEqual([]);
  });

  it("are none where the loss does not depend on them", () => {
    const other = network
      .replace(filled, "    w1_grad = np.zeros_like(w1)\n")
      .replace("x @ w1 + b1", "x[:, :1] + b1");
    expect(accused(other)).toEqual([]);
  });
});

describe("weights that are stepped by themselves alone", () => {
  const step = "    w1 -= lr * w1_grad\n";

  it("are found, and not taken for some that nobody trains", () => {
    for (const own of [
      "    w1 -= lr * w1\n",
      "    w1 = w1 - lr * w1\n",
      "    w1 = w1 - 0.1 * w1\n",
      "    w1 = w1 + lr * w1\n",
    ])
      expect([own, accused(network.replace(step, own))]).toEqual([own, ["w1: other"]]);
  }, 180_000);

  it("are none where a decay stands before the step or behind it", () => {
    const decay = "    w1 -= lr * 0.01 * w1\n";
    expect(accused(network.replace(step, `${decay}${step}`))).toEqual([]);
    expect(accused(network.replace(step, `${step}${decay}`))).toEqual([]);
  });

  it("are none where a layer's start is scaled, or data are", () => {
    expect(accused(network.replace("lr = 0.1\n", "lr = 0.1\nw1 = w1 - 0.5 * w1\nx = x - 0.1 * x\n"))).toEqual(
      [],
    );
  });

  it("are none where a membrane leaks", () => {
    const leaky = network
      .replace("lr = 0.1\n", "lr = 0.1\nv = np.ones((1, 5))\n")
      .replace("x @ w1 + b1)", "x @ w1 + b1 + v)")
      .replace("    d2 =", "    v -= 0.1 * v\n    v = v - lr * v + 0.01 * b1\n    d2 =");
    expect(accused(leaky)).toEqual([]);
  });

  it("are found where they are numbers, and a rate that decays is none", () => {
    const line = `xs = [1.0, 2.0, 3.0, 4.0, 5.0]
ys = [2.1, 3.9, 6.2, 7.8, 10.1]
w = 0.0
b = 0.0
lr = 0.01

def cost(w, b):
    return sum((w * x + b - y) ** 2 for x, y in zip(xs, ys)) / len(xs)

for step in range(100):
    print(step, cost(w, b))
    dw = 0
    db = 0
    for x, y in zip(xs, ys):
        error = w * x + b - y
        dw += 2 * error * x / len(xs)
        db += 2 * error / len(xs)
    w = w - lr * dw
    b = b - lr * db
    lr = lr - 0.001 * lr
`;
    expect(accused(line)).toEqual([]);
    expect(accused(line.replace("w - lr * dw", "w - lr * w"))).toEqual(["w: other"]);
    expect(
      accused(line.replace("w - lr * dw", "w - 0.01 * w").replace("b - lr * db", "b - 0.01 * db")),
    ).toEqual(["w: other"]);
  });

  it("are none where a number goes towards another", () => {
    const bandit = `import numpy as np
rng = np.random.default_rng(4)
theta = np.zeros(3)
means = np.array([0.2, 0.5, 0.8])
alpha, baseline = 0.1, 0.0
for episode in range(500):
    probs = np.exp(theta - theta.max())
    probs /= probs.sum()
    a = rng.choice(3, p=probs)
    r = rng.normal(means[a], 0.1)
    loss = -np.log(probs[a]) * (r - baseline)
    grad = probs.copy()
    grad[a] -= 1
    theta -= alpha * grad * (r - baseline)
    baseline += 0.05 * (r - baseline)
`;
    expect(accused(bandit)).toEqual([]);
  });
});

describe("weights that are stepped by the data alone", () => {
  const adaline = `import numpy as np

class Adaline:
    def __init__(self, eta=0.01, rounds=50):
        self.eta, self.rounds = eta, rounds

    def fit(self, X, y):
        self.w = np.random.RandomState(1).normal(scale=0.01, size=X.shape[1])
        self.b = 0.0
        self.losses = []
        for i in range(self.rounds):
            errors = y - (np.dot(X, self.w) + self.b)
            self.w += self.eta * 2.0 * X.T.dot(errors) / X.shape[0]
            self.b += self.eta * 2.0 * errors.mean()
            self.losses.append((errors ** 2).mean())
        return self
`;

  it("are found beside those that the loss shows to be right", () => {
    expect(accused(adaline)).toEqual([]);
    expect(accused(adaline.replace("X.T.dot(errors)", "X.T.dot(y)"))).toEqual(["w: other"]);
  });

  it("are right where the loss is a product with the data", () => {
    const linear = adaline
      .replace(
        "errors = y - (np.dot(X, self.w) + self.b)",
        "errors = -y * np.dot(X, self.w) + (self.b - y) ** 2",
      )
      .replace("2.0 * X.T.dot(errors) / X.shape[0]", "X.T.dot(y) / X.shape[0]")
      .replace("2.0 * errors.mean()", "2.0 * (y - self.b).mean()")
      .replace("(errors ** 2).mean()", "errors.mean()");
    expect(accused(linear)).toEqual([]);
  });

  it("are none where what is moved is no weight", () => {
    const moved = adaline
      .replace("self.b = 0.0", "self.b = 0.0\n        self.mean = np.zeros(X.shape[1])")
      .replace("errors = y -", "self.mean += self.eta * X.mean(axis=0)\n            errors = y -");
    expect(accused(moved)).toEqual([]);
  });
});

describe("a bias that is stepped by zeros alone", () => {
  const batches = `import numpy as np
rng = np.random.default_rng(2)
X = rng.normal(size=(90, 4))
y = X @ rng.normal(size=(4, 2)) + 0.7
def cost(X, y, w, b):
    return np.sum((X @ w + b - y) ** 2) / len(y)
def slopes(X, y, w, b):
    gap = X @ w + b - y
    return 2 * X.T @ gap / len(y), 2 * gap.mean(axis=0)
rate = 0.1
w = np.zeros((4, 2))
b = np.zeros(2)
for turn in range(6):
    order = rng.permutation(len(X))
    for at in range(0, len(X), 90):
        pick = order[at:at + 90]
        dw, db = slopes(X[pick], y[pick], w, b)
        w, b = w - rate * dw, b - rate * db
    print(turn, cost(X, y, w, b))
`;

  it("is missing where the loss is only computed behind the steps", () => {
    expect(accused(batches)).toEqual([]);
    expect(accused(batches.replace("2 * gap.mean(axis=0)", "np.zeros(2)"))).toEqual(["b: bias_missing"]);
  });
});
