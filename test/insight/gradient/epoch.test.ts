import { describe, expect, it } from "vitest";
import { verdictOf } from "./checkedProgram";

/** Mini-batches of rows in another order each epoch; the loss is one of all rows, and computed only then. */
const shuffled = `import numpy as np

def sigmoid(z):
    return 1 / (1 + np.exp(-z))

def bce(logits, y):
    return np.mean(np.maximum(logits, 0) - logits * y + np.log1p(np.exp(-np.abs(logits))))

rng = np.random.default_rng(7)
X = np.hstack([np.ones((300, 1)), rng.normal(size=(300, 6))])
y = (X[:, 1:] @ rng.normal(size=6) > 0).astype(float)
theta = np.zeros(7)

for epoch in range(20):
    order = rng.permutation(300)
    for start in range(0, 300, 50):
        idx = order[start:start + 50]
        xb, yb = X[idx], y[idx]
        err = (sigmoid(xb @ theta) - yb) / len(xb)
        theta -= 0.2 * (xb.T @ err)
    print(epoch, bce(X @ theta, y))
`;

describe("a loss of all rows after steps of some of them", () => {
  it("is told by which rows were picked", () => {
    expect(verdictOf(shuffled)).toBe("right");
    expect(verdictOf(shuffled.replace(" / len(xb)", ""))).toBe("missing_mean");
    expect(verdictOf(shuffled.replace("(xb.T @ err)", "(xb.T @ err) / len(xb)"))).toBe("double_mean");
    expect(verdictOf(shuffled.replace("sigmoid(xb @ theta) - yb", "yb - sigmoid(xb @ theta)"))).toBe("sign");
    expect(verdictOf(shuffled.replace("(sigmoid(xb @ theta)", "(xb @ theta"))).toBe("uses_z_for_a");
  });

  it("is told where all rows are put in another order first", () => {
    const ordered = shuffled
      .replace("rng.permutation(300)", "rng.permutation(300)\n    X, y = X[order], y[order]")
      .replace("idx = order[start:start + 50]", "idx = slice(start, start + 50)");
    for (const text of [
      ordered,
      ordered.replace("X[idx], y[idx]", "X[start:start + 50], y[start:start + 50]"),
    ]) {
      expect(verdictOf(text)).toBe("right");
      expect(verdictOf(text.replace(" / len(xb)", ""))).toBe("missing_mean");
    }
  });

  it("leaves open how the step's own rows are weighed", () => {
    expect(verdictOf(shuffled.replace("/ len(xb)", "/ len(X)"))).toBe("right");
    expect(verdictOf(shuffled.replace("/ len(xb)", "/ X.shape[1]"))).toBe("divided_by_features");
    expect(verdictOf(shuffled.replace("/ len(xb)", "/ 40"))).toBe("no-loss");
  });
});

it("takes no activation for the loss that is collected beside it", () => {
  const text = `import numpy as np
import math

def sigmoid(z):
    return 1 / (1 + math.exp(-z))

np.random.seed(2)
X = np.random.randn(50, 3)
y = (X[:, 0] > 0).astype(int)
w = np.zeros(3)
b = 0.0
for epoch in range(10):
    total = 0
    for i in range(len(X)):
        z = np.dot(w, X[i]) + b
        a = sigmoid(z)
        total += -(y[i] * math.log(a) + (1 - y[i]) * math.log(1 - a))
        err = a - y[i]
        w -= 0.1 * err * X[i]
        b -= 0.1 * err
    print(epoch, total / len(X))
`;
  expect(verdictOf(text)).toBe("right");
  expect(verdictOf(text.replace("err = a", "err = z"))).toBe("uses_z_for_a");
});

it("is the sample's where a method takes the step and gives it to a total", () => {
  const text = `import numpy as np

def slope(s):
    return s * (1 - s)

class Net:
    def __init__(self):
        self.U = np.random.uniform(-1, 1, (4, 3))
        self.V = np.random.uniform(-1, 1, (2, 4))

    def step(self, x, target):
        h = 1 / (1 + np.exp(-self.U.dot(x)))
        out = 1 / (1 + np.exp(-self.V.dot(h)))
        e = 0.5 * np.sum((out - target) ** 2)
        delta2 = (out - target) * slope(out)
        delta1 = self.V.T.dot(delta2) * slope(h)
        self.V -= 0.5 * np.outer(delta2, h)
        self.U -= 0.5 * np.outer(delta1, x)
        return e

X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]], dtype=float)
Y = np.array([[0, 1], [1, 0], [1, 0], [0, 1]], dtype=float)
net = Net()
for epoch in range(500):
    loss = 0
    for x, t in zip(X, Y):
        loss += net.step(x, t)
    print(epoch, loss / len(X))
`;
  expect(verdictOf(text)).toBe("right");
  expect(verdictOf(text.replace("s * (1 - s)", "s * (1 + s)"))).toBe("wrong_activation_derivative");
});

describe("a loss that is computed once, behind the loop", () => {
  const once = `import numpy as np

np.random.seed(0)
X = np.c_[np.ones(100), np.random.randn(100, 2)]
t = (X[:, 1] + X[:, 2] > 0).astype(float)

def sigmoid(s):
    return 1 / (1 + np.exp(-s))

def log_likelihood(w):
    p = sigmoid(X @ w)
    return np.mean(t * np.log(p) + (1 - t) * np.log(1 - p))

w = np.zeros(3)
for step in range(100):
    grad = X.T @ (t - sigmoid(X @ w)) / len(t)
    w = w + 0.5 * grad
print(log_likelihood(w))
`;

  it("is the one of all steps that take all samples", () => {
    expect(verdictOf(once)).toBe("right");
    expect(verdictOf(once.replace("w + 0.5", "w - 0.5"))).toBe("sign");
    expect(verdictOf(once.replace("X.T @ (t - sigmoid(X @ w))", "-X.T @ (sigmoid(X @ w) - t)"))).toBe(
      "right",
    );
    expect(verdictOf(once.replace("grad = X.T", "grad = -X.T"))).toBe("sign");
    expect(verdictOf(once.replace(" / len(t)", ""))).toBe("missing_mean");
  });

  it("is none of steps that go through the samples", () => {
    const one = `import numpy as np

def sigmoid(s):
    return 1 / (1 + np.exp(-s))

data = [(np.random.randn(3), float(i % 2)) for i in range(20)]
w = np.zeros(3)
for x, y in data:
    w -= 0.5 * (sigmoid(x @ w) - y) * x
cost = np.mean([-(y * np.log(sigmoid(x @ w)) + (1 - y) * np.log(1 - sigmoid(x @ w))) for x, y in data])
print(cost)
`;
    expect(verdictOf(one)).toBe("no-loss");
  });
});

describe("a loss that is collected over the steps of an epoch", () => {
  const collected = `import numpy as np

def batches(X, y, size):
    order = np.random.permutation(len(X))
    for i in range(0, len(X), size):
        j = order[i:i + size]
        yield X[j], y[j]

X = np.random.randn(100, 3)
y = X @ np.array([1., 2., 3.]) + 0.5
w = np.zeros(3)
b = 0.
for epoch in range(30):
    epoch_loss = 0.
    for xb, yb in batches(X, y, 20):
        diff = xb @ w + b - yb
        epoch_loss += 0.5 * (diff ** 2).sum()
        w -= 0.05 * (xb.T @ diff / len(xb))
        b -= 0.05 * diff.mean()
    epoch_loss /= len(X)
    print(epoch_loss)
`;

  it("is a sum whatever becomes of it later, and says not how a batch is averaged", () => {
    expect(verdictOf(collected)).toBe("right");
    expect(verdictOf(collected.replace("diff.mean()", "diff.sum()"))).toBe("bias_not_averaged");
    expect(verdictOf(collected.replace("xb.T @ diff", "xb.T @ (diff + 2 * yb)"))).not.toBe("right");
    expect(verdictOf(collected.replace("    epoch_loss /= len(X)\n", ""))).toBe("uncertain-loss");
  });

  it("is the step's own where its loop goes through the samples of one step", () => {
    const loops = collected
      .replace("for xb, yb in batches(X, y, 20):", "dw, db = np.zeros(3), 0.\n    for xi, yi in zip(X, y):")
      .replace("xb @ w + b - yb", "xi @ w + b - yi")
      .replace("(diff ** 2).sum()", "diff ** 2")
      .replace("w -= 0.05 * (xb.T @ diff / len(xb))", "dw += diff * xi")
      .replace("b -= 0.05 * diff.mean()", "db += diff")
      .replace("    print", "    w -= 0.05 * dw / len(X)\n    b -= 0.05 * db / len(X)\n    print");
    expect(verdictOf(loops)).toBe("right");
    expect(verdictOf(loops.replace("dw / len(X)", "dw / len(X) / len(X)"))).toBe("double_mean");
  });
});

it("tells which bias is left as it is, where the loss is computed behind the steps", () => {
  const text = `import numpy as np

def leaky_relu(z, slope=0.01):
    return np.where(z > 0, z, slope * z)

def leaky_relu_grad(z, slope=0.01):
    return np.where(z > 0, 1.0, slope)

def init_params(n_in, n_hidden, n_out, rng):
    return {
        "W1": rng.normal(0, np.sqrt(2 / n_in), (n_in, n_hidden)),
        "b1": np.zeros((1, n_hidden)),
        "W2": rng.normal(0, np.sqrt(2 / n_hidden), (n_hidden, n_out)),
        "b2": np.zeros((1, n_out)),
    }

def forward(X, params):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = leaky_relu(Z1)
    A2 = A1 @ params["W2"] + params["b2"]
    return A2, {"X": X, "Z1": Z1, "A1": A1}

def mse(pred, target):
    return np.mean((pred - target) ** 2)

def backward(A2, Y, params, cache):
    dA2 = 2 * (A2 - Y) / Y.size
    dA1 = dA2 @ params["W2"].T
    dZ1 = dA1 * leaky_relu_grad(cache["Z1"])
    return {
        "dW1": cache["X"].T @ dZ1,
        "db1": dZ1.sum(axis=0, keepdims=True),
        "dW2": cache["A1"].T @ dA2,
        "db2": dA2.sum(axis=0, keepdims=True),
    }

def train(X, Y, epochs=300, lr=0.05, batch_size=16):
    rng = np.random.default_rng(5)
    params = init_params(X.shape[1], 10, Y.shape[1], rng)
    for epoch in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), batch_size):
            idx = order[start:start + batch_size]
            A2, cache = forward(X[idx], params)
            grads = backward(A2, Y[idx], params, cache)
            for key in params:
                params[key] -= lr * grads["d" + key]
        if epoch % 100 == 0:
            print(epoch, mse(forward(X, params)[0], Y))
    return params

X = np.random.default_rng(1).uniform(-1, 1, (64, 4))
Y = np.stack([X[:, 0] * X[:, 1], X[:, 2] ** 2], axis=1)
train(X, Y)
`;
  expect(verdictOf(text)).toBe("right");
  expect(verdictOf(text.replace("for key in params:", 'for key in ("W1", "W2", "b1"):'))).toBe(
    "bias_missing",
  );
});
