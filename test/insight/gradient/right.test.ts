import { describe, expect, it } from "vitest";
import { checksOf, verdictOf } from "./checkedProgram";

const data = `import numpy as np
rng = np.random.default_rng(0)
X = rng.normal(size=(80, 4))
y = (rng.random(80) < 0.5).astype(float)
`;

describe("Newton's method", () => {
  const newton = (step: string) => `${data}theta = np.zeros(4)
for it in range(10):
    p = 1 / (1 + np.exp(-X @ theta))
    loss = -np.sum(y * np.log(p) + (1 - y) * np.log(1 - p))
    grad = X.T @ (p - y)
    H = X.T @ ((p * (1 - p))[:, None] * X)
    theta = theta - ${step}
`;

  it.each([["np.linalg.solve(H, grad)"], ["np.linalg.inv(H) @ grad"], ["np.linalg.inv(H).dot(grad)"]])(
    "is right where its gradient is: %s",
    (step) => {
      expect(verdictOf(newton(step))).toBe("right");
      expect(verdictOf(newton(step).replace("(p - y)", "p"))).not.toBe("right");
      expect(verdictOf(newton(step.replace(/^/, "-")))).not.toBe("right");
    },
  );

  it("is no reason to trust a loss that an inverse is part of", () => {
    const text = `${data}w = np.zeros(4)
for it in range(10):
    K = np.linalg.inv(np.outer(w, w) + np.eye(4))
    loss = w @ K @ w
    w = w - 0.1 * (2 * K @ w)
`;
    expect(verdictOf(text)).toBe("unknown-difference");
  });
});

it("does not take a margin for a bias", () => {
  const text = `${data}P, N = X + 0.1 * rng.normal(size=(80, 4)), rng.normal(size=(80, 4))
M = rng.normal(size=(4, 3)) * 0.5
margin = 1.0
for it in range(100):
    dp, dn = (X - P) @ M, (X - N) @ M
    h = margin + np.sum(dp ** 2, axis=1) - np.sum(dn ** 2, axis=1)
    active = (h > 0).astype(float)[:, None]
    loss = np.maximum(h, 0).mean()
    grad = (2 * (X - P).T @ (active * dp) - 2 * (X - N).T @ (active * dn)) / len(X)
    M -= 0.05 * grad
`;
  expect(checksOf(text).map(({ verdict }) => verdict)).toEqual(["right"]);
  expect(verdictOf(text.replace(" / len(X)", ""))).toBe("missing_mean");
});

it("gives one feature as a vector, where the code wants it", () => {
  const text = `import numpy as np
class Line:
    def __init__(self, rate=0.01):
        self.rate, self.theta0, self.theta1, self.history = rate, 0.5, 0.5, []
    def cost(self, X, y):
        return np.sum((self.theta0 + self.theta1 * X - y) ** 2) / (2 * len(y))
    def fit(self, X, y):
        for _ in range(100):
            gap = self.theta0 + self.theta1 * X - y
            self.history.append(self.cost(X, y))
            self.theta0 -= self.rate * np.sum(gap) / len(y)
            self.theta1 -= self.rate * np.sum(gap * X) / len(y)
`;
  expect(verdictOf(text)).toBe("right");
  expect(verdictOf(text.replace("np.sum(gap * X) / len(y)", "np.sum(gap * X)"))).toBe("missing_mean");
});

it("follows a loss of predictions that are made line by line", () => {
  const text = `${data}w, b = np.zeros(4), 0.0
def predict(x):
    return 1 / (1 + np.exp(-(x @ w + b)))
for epoch in range(50):
    for x, t in zip(X, y):
        p = predict(x)
        w = w - 0.1 * 2 * (p - t) * p * (1 - p) * x
        b = b - 0.1 * 2 * (p - t) * p * (1 - p)
    loss = ((np.apply_along_axis(predict, 1, X) - y) ** 2).mean()
    print(epoch, loss)
`;
  expect(verdictOf(text)).toBe("right");
  expect(verdictOf(text.replace("(p - t) * p * (1 - p) * x", "(t - p) * p * (1 - p) * x"))).toBe("sign");
});

describe("two models that are trained against each other", () => {
  const text = `import numpy as np
rng = np.random.default_rng(0)
sig = lambda z: 1 / (1 + np.exp(-z))
a, c, w, b = 1.0, 0.0, 0.1, 0.0
lr = 0.02
for step in range(500):
    real, z = rng.normal(3.0, 0.5, size=32), rng.normal(size=32)
    fake = a * z + c
    dr, df = sig(w * real + b), sig(w * fake + b)
    loss_d = -np.mean(np.log(dr)) - np.mean(np.log(1 - df))
    gw = np.mean((dr - 1) * real) + np.mean(df * fake)
    gb = np.mean(dr - 1) + np.mean(df)
    w -= lr * gw
    b -= lr * gb
    df = sig(w * fake + b)
    loss_g = -np.mean(np.log(df))
    dfake = (df - 1) * w / 32
    a -= lr * np.sum(dfake * z)
    c -= lr * np.sum(dfake)
    print(step, loss_d, loss_g)
`;

  it("are each held against their own loss", () => {
    expect(checksOf(text).map(({ verdict }) => verdict)).toEqual(["right"]);
    expect(checksOf(text)[0]?.parameters.map(({ name }) => name)).toEqual(["w", "b", "a", "c"]);
    expect(verdictOf(text.replace("np.sum(dfake * z)", "np.sum(dfake)"))).not.toBe("right");
    expect(verdictOf(text.replace("gw = np.mean((dr - 1)", "gw = np.mean((1 - dr)"))).not.toBe("right");
  });
});

describe("a curve that is gone down", () => {
  const curve = (f: string, slope: string, start = "6.0") => `def f(x):
    return ${f}
def df(x):
    return ${slope}
x = ${start}
rate = 0.01
for i in range(100):
    x = x - rate * df(x)
    print("Iteration", i, "x is", x, "cost", f(x))
`;

  it.each([
    ["x ** 4 - 3 * x ** 3 + 2", "4 * x ** 3 - 9 * x ** 2"],
    ["x ** 2", "2 * x"],
    ["(x - 3) ** 2 + 1", "2 * (x - 3)"],
  ])("has its slope checked: %s", (f, slope) => {
    expect(verdictOf(curve(f, slope))).toBe("right");
    expect(verdictOf(curve(f, slope, "6"))).toBe("right");
    expect(verdictOf(curve(f, `-(${slope})`))).toBe("sign");
  });
});

describe("an optimizer's step that is added", () => {
  const text = `${data}w, dw_old = np.ones(4), np.zeros(4)
eta = 0.1
for t in range(100):
    p = X @ w
    loss = 0.5 * np.mean((y - p) ** 2)
    dw = eta * X.T @ (y - p) / len(y) + 0.9 * dw_old
    w += dw
    dw_old = dw
`;

  it("takes its negative away, and the rate is no part of the gradient", () => {
    expect(verdictOf(text)).toBe("right");
    expect(verdictOf(text.replace("X.T @ (y - p)", "X.T @ (p - y)"))).toBe("sign");
    expect(verdictOf(text.replace("w += dw", "w -= dw"))).toBe("sign");
    expect(verdictOf(text.replace(" / len(y) +", " +"))).toBe("missing_mean");
  });

  it("is none of a single number's either", () => {
    const adam = `import numpy as np
x = np.random.randn(50)
y = 2 * x
w, m, v = 0.0, 0.0, 0.0
for t in range(1, 100):
    loss = np.mean((w * x - y) ** 2)
    g = 2 * np.mean((w * x - y) * x)
    m = 0.9 * m + 0.1 * g
    v = 0.999 * v + 0.001 * g ** 2
    w = w - 0.01 * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
`;
    expect(verdictOf(adam)).toBe("right");
    expect(verdictOf(adam.replace("w = w - 0.01", "w = w + 0.01"))).not.toBe("right");
  });

  it("is not right where a right gradient is added", () => {
    const up = text.replace(
      "dw = eta * X.T @ (y - p) / len(y) + 0.9 * dw_old",
      "g = X.T @ (p - y) / len(y)\n    dw = 0.9 * dw_old + eta * g",
    );
    expect(verdictOf(up)).toBe("sign");
    expect(verdictOf(up.replace("w += dw", "w -= dw"))).toBe("right");
  });
});

describe("what goes by a bias's name somewhere else", () => {
  const text = (dot: string) => `X = [[1.0, 2.0], [0.5, -1.0], [2.0, 0.3]]
y = [1.0, 0.0, 2.0]
def times(a, b):
    return a * b
${dot}
w, b = [0.0, 0.0], 0.0
for epoch in range(20):
    total = 0.0
    for xi, yi in zip(X, y):
        err = dot(w, xi) + b - yi
        total += 0.5 * err ** 2
        for j in range(len(w)):
            w[j] -= 0.1 * err * xi[j]
        b -= 0.1 * err
    print(total / len(X))
`;

  it.each([
    ["in a comprehension", "def dot(u, v):\n    return sum(a * b for a, b in zip(u, v))"],
    [
      "in a loop",
      "def dot(u, v):\n    s = 0.0\n    for a, b in zip(u, v):\n        s += a * b\n    return s",
    ],
    [
      "an item",
      "def dot(u, v):\n    s = 0\n    for i in range(2):\n        b = v[i]\n        s += u[i] * b\n    return s",
    ],
    ["a parameter", "def dot(u, v):\n    return sum(map(times, u, v))"],
    ["a lambda's parameter", "def dot(u, v):\n    return sum(map(lambda a, b: a * b, u, v))"],
  ])("is no bias: %s", (_, dot) => {
    const [check] = checksOf(text(dot));
    expect(check?.verdict).toBe("right");
    expect(check?.parameters.map(({ name }) => name)).toEqual(["w", "w", "b"]);
    expect(verdictOf(text(dot).replace("0.1 * err * xi[j]", "0.1 * -err * xi[j]"))).toBe("sign");
  });
});

describe("a gradient that is divided by the number of samples later", () => {
  const text = (
    average: string,
    velocity: string,
  ) => `${data}w, v, lr, m = np.zeros(4), np.zeros(4), 0.1, len(X)
for i in range(100):
    a = 1 / (1 + np.exp(-X @ w))
    loss = -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))
    dw = X.T @ (a - y)
    ${average}
    v = 0.9 * v + ${velocity}
    w = w - v
    print(loss)
`;

  it.each([
    ["dw = dw / m", "0.1 * dw"],
    ["dw /= m", "lr * dw"],
    ["g = {k: each / m for k, each in {'w': dw}.items()}", "lr * g['w']"],
    ["pass", "lr * dw / m"],
    ["pass", "lr / m * dw"],
    ["pass", "lr * (dw / m)"],
  ])("is the mean under an optimizer: %s, %s", (average, velocity) => {
    expect(verdictOf(text(average, velocity))).toBe("right");
    expect(
      verdictOf(
        text(
          "pass",
          velocity.replace(/ \/ m|g\['w'\]/, (each) => (each === " / m" ? "" : "dw")),
        ),
      ),
    ).toBe("missing_mean");
    expect(verdictOf(text(average, velocity).replace("(a - y)", "(a - y) / m"))).toBe("double_mean");
  });

  it("is not where its share in an average is one over the number of samples", () => {
    const few = text("pass", "0.1 * dw").replaceAll("80", "10");
    expect(verdictOf(few)).toBe("missing_mean");
    expect(verdictOf(few.replace("(a - y)", "(a - y) / m"))).toBe("right");
  });
});

it("takes a gradient divided by the length that is its loss for what it is", () => {
  const text = `${data}w = np.zeros(4)
for i in range(100):
    r = X @ w - y
    loss = np.sqrt(r @ r)
    g = X.T @ r
    g = g / loss
    w = w - 0.1 * g
    print(loss)
`;
  expect(verdictOf(text)).toBe("right");
});

describe("an array that a result is put into", () => {
  const text = (hidden: string) => `import numpy as np
rng = np.random.default_rng(0)
X = rng.normal(size=(40, 3))
y = X @ np.array([1.0, 2.0, 3.0])
w, v = rng.normal(size=(3, 4)), rng.normal(size=4)
buffer = np.zeros((40, 4))
for epoch in range(100):
    z = X @ w
    ${hidden}
    p = h @ v
    loss = np.mean((p - y) ** 2)
    d = 2 * (p - y) / len(y)
    dv = h.T @ d
    dw = X.T @ (np.outer(d, v) * (z > 0))
    v -= 0.1 * dv
    w -= 0.1 * dw
    print(loss)
`;

  it.each([
    ["h = np.maximum(z, 0, out=np.empty_like(z))"],
    ["np.maximum(z, 0, out=buffer); h = buffer"],
    ["h = np.empty((40, 4)); np.maximum(z, 0, out=h)"],
    ["h = z.copy(); np.maximum(h, 0, out=h)"],
    ["h = z.copy(); h.clip(0, None, out=(h,))"],
    ["h = z.copy(); np.maximum(h, 0, h)"],
  ])("holds it: %s", (hidden) => {
    expect(verdictOf(text(hidden))).toBe("right");
    expect(verdictOf(text(hidden).replace(" * (z > 0)", ""))).toBe("missing_activation_derivative");
  });

  it("is not known where the result is not", () => {
    expect(verdictOf(text("h = z.copy(); np.nobody_knows(h, 0, out=h)"))).not.toMatch(/right|_|other|sign/);
  });
});

it("takes one number for a whole bias for what it is under Adam", () => {
  const text = `import numpy as np
rng = np.random.default_rng(0)
X, Y = rng.normal(size=(40, 3)), rng.normal(size=(40, 2))
p = {"W": rng.normal(size=(3, 2)), "b": np.zeros(2)}
m, v = {k: 0.0 for k in p}, {k: 0.0 for k in p}
for t in range(1, 100):
    E = X @ p["W"] + p["b"] - Y
    loss = 0.5 * np.sum(E ** 2) / len(X)
    g = {"W": X.T @ E / len(X), "b": E.sum(axis=0) / len(X)}
    for k in p:
        m[k] = 0.9 * m[k] + 0.1 * g[k]
        v[k] = 0.999 * v[k] + 0.001 * g[k] ** 2
        p[k] = p[k] - 0.01 * (m[k] / (1 - 0.9 ** t)) / (np.sqrt(v[k] / (1 - 0.999 ** t)) + 1e-8)
    print(loss)
`;
  expect(verdictOf(text)).toBe("right");
  expect(verdictOf(text.replace("E.sum(axis=0)", "E.sum()"))).toBe("bias_axis");
});

it("takes a gradient for the mean before an optimizer whose weights decay in the same line", () => {
  const text = `${data}w, v, s = np.zeros(4), np.zeros(4), np.zeros(4)
for t in range(1, 100):
    e = X @ w - y
    loss = 0.5 * np.sum(e ** 2) / len(y)
    dw = X.T @ e
    dw /= len(y)
    v, s = 0.9 * v + 0.1 * dw, 0.999 * s + 0.001 * dw ** 2
    w -= 0.01 * ((v / (1 - 0.9 ** t)) / (np.sqrt(s / (1 - 0.999 ** t)) + 1e-8) + 0.01 * w)
    print(loss)
`;
  expect(verdictOf(text)).toBe("right");
  expect(verdictOf(text.replace("    dw /= len(y)\n", ""))).toBe("missing_mean");
  expect(verdictOf(text.replace("X.T @ e", "-X.T @ e"))).toBe("sign");
});

it("takes a gradient for what it is before an exact line search", () => {
  const text = `${data}A = np.c_[np.ones(80), X]
def cost(w):
    return np.sum((A @ w - y) ** 2) / len(y)
def gradient(w):
    return 2.0 * A.T @ (A @ w - y) / len(y)
w = np.zeros(5)
for step in range(50):
    G = gradient(w)
    AG = A @ G
    w = w - 0.5 * len(y) * (G @ G) / (AG @ AG) * G
    print(cost(w))
`;
  expect(verdictOf(text)).toBe("right");
  expect(verdictOf(text.replace("(A @ w - y) / len(y)\nw", "(A @ w - y)\nw"))).toBe("missing_mean");
  expect(verdictOf(text.replace("2.0 * A.T", "-2.0 * A.T"))).toBe("sign");
});

it("goes on behind steps that no loop takes", () => {
  const text = `${data}from functools import reduce
def step(w, batch):
    x, t = batch
    w = w - 0.1 * 2 * x.T @ (x @ w - t) / len(t)
    return w
w = np.zeros(4)
for epoch in range(20):
    w = reduce(step, [(X, y)] * 5, w)
    print(np.mean((X @ w - y) ** 2))
`;
  expect(verdictOf(text)).toBe("right");
  expect(verdictOf(text.replace("(x @ w - t)", "(t - x @ w)"))).toBe("sign");
});

it("knows the samples of a batch where some of their labels lie beyond a margin", () => {
  const text = `import numpy as np
rng = np.random.default_rng(1)
X = rng.normal(size=(90, 3))
y = X @ np.array([1.0, -2.0, 0.5]) + 0.3 + 0.1 * rng.normal(size=90)
w, b = rng.normal(size=3) * 0.1, 0.0
for epoch in range(60):
    losses = []
    for x, t in zip(np.array_split(X, 5), np.array_split(y, 5)):
        r = x @ w + b - t
        loss = np.mean(np.where(np.abs(r) <= 1, 0.5 * r ** 2, np.abs(r) - 0.5))
        d = np.clip(r, -1, 1)
        w, b = w - 0.1 * np.mean(d[:, None] * x, axis=0), b - 0.1 * np.mean(d)
        losses.append(loss)
    print(np.mean(losses))
`;
  expect(verdictOf(text)).toBe("right");
  expect(verdictOf(text.replace("np.mean(d[:", "np.sum(d[:"))).toBe("missing_mean");
  expect(verdictOf(text.replace("np.clip(r, -1, 1)", "np.clip(-r, -1, 1)"))).toBe("sign");
});
