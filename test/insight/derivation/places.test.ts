import { beforeAll, describe, expect, it } from "vitest";
import type { DerivationStep } from "../../../src/insight/derivation/derivation";
import { deriveProgram } from "../../../src/insight/derivation/program";
import type { Parser } from "../../../src/syntax/parser";
import { testParser } from "../../syntax/load";

let parser: Parser;
beforeAll(async () => {
  parser = await testParser();
});

/** The batch's steps by their topic: the line of code, and the pieces of it under the factors. */
function steps(
  text: string,
): ReadonlyMap<string, { readonly line: string; readonly ties: readonly string[] }> {
  const parse = (each: string) => parser.parse(each);
  const found = deriveProgram({ parts: [{ file: "p.py", module: parse(text) }], parse });
  if ("kind" in found) throw new Error(`not found: ${found.missing}`);
  const tie = ({ factors }: DerivationStep) =>
    factors.flatMap(({ tex, code }) => (code === undefined ? [] : [`${tex} ${code.text}`]));
  return new Map(
    found.parts[1]?.steps.map((step) => [
      step.id.replace("batch/", ""),
      { line: step.code?.text ?? "", ties: tie(step) },
    ]),
  );
}

const data = `import numpy as np
X = np.random.randn(40, 3)
y = (X[:, 0] > 0).astype(float)
w = np.zeros(3)
b = 0.0
lr = 0.1
`;

describe("where a step is computed", () => {
  it("tells lines of one sample apart, though they come to the same", () => {
    const found = steps(`${data}
for epoch in range(20):
    for i in range(len(X)):
        x_i = X[i]
        r = w @ x_i + b - y[i]
        loss = 0.5 * r ** 2
        w -= lr * r * x_i
        b -= lr * r
    print(loss)
`);
    expect(found.get("loss")?.line).toBe("loss = 0.5 * r ** 2");
    expect(found.get("bias")?.line).toBe("b -= lr * r");
    expect(found.get("weights")).toEqual({ line: "w -= lr * r * x_i", ties: ["X^\\top x_i", "R r"] });
  });

  it("finds the lines of each sample in a loop that adds them up", () => {
    const found = steps(`${data}
for epoch in range(20):
    total, gw, gb = 0.0, np.zeros(3), 0.0
    for i in range(len(X)):
        a = 1 / (1 + np.exp(-(np.sum(X[i] * w) + b)))
        total += -(y[i] * np.log(a) + (1 - y[i]) * np.log(1 - a))
        err = -(y[i] - a)
        gw += err * X[i]
        gb += err
    w -= lr * gw / len(X)
    b -= lr * gb / len(X)
    print(total / len(X))
`);
    expect(found.get("loss")?.line).toBe("total += -(y[i] * np.log(a) + (1 - y[i]) * np.log(1 - a))");
    expect(found.get("error")).toEqual({ line: "err = -(y[i] - a)", ties: ["(A - Y) -(y[i] - a)", "E err"] });
  });

  it("finds a loss whose logarithms are guarded, and an activation beside a loss of logits", () => {
    const step = (loss: string) => `${data}
for epoch in range(20):
    z = X @ w + b
    a = 1 / (1 + np.exp(-z))
    nll = ${loss}
    J = nll + 0.1 * np.sum(np.abs(w))
    d = (a - y) / len(y)
    w -= lr * (X.T @ d + 0.1 * np.sign(w))
    b -= lr * d.sum()
    print(f"{J:.4f}")
`;
    const guarded = steps(step("-np.mean(y * np.log(a + 1e-12) + (1 - y) * np.log(1 - a + 1e-12))"));
    expect(guarded.get("loss")?.line).toMatch(/^nll = /);
    // nll is not yet all of J, and d is E with its 1/m.
    expect(guarded.get("loss")?.ties).not.toContain("J nll");
    expect(guarded.get("weights")?.ties.slice(0, 3)).toEqual(["\\frac1m d", "X^\\top X.T", "E d"]);
    const logits = steps(step("np.mean(np.logaddexp(0, z) - y * z)"));
    expect(logits.get("activation")?.line).toBe("a = 1 / (1 + np.exp(-z))");
  });

  it("finds an error inside the function that computes it, and a step under a new name", () => {
    const found = steps(`import numpy as np

def relu_back(grad, z):
    return grad * (z > 0)

def train(X, T):
    params = [np.random.randn(3, 4), np.random.randn(4, 1)]
    for _ in range(10):
        V, u = params
        Z = X @ V
        H = np.maximum(0, Z)
        r = H @ u - T
        loss = np.sum(r ** 2) / len(X)
        d = 2 * r / len(X)
        back = relu_back(d @ u.T, Z)
        params[0] = V - 0.1 * (X.T @ back)
        params[1] = u - 0.1 * (H.T @ d)
    return params, loss
`);
    expect(found.get("error-1")?.line).toBe("return grad * (z > 0)");
    expect(found.get("update-1")).toEqual({
      line: "params[0] = V - 0.1 * (X.T @ back)",
      ties: ["W_1 params[0]", "W_1 params[0]", "\\nabla_{W_1} J X.T @ back"],
    });
  });
});

it("takes no residual for the slope of a Huber loss", () => {
  const found = steps(`import numpy as np
def fit(X, y, delta=1.5):
    w = np.zeros(X.shape[1])
    for _ in range(30):
        r = X @ w - y
        loss = np.where(np.abs(r) <= delta, 0.5 * r ** 2, delta * (np.abs(r) - 0.5 * delta)).mean()
        psi = np.clip(r, -delta, delta)
        w = w - 0.1 * X.T @ psi / len(r)
    return w, loss
`);
  expect(found.get("error")?.line).toBe("psi = np.clip(r, -delta, delta)");
  expect(found.get("error-residual")?.line).toBe("r = X @ w - y");
  expect(found.get("error-residual")?.ties).toContain("R r");
  // Within the limit they come to the same.
  expect(found.get("error")?.ties).toContain("E psi");
  expect(found.get("error")?.ties).not.toContain("E r");
});

describe("numbers with names of their own", () => {
  it("are one layer's weights, and labels that are written down are told by the loss", () => {
    const found = steps(`import math
data = [([1.0, 2.0], 1), ([0.0, -1.0], 0), ([3.0, 1.0], 1), ([-1.0, -2.0], 0)]
w = [0.1, -0.1]
b = 0.0
for epoch in range(100):
    total, g0, g1, gb = 0.0, 0.0, 0.0, 0.0
    for x, y in data:
        z = w[0] * x[0] + w[1] * x[1] + b
        a = 1 / (1 + math.exp(-z))
        total += -(y * math.log(a) + (1 - y) * math.log(1 - a))
        e = a - y
        g0 += e * x[0]
        g1 += e * x[1]
        gb += e
    w[0] -= 0.1 * g0 / len(data)
    w[1] -= 0.1 * g1 / len(data)
    b -= 0.1 * gb / len(data)
    print(total / len(data))
`);
    expect([...found].map(([id, { line }]) => [id, line])).toEqual([
      ["forward", "z = w[0] * x[0] + w[1] * x[1] + b"],
      ["activation", "a = 1 / (1 + math.exp(-z))"],
      ["loss", "total += -(y * math.log(a) + (1 - y) * math.log(1 - a))"],
      ["error", "e = a - y"],
      ["weights", "g0 += e * x[0]"],
      ["bias", "b -= 0.1 * gb / len(data)"],
      ["update", "w[0] -= 0.1 * g0 / len(data)"],
    ]);
  });

  it("finds a loss that is asked for after the step", () => {
    const found = steps(`x_train = [1.0, 1.7, 2.0, 2.5, 3.0, 3.2]
y_train = [250, 300, 480, 430, 630, 730]

def compute_cost(x, y, w, b):
    cost = 0
    for i in range(len(x)):
        cost += (w * x[i] + b - y[i]) ** 2
    return cost / (2 * len(x))

w, b, alpha = 0, 0, 0.01
for it in range(1000):
    dw, db = 0, 0
    for i in range(len(x_train)):
        f = w * x_train[i] + b
        dw += (f - y_train[i]) * x_train[i]
        db += f - y_train[i]
    w = w - alpha * dw / len(x_train)
    b = b - alpha * db / len(x_train)
    print(compute_cost(x_train, y_train, w, b))
`);
    expect(found.get("loss")?.line).toBe("cost += (w * x[i] + b - y[i]) ** 2");
    expect(found.get("weights")?.line).toBe("dw += (f - y_train[i]) * x_train[i]");
  });
});

it("takes a bias that is taken away for one, and no number that is the same by chance", () => {
  const program = `import numpy as np
def fit(X, y):
    t = np.where(y <= 0, -1, 1)
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(30):
        score = X @ w - b
        slack = np.maximum(0, 1 - t * score)
        loss = slack.mean()
        active = slack > 0
        w -= 0.1 * -((t * active) @ X) / len(X)
        b -= 0.1 * np.mean(t * active)
    return w, b, loss
`;
  expect(steps(program).get("forward")?.ties).toEqual(["Z score", "X X", "w w", "b b"]);
  const parse = (each: string) => parser.parse(each);
  const found = deriveProgram({ parts: [{ file: "p.py", module: parse(program) }], parse });
  if ("kind" in found) throw new Error(found.missing);
  const [sample] = found.parts;
  const codes = sample?.steps.flatMap(({ factors }) =>
    factors.map(({ tex, code }) => `${tex} ${code?.text}`),
  );
  expect(codes).not.toContain("e active");
  expect(codes).not.toContain("\\nabla_w \\ell X");
});

it("names no piece of code that has another value", () => {
  const found = steps(`${data}
for epoch in range(20):
    pred = np.einsum("ij,j->i", X, w) + b
    res = pred - y
    loss = res @ res / len(y)
    w -= lr * 2 * np.einsum("ij,i->j", X, res) / len(y)
    b -= lr * 2 * res.mean()
    print(loss)
`);
  expect(found.get("weights")?.ties).toEqual(["X^\\top X", "R res"]);
  expect(found.get("loss")?.ties).toEqual(["J loss", "R^\\top res", "R res"]);
});

describe("with what stands between", () => {
  it("finds gradients of sums, though an error has as many numbers as the weights", () => {
    const found = steps(`import numpy as np
X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
y = np.array([[0], [1], [1], [0]])
W1, b1 = np.random.uniform(size=(2, 4)), np.random.uniform(size=(1, 4))
W2, b2 = np.random.uniform(size=(4, 1)), np.random.uniform(size=(1, 1))
def sigmoid(x):
    return 1 / (1 + np.exp(-x))
for epoch in range(100):
    hidden = sigmoid(np.dot(X, W1) + b1)
    predicted = sigmoid(np.dot(hidden, W2) + b2)
    loss = 0.5 * np.sum((y - predicted) ** 2)
    d_predicted = (y - predicted) * predicted * (1 - predicted)
    d_hidden = d_predicted.dot(W2.T) * hidden * (1 - hidden)
    W2 += hidden.T.dot(d_predicted) * 0.5
    b2 += np.sum(d_predicted, axis=0, keepdims=True) * 0.5
    W1 += X.T.dot(d_hidden) * 0.5
    b1 += np.sum(d_hidden, axis=0, keepdims=True) * 0.5
`);
    expect(found.get("weights-2")?.line).toBe("W2 += hidden.T.dot(d_predicted) * 0.5");
    expect(found.get("bias-1")?.line).toBe("b1 += np.sum(d_hidden, axis=0, keepdims=True) * 0.5");
    expect(found.get("error-1")?.line).toMatch(/^d_hidden = /);
  });

  it("finds a gradient behind an optimizer, and the z of a loss that is asked for after the step", () => {
    const found = steps(`import numpy as np
class Logistic:
    def __init__(self, dim):
        self.theta = np.zeros(dim)
        self.velocity = np.zeros(dim)
    def nll(self, X, y):
        z = X @ self.theta
        return np.sum(np.logaddexp(0, z) - y * z)
    def grad(self, X, y):
        mu = 1 / (1 + np.exp(-X @ self.theta))
        return X.T @ (mu - y)
    def fit(self, X, y, lr=1e-3, momentum=0.9, epochs=100):
        for _ in range(epochs):
            self.velocity = momentum * self.velocity - lr * self.grad(X, y)
            self.theta = self.theta + self.velocity
`);
    expect(found.get("weights")).toEqual({
      line: "return X.T @ (mu - y)",
      ties: ["X^\\top X.T", "E mu - y"],
    });
    expect(found.get("forward")?.line).toBe("mu = 1 / (1 + np.exp(-X @ self.theta))");
  });

  it("finds an error that is written in part, and one that a function gives back", () => {
    const found = steps(`import numpy as np
class Loss:
    def forward(self, s, y):
        e = np.exp(s - s.max(axis=1, keepdims=True))
        self.p, self.y = e / e.sum(axis=1, keepdims=True), y
        return -np.sum(y * np.log(self.p + 1e-12)) / len(y)
    def backward(self):
        return (self.p - self.y) / len(self.y)
X = 40 * np.random.randn(50, 6)
Y = np.eye(3)[np.random.randint(0, 3, 50)]
W1, W2 = np.random.randn(6, 5), np.random.randn(5, 3)
criterion = Loss()
for epoch in range(20):
    hidden = np.maximum(0, X @ W1)
    loss = criterion.forward(hidden @ W2, Y)
    ds = criterion.backward()
    dh = ds @ W2.T
    dh[hidden <= 0] = 0
    W2 -= 0.1 * hidden.T @ ds
    W1 -= 0.1 * X.T @ dh
    print(epoch, loss)
`);
    expect(found.get("error-2")?.line).toBe("return (self.p - self.y) / len(self.y)");
    expect(found.get("error-1")?.line).toBe("dh[hidden <= 0] = 0");
    // Probabilities that are as good as zero: the guard makes another number of them.
    expect(found.get("loss")?.line).toBe("return -np.sum(y * np.log(self.p + 1e-12)) / len(y)");
  });

  it("takes no rate for one over the sum of the samples' weights", () => {
    const found = steps(`import numpy as np
def fit(X, y, sample_weight, lr=0.1):
    w = np.zeros(X.shape[1])
    for _ in range(20):
        p = 1.0 / (1.0 + np.exp(-X.dot(w)))
        loss = -np.sum(sample_weight * (y * np.log(p) + (1 - y) * np.log(1 - p))) / np.sum(sample_weight)
        r = sample_weight * (p - y) / np.sum(sample_weight)
        w -= lr * X.T.dot(r)
    return w, loss
`);
    expect(found.get("weights")?.ties).toEqual(["\\frac{1}{\\nu} r", "X^\\top X.T", "E r"]);
  });

  it("finds the lines of a step whose loss is asked for at the end of an epoch, in another order of the samples", () => {
    const found = steps(`import numpy as np
def forward(p, x):
    h = np.maximum(x @ p["W1"], 0)
    return h, h @ p["W2"]
def train(x, y, h=6, epochs=5, bs=16, lr=0.1):
    p = dict(W1=np.random.randn(x.shape[1], h), W2=np.random.randn(h, 1))
    y = y.reshape(-1, 1)
    for ep in range(epochs):
        idx = np.random.permutation(len(x))
        for i in range(0, len(x), bs):
            xb, yb = x[idx[i:i + bs]], y[idx[i:i + bs]]
            h, out = forward(p, xb)
            d2 = (out - yb) / len(yb)
            d1 = (d2 @ p["W2"].T) * (h > 0)
            g = dict(W1=xb.T @ d1, W2=h.T @ d2)
            for k in p:
                p[k] -= lr * g[k]
        print(ep, 0.5 * np.mean((forward(p, x)[1] - y) ** 2))
`);
    expect(found.get("forward-1")?.line).toBe('h = np.maximum(x @ p["W1"], 0)');
    expect(found.get("error-1")?.line).toBe('d1 = (d2 @ p["W2"].T) * (h > 0)');
  });

  it("finds the one of several lambdas", () => {
    const found = steps(`import numpy as np
act = {
    "relu": lambda z: np.maximum(0, z),
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
}
X, y = np.random.randn(40, 3), np.ones((40, 1))
W1, W2 = np.random.randn(3, 5), np.random.randn(5, 1)
for epoch in range(20):
    Z = X @ W1
    H = act["relu"](Z)
    p = act["sigmoid"](H @ W2)
    loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    d = (p - y) / len(y)
    dW2, dW1 = H.T @ d, X.T @ ((d @ W2.T) * (Z > 0))
    W2 -= 0.1 * dW2
    W1 -= 0.1 * dW1
`);
    expect(found.get("activation-1")?.line).toBe("np.maximum(0, z)");
    expect(found.get("activation-2")?.line).toBe("1 / (1 + np.exp(-z))");
  });

  it("finds a gradient of one sample, and not the probabilities that it is made of", () => {
    const found = steps(`import numpy as np
rng = np.random.default_rng(3)
X, labels = rng.normal(size=(90, 4)), rng.integers(0, 3, 90)
W, b = rng.normal(size=(3, 4)) * 0.01, np.zeros(3)
for step in range(1000):
    i = rng.integers(90)
    x, k = X[i], labels[i]
    s = W @ x + b
    p = np.exp(s - s.max())
    p /= p.sum()
    loss = -np.log(p[k])
    d = p.copy()
    d[k] -= 1
    W -= 0.05 * np.outer(d, x)
    b -= 0.05 * d
`);
    expect(found.get("activation")?.line).toBe("p /= p.sum()");
    expect(found.get("error")?.line).toBe("d[k] -= 1");
    expect(found.get("bias")?.line).toBe("b -= 0.05 * d");
  });

  it("takes no residual inside a loss for the error, nor an error before its ReLU", () => {
    const found = steps(`import numpy as np
def mse(p, t):
    return np.mean((p - t) ** 2)
def mse_prime(p, t):
    return 2 * (p - t) / np.size(t)
X, T = np.random.rand(64, 5), np.random.randn(64, 1)
W1, W2 = np.random.rand(5, 6), np.random.rand(6, 1)
for i in range(200):
    Z = X @ W1
    out = np.where(Z > 0, Z, 0) @ W2
    loss = mse(out, T)
    d = mse_prime(out, T)
    dH = d @ W2.T
    dZ = dH * (Z > 0)
    W2 -= 0.05 * np.where(Z > 0, Z, 0).T @ d
    W1 -= 0.05 * X.T @ dZ
`);
    expect(found.get("error-2")?.line).toBe("return 2 * (p - t) / np.size(t)");
    // All units are open in our run.
    expect(found.get("error-1")?.line).toBe("dZ = dH * (Z > 0)");
  });
});
