import { describe, expect, it } from "vitest";
import { checksOf, verdictOf } from "./checkedProgram";

const cats = `import numpy as np
import h5py

def load_dataset():
    f = h5py.File("datasets/train_catvnoncat.h5", "r")
    return np.array(f["train_set_x"][:]), np.array(f["train_set_y"][:]).reshape(1, -1)

def sigmoid(z):
    return 1 / (1 + np.exp(-z))

def propagate(w, b, X, Y):
    m = X.shape[1]
    A = sigmoid(np.dot(w.T, X) + b)
    cost = -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / m
    dw = np.dot(X, (A - Y).T) / m
    db = np.sum(A - Y) / m
    return {"dw": dw, "db": db}, cost

def optimize(w, b, X, Y, num_iterations=100, learning_rate=0.009):
    costs = []
    for i in range(num_iterations):
        grads, cost = propagate(w, b, X, Y)
        w = w - learning_rate * grads["dw"]
        b = b - learning_rate * grads["db"]
        costs.append(cost)
    return w, b, costs
`;

const main = `
train_x_orig, train_y, test_x_orig, test_y, classes = load_dataset()
train_x = train_x_orig.reshape(train_x_orig.shape[0], -1).T / 255.
w, b = np.zeros((train_x.shape[0], 1)), 0.0
w, b, costs = optimize(w, b, train_x, train_y)
`;

describe.each([
  ["with data of a file", cats + main],
  ["and no call", cats],
])("a function that is given the weights and steps them, %s", (_, text) => {
  it.each([
    ["", "", "right"],
    ['w = w - learning_rate * grads["dw"]', 'w = w + learning_rate * grads["dw"]', "sign"],
    ['        b = b - learning_rate * grads["db"]\n', "", "bias_missing"],
    ["np.dot(X, (A - Y).T) / m", "np.dot(A - Y, X.T) / m", "transposed_result"],
  ])("with %s as %s is %s", (from, to, name) => {
    expect(verdictOf(text.replace(from, () => to))).toBe(name);
  });
});

const network = `import numpy as np
class Net:
    def __init__(self, n, hidden, rate=0.1):
        self.U = np.random.uniform(-0.5, 0.5, (hidden, n))
        self.v = np.random.uniform(-0.5, 0.5, hidden)
        self.c = 0.0
        self.rate = rate

    def learn(self, x, t):
        h = np.tanh(self.U.dot(x))
        p = 1.0 / (1.0 + np.exp(-(self.v.dot(h) + self.c)))
        loss = -(t * np.log(p) + (1 - t) * np.log(1 - p))
        e = p - t
        d = e * self.v * (1 - h * h)
        self.v -= self.rate * e * h
        self.c -= self.rate * e
        self.U -= self.rate * np.outer(d, x)
        return loss

np.random.seed(4)
xs = np.random.randn(100, 3)
ts = (xs[:, 0] * xs[:, 1] > 0).astype(float)
net = Net(3, 4)
for epoch in range(30):
    total = 0.0
    for x, t in zip(xs, ts):
        total += net.learn(x, t)
    print(epoch, total / len(xs))
`;

describe("a number that goes up", () => {
  it("is stepped the wrong way", () => {
    expect(verdictOf(network)).toBe("right");
    expect(verdictOf(network.replace("self.c -= self.rate * e", "self.c += self.rate * e"))).toBe("sign");
    expect(verdictOf(network.replace("self.c -= self.rate * e", "self.c += self.rate * (t - p)"))).toBe(
      "right",
    );
  });
});

const layers = `import numpy as np
X = np.random.randn(3, 40)
Y = (X.sum(axis=0, keepdims=True) > 0) * 1.0
params = {}
for l, (n, k) in enumerate([(3, 7), (7, 1)], start=1):
    params[f"W{l}"] = np.random.randn(k, n)
    params[f"b{l}"] = np.zeros((k, 1))
for epoch in range(50):
    A1 = np.tanh(params[f"W{1}"] @ X + params[f"b{1}"])
    A2 = 1 / (1 + np.exp(-(params["W2"] @ A1 + params["b2"])))
    cost = -np.mean(Y * np.log(A2) + (1 - Y) * np.log(1 - A2))
    D2 = (A2 - Y) / 40
    D1 = params["W2"].T @ D2 * (1 - A1 ** 2)
    grads = {"W2": D2 @ A1.T, "b2": D2.sum(axis=1, keepdims=True), "W1": D1 @ X.T, "b1": D1.sum(axis=1, keepdims=True)}
    for l in [1, 2]:
        params[f"W{l}"] = params[f"W{l}"] - 0.1 * grads[f"W{l}"]
        params[f"b{l}"] = params[f"b{l}"] - 0.1 * grads[f"b{l}"]
    print(cost)
`;

describe("biases in a dictionary, under names that are made", () => {
  it("are missed where nothing steps them, whatever their number", () => {
    expect(verdictOf(layers)).toBe("right");
    const step = '        params[f"b{l}"] = params[f"b{l}"] - 0.1 * grads[f"b{l}"]\n';
    expect(layers).toContain(step);
    expect(verdictOf(layers.replace(step, ""))).toBe("bias_missing");
  });
});

const svm = `import numpy as np
rng = np.random.default_rng(8)
data = rng.normal(size=(120, 2))
labels = np.where(data[:, 0] - data[:, 1] > 0.1, 1, -1)
w = np.zeros(2)
b = 0.0
lam = 0.01
eta = 0.05
for epoch in range(20):
    losses = []
    for i in rng.permutation(len(data)):
        x, label = data[i], labels[i]
        margin = label * (w @ x + b)
        losses.append(max(0, 1 - margin) + 0.5 * lam * (w @ w))
        if margin < 1:
            w -= eta * (lam * w - label * x)
            b += eta * label
        else:
            w -= eta * lam * w
    print(epoch, np.mean(losses))
`;

describe("a step that an if decides", () => {
  it.each([
    ["", "", "right"],
    ["b += eta * label", "b += eta", "label_missing"],
    ["b += eta * label", "b -= eta * label", "sign"],
  ])("with %s as %s is %s", (from, to, name) => {
    expect(verdictOf(svm.replace(from, () => to))).toBe(name);
  });
});

const lines = `import random
random.seed(0)
xs = [i / 10 for i in range(20)]
ys = [3 * x + 2 + random.uniform(-0.1, 0.1) for x in xs]
w, b = 0.0, 0.0
dw, db = 0.0, 0.0
lr = 0.05
n = len(xs)
for epoch in range(200):
    dw, db = 0.0, 0.0
    cost = 0.0
    for x, y in zip(xs, ys):
        error = w * x + b - y
        cost += error ** 2 / n
        dw += error * x
        db += error
    w = w - lr * (2 / n) * dw
    b = b - lr * (2 / n) * db
    print(cost)
`;

const collected = `import numpy as np
class Layer:
    def __init__(self, n, k):
        self.W = np.random.randn(n, k)
        self.dW = np.zeros_like(self.W)

    def learn(self, X, T, lr):
        self.dW[:] = 0
        cost = 0.0
        for x, t in zip(X, T):
            e = x @ self.W - t
            cost += 0.5 * np.sum(e ** 2) / len(X)
            self.dW += np.outer(x, e) / len(X)
        self.W -= lr * self.dW
        return cost

X = np.random.randn(30, 3)
T = np.random.randn(30, 2)
layer = Layer(3, 2)
for epoch in range(100):
    print(layer.learn(X, T, 0.1))
`;

describe("a gradient that is never set back to zero", () => {
  it.each([
    ["of numbers", lines, "    dw, db = 0.0, 0.0\n    cost"],
    ["of an array", collected, "        self.dW[:] = 0\n"],
  ])("%s is wrong", (_, text, reset) => {
    expect(verdictOf(text)).toBe("right");
    expect(text).toContain(reset);
    expect(verdictOf(text.replace(reset, reset.includes("cost") ? "    cost" : ""))).toBe("other");
  });
});

const rows = `import numpy as np
X = np.c_[np.ones(40), np.random.randn(40, 3)]
y = (X[:, 1] > 0) * 1.0
theta = np.zeros(4)
for step in range(100):
    p = 1 / (1 + np.exp(-X @ theta))
    cost = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)) + 0.05 * np.sum(theta[1:] ** 2)
    grad = X.T @ (p - y) / 40
    grad[1:] += 0.1 * theta[1:]
    theta -= 0.2 * grad
    print(cost)
`;

describe("a step of all rows but the first", () => {
  it("forgets the bias, and has a rate", () => {
    expect(verdictOf(rows)).toBe("right");
    const piece = rows.replace("theta -= 0.2 * grad", "theta[1:] -= 0.2 * grad[1:]");
    expect(verdictOf(piece)).toBe("bias_missing");
    expect(verdictOf(piece.replace("0.2 * grad[1:]", "0.2 * grad[1:]\n    theta[0] -= 0.2 * grad[0]"))).toBe(
      "right",
    );
  });
});

const hinge = `import numpy as np
rng = np.random.RandomState(1)
X = rng.randn(40, 3)
y = np.sign(X[:, 0] + 0.5 * X[:, 1])
w = np.zeros(3)
b = 0.0
for epoch in range(100):
    loss = 0.01 * np.sum(w ** 2)
    dw = np.zeros_like(w)
    db = 0.0
    for x_i, y_i in zip(X, y):
        gap = 1 - y_i * (np.dot(w, x_i) + b)
        if gap > 0:
            loss += gap / len(X)
            dw -= y_i * x_i
            db -= y_i
    dw = dw / len(X) + 0.02 * w
    w -= 0.1 * dw
    b -= 0.1 * db / len(X)
    print(epoch, loss)
`;

describe("a gradient that goes down from zeros", () => {
  it("is collected, and no weight", () => {
    expect(verdictOf(hinge)).toBe("right");
    expect(verdictOf(hinge.replace("dw -= y_i * x_i", "dw -= x_i"))).toBe("label_missing");
    expect(verdictOf(hinge.replace(" + 0.02 * w", ""))).toBe("penalty_missing");
  });
});

it("misses the step of a bias whose gradient goes down like one", () => {
  const hinge = `import numpy as np

def svm(w, b, X, y):
    loss, db = 0.0, 0.0
    dw = np.zeros_like(w)
    for x_i, y_i in zip(X, y):
        gap = 1 - y_i * (np.dot(w, x_i) + b)
        if gap > 0:
            loss += gap / len(X)
            dw -= y_i * x_i
            db -= y_i
    return loss, dw / len(X), db / len(X)

rng = np.random.RandomState(1)
X = rng.randn(40, 3)
y = np.sign(X[:, 0] + 0.5 * X[:, 1])
w = np.zeros(3)
b = 0.0
rate = 0.1
for epoch in range(100):
    loss, dw, db = svm(w, b, X, y)
    w -= rate * dw
    b -= rate * db
    print(epoch, loss)
`;
  expect(verdictOf(hinge)).toBe("right");
  expect(verdictOf(hinge.replace("    b -= rate * db\n", ""))).toBe("bias_missing");
});

describe("a number among the arrays that one comprehension steps", () => {
  const network = `import numpy as np

def forward(params, x):
    W, c, v, d = params
    h = np.tanh(x @ W + c)
    return h, h @ v + d

def loss_fn(params, x, t):
    return np.mean((forward(params, x)[1] - t) ** 2)

def grad_fn(params, x, t):
    W, c, v, d = params
    h, out = forward(params, x)
    g = 2 * (out - t) / len(t)
    gz = np.outer(g, v) * (1 - h ** 2)
    return x.T @ gz, gz.sum(0), h.T @ g, g.sum()

rng = np.random.default_rng(9)
x = rng.normal(size=(70, 4))
t = x[:, 0] - x[:, 1]
params = (rng.normal(size=(4, 6)) * 0.5, np.zeros(6), rng.normal(size=6) * 0.5, 0.0)
for i in range(60):
    params = tuple(p - 0.3 * g for p, g in zip(params, grad_fn(params, x, t)))
    print(i, loss_fn(params, x, t))
`;

  it("is no bias that nobody steps, and nothing is said of it", () => {
    expect(verdictOf(network)).toBe("unknown-difference");
    const first = network
      .replace("W, c, v, d = params\n    h =", "d, W, c, v = params\n    h =")
      .replace("    W, c, v, d = params\n    h, out", "    d, W, c, v = params\n    h, out")
      .replace("return x.T @ gz, gz.sum(0), h.T @ g, g.sum()", "return g.sum(), x.T @ gz, gz.sum(0), h.T @ g")
      .replace(
        "(rng.normal(size=(4, 6)) * 0.5, np.zeros(6), rng.normal(size=6) * 0.5, 0.0)",
        "(0.0, rng.normal(size=(4, 6)) * 0.5, np.zeros(6), rng.normal(size=6) * 0.5)",
      );
    expect(verdictOf(first)).toBe("unknown-difference");
  });

  it("leaves the others' mistakes to be named", () => {
    expect(verdictOf(network.replace("/ len(t)", ""))).toBe("missing_mean");
    expect(verdictOf(network.replace(" * (1 - h ** 2)", ""))).toBe("missing_activation_derivative");
  });
});

describe("rows that are picked by what the model says of them", () => {
  const machine = `import numpy as np
np.random.seed(7)
X = np.random.randn(80, 3)
y = np.sign(X @ np.array([1.0, -2.0, 0.5]) + 0.3 * np.random.randn(80))
w = np.random.randn(3)
b = 0.0
lam = 0.1
for epoch in range(100):
    margins = y * (X @ w + b)
    loss = 0.5 * lam * w @ w + np.maximum(0, 1 - margins).mean()
    inside = margins < 1
    w -= 0.05 * (lam * w - X[inside].T @ y[inside] / len(X))
    b -= 0.05 * (-y[inside].sum() / len(X))
    print(epoch, loss)
`;

  it("are no batch: to pick others is a mistake", () => {
    expect(verdictOf(machine)).toBe("right");
    expect(verdictOf(machine.replace("margins < 1", "margins < 0"))).toBe("other");
    expect(verdictOf(machine.replace("margins < 1", "margins > 1"))).toBe("no-loss");
  });
});

describe("weights that are numbers", () => {
  const neuron = `import math

data = [((0, 0), 0), ((0, 1), 1), ((1, 0), 1), ((1, 1), 1)]
w1, w2, b = 0.3, -0.2, 0.1
for epoch in range(500):
    for (x1, x2), t in data:
        a = 1 / (1 + math.exp(-(w1 * x1 + w2 * x2 + b)))
        loss = 0.5 * (a - t) ** 2
        dz = (a - t) * a * (1 - a)
        w1 -= 0.5 * dz * x1
        w2 -= 0.5 * dz * x2
        b -= 0.5 * dz
        print(epoch, loss)
`;

  it("may begin below zero", () => {
    expect(checksOf(neuron)[0]?.parameters.map(({ name }) => name)).toEqual(["w1", "w2", "b"]);
    expect(verdictOf(neuron)).toBe("right");
    expect(verdictOf(neuron.replace("dz * x2", "dz * x1"))).toBe("other");
    expect(verdictOf(neuron.replace("w2 -= 0.5 * dz * x2", "w2 += 0.5 * dz * x2"))).toBe("sign");
    expect(verdictOf(neuron.replace("dz = (a - t) *", "dz = a *"))).toBe("label_missing");
  });
});

describe("a number that a dataclass gives a field", () => {
  const fit = `from dataclasses import dataclass
import numpy as np

@dataclass
class Fit:
    x: np.ndarray
    t: np.ndarray
    w: np.ndarray
    b: float = 0.0

    def loss(self):
        return np.mean((self.x @ self.w + self.b - self.t) ** 2)

    def step(self, lr=0.05):
        r = self.x @ self.w + self.b - self.t
        self.w -= lr * 2 * self.x.T @ r / len(r)
        self.b -= lr * 2 * r.mean()

rng = np.random.default_rng(4)
x = rng.normal(size=(50, 3))
fit = Fit(x, x @ np.array([2.0, -1.0, 0.5]), rng.normal(size=3))
for k in range(100):
    print(k, fit.loss())
    fit.step()
`;

  it("is a parameter like any other", () => {
    expect(verdictOf(fit)).toBe("right");
    expect(verdictOf(fit.replace("r.mean()", "r.sum()"))).toBe("bias_not_averaged");
    expect(
      verdictOf(
        fit.replace("rng.normal(size=3))", "rng.normal(size=3), 0.5)").replace("r.mean()", "r.sum()"),
      ),
    ).toBe("bias_not_averaged");
  });
});

describe("a bias in a script whose loss is that of all at the end of an epoch", () => {
  const text = (step: string) => `import numpy as np
X = np.random.randn(90, 4)
y = (X[:, 0] > 0).astype(float)

def log_loss(p, y):
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))

weights, bias = np.zeros(4), np.zeros(1)
for epoch in range(20):
    order = np.random.permutation(len(X))
    for start in range(0, len(X), 16):
        rows = order[start:start + 16]
        p = 1 / (1 + np.exp(-(X[rows] @ weights + bias)))
        weights -= 0.1 * X[rows].T @ (p - y[rows]) / len(rows)
        ${step}
    p = 1 / (1 + np.exp(-(X @ weights + bias)))
    print(epoch, log_loss(p, y))
`;

  it("is missed where nothing steps it, but not where another array goes by its name", () => {
    expect(verdictOf(text("bias -= 0.1 * np.mean(p - y[rows])"))).toBe("right");
    expect(verdictOf(text("pass"))).toBe("bias_missing");
    expect(verdictOf(text("bias = np.array([y[rows].mean()])"))).not.toBe("bias_missing");
  });
});

it("is missed in a list of biases that a loop goes through by one name", () => {
  const text = (step: string) => `import numpy as np
X = np.random.randn(40, 3)
Y = X.sum(axis=1, keepdims=True)
Ws = [np.random.randn(3, 5) * 0.5, np.random.randn(5, 1) * 0.5]
bs = [np.zeros(5), np.zeros(1)]
for turn in range(50):
    A = [X]
    for l, (W, b) in enumerate(zip(Ws, bs)):
        z = A[-1] @ W + b
        A.append(np.tanh(z) if l == 0 else z)
    print("loss", np.mean((A[-1] - Y) ** 2) / 2)
    d = (A[-1] - Y) / len(X)
    for l in [1, 0]:
        dW, db = A[l].T @ d, d.sum(axis=0)
        if l > 0:
            d = d @ Ws[l].T * (1 - A[l] ** 2)
        Ws[l] = Ws[l] - 0.1 * dW
        ${step}
`;
  expect(verdictOf(text("bs[l] = bs[l] - 0.1 * db"))).toBe("right");
  expect(verdictOf(text("pass"))).toBe("bias_missing");
});
