import { describe, expect, it } from "vitest";
import { verdictOf } from "./checkedProgram";

const data = `import numpy as np
from dataclasses import dataclass
rng = np.random.default_rng(0)
X = rng.normal(size=(80, 4))
y = X @ np.array([1.5, -2.0, 0.5, 0.0]) + 0.7
`;

const fit = `    def fit(self, X, y):
        self.w = np.zeros(4)
        for epoch in range(10):
            r = X @ self.w + self.b - y
            self.w = self.w - self.lr * 2 * X.T @ r / len(y)
            self.b = self.b - self.lr * 2 * r.mean()
            loss = np.mean((X @ self.w + self.b - y) ** 2)
            print(loss)
`;

describe("a bias that begins as a number", () => {
  it.each([
    ["a data class's field", "@dataclass\nclass Model:\n    lr: float = 0.05\n    b: float = 0.0\n"],
    ["an attribute of the class", "class Model:\n    lr = 0.05\n    b = 0.0\n"],
    [
      "the mean of a library's labels",
      "from sklearn.datasets import make_regression\nX, y = make_regression(80, 4)\nclass Model:\n    def __init__(self, lr=0.05):\n        self.lr = lr\n        self.b = y.mean()\n",
    ],
    [
      "the labels' mean",
      "class Model:\n    def __init__(self, lr=0.05):\n        self.lr = lr\n        self.b = y.mean()\n",
    ],
  ])("is %s", (_, head) => {
    const text = `${data}${head}${fit}Model().fit(X, y)\n`;
    expect(verdictOf(text)).toBe("right");
    expect(verdictOf(text.replace("r.mean()", "r.sum()"))).toBe("bias_not_averaged");
    expect(verdictOf(text.replace("X.T @ r / len(y)", "X.T @ r"))).toBe("missing_mean");
  });
});

describe("a rate that a function gives", () => {
  const text = `${data}def descend(f, df, w, step_size_fn, count):
    for i in range(count):
        loss, grad = f(w), df(w)
        print(loss)
        step = step_size_fn(i)
        w = w - step * grad
    return w
def f(w):
    return np.mean((X @ w - y) ** 2)
def df(w):
    return 2 * X.T @ (X @ w - y) / len(y)
descend(f, df, np.zeros(4), lambda i: 2 / (i + 1) ** 0.5, 10)
`;

  it.each([["step"], ["a"]])("may be 2, and be called %s", (name) => {
    const own = text.replaceAll(/\bstep\b/g, name);
    expect(verdictOf(own)).toBe("right");
  });

  it("shows by its name that it is one", () => {
    expect(verdictOf(text.replace("return 2 * X.T", "return X.T"))).toBe("factor_two");
    expect(verdictOf(text.replace(" / len(y)\ndescend", "\ndescend"))).toBe("missing_mean");
  });

  it("is none where it is the number of samples", () => {
    expect(verdictOf(text.replaceAll(/\bstep\b/g, "a").replace("step_size_fn(i)", "len(y)"))).not.toBe(
      "right",
    );
  });
});

describe("a rate that is made of other settings", () => {
  const text = (
    line: string,
    gradient = "X.T @ r / len(y) + lam * w",
  ) => `${data}lr, lam, w = 0.3, 0.1, np.zeros(4)
for t in range(1, 50):
    r = X @ w - y
    loss = np.sum(r ** 2) / (2 * len(y)) + 0.5 * lam * w @ w
    print(loss)
    ${line}
    w = w - ${line.split(" ")[0]} * (${gradient})
`;

  it.each([
    "eta_t = 1.0 / (lam * (t + 100))",
    "current_lr = lr / (1 + 0.1 * t)",
    "step = lr * 0.9 ** t",
    "lr_t = lr / (1 + lam * t)",
  ])("is no factor of the gradient: %s", (line) => {
    expect(verdictOf(text(line))).toBe("right");
    expect(verdictOf(text(line, "X.T @ r + lam * w"))).toBe("missing_mean");
    expect(verdictOf(text(line, "X.T @ r / len(y)"))).toBe("penalty_missing");
    expect(verdictOf(text(line, "X.T @ r / len(y) - lam * w"))).toBe("penalty_sign");
  });
});

describe("a bias that is a whole number", () => {
  const line = (start: string, step: string) => `${data}x, m, c = X[:, 0], 0, ${start}
for i in range(50):
    gap = y - (m * x + c)
    loss = np.mean(gap ** 2)
    print(loss)
    m = m - 0.1 * np.mean(-2 * x * gap)
    ${step}
`;

  it.each(["0", "0.0"])("is missed where nothing steps it: %s", (start) => {
    expect(verdictOf(line(start, "c = c - 0.1 * np.mean(-2 * gap)"))).toBe("right");
    expect(verdictOf(line(start, "slope = np.mean(-2 * gap)"))).toBe("bias_missing");
  });

  it("is none where it is the state of a sum", () => {
    const sum = `${data}w = np.zeros(4)
for i in range(50):
    z = 0
    for j in range(4):
        more = w[j] * X[:, j] + z
        z = more
    loss = np.mean((z - y) ** 2)
    print(loss)
    w = w - 0.1 * 2 * X.T @ (z - y) / len(y)
`;
    expect(verdictOf(sum)).toBe("right");
  });
});

describe("a loss that is computed every so often", () => {
  const text = `${data}w, b, rate = np.zeros(4), 0.0, 0.05
for t in range(1, 301):
    r = X @ w + b - y
    w = w - rate * 2 * X.T @ r / len(y)
    b = b - rate * 2 * r.mean()
    if t % 50 == 0:
        print(t, np.mean((X @ w + b - y) ** 2))
`;

  it.each([
    ["if t % 50 == 0:"],
    ["if not t % 50:"],
    ["if (t + 2) % 50 == 0 or t == 300:"],
    ["if t % 50 == 49 and rate > 0:"],
  ])("%s", (condition) => {
    const own = text.replace("if t % 50 == 0:", condition);
    expect(verdictOf(own)).toBe("right");
    expect(verdictOf(own.replace("rate * 2 * r", "rate * r"))).toBe("factor_two");
  });
});

describe("batches without an end", () => {
  const text = (head: string, end = "") => `${data}import itertools
def batches(X, y, k):
    while True:
        idx = rng.choice(len(X), size=k, replace=False)
        yield X[idx], y[idx]
w, rate = np.zeros(4), 0.1
${head}
    r = xb @ w - yb
    loss = np.mean(r ** 2)
    print(loss)
    w -= rate * 2 * xb.T @ r / len(yb)
${end}
`;

  it.each([
    ["for i, (xb, yb) in enumerate(batches(X, y, 10)):", "    if i > 100: break"],
    ["for i, (xb, yb) in zip(range(100), batches(X, y, 10)):", ""],
    ["gen = batches(X, y, 10)\nfor i in range(100):\n    xb, yb = next(gen)", ""],
    ["for xb, yb in itertools.islice(batches(X, y, 10), 100):", ""],
  ])("are taken by %s", (head, end) => {
    expect(verdictOf(text(head, end))).toBe("right");
    expect(verdictOf(text(head, end).replace(" / len(yb)", ""))).toBe("missing_mean");
  });
});

describe("a batch that is larger than our data", () => {
  const text = `${data}from sklearn.datasets import load_digits
digits = load_digits()
X, y = digits.data / 16.0, digits.target
T = np.eye(10)[y]
W, rate, batch_size = np.random.randn(64, 10) * 0.01, 0.1, 100
for epoch in range(20):
    for i in range(len(X) // batch_size):
        x, t = X[i * batch_size:(i + 1) * batch_size], T[i * batch_size:(i + 1) * batch_size]
        S = x @ W
        P = np.exp(S) / np.exp(S).sum(axis=1, keepdims=True)
        loss = -np.mean(np.sum(t * np.log(P), axis=1))
        W -= rate * x.T @ (P - t) / len(x)
    print(loss)
`;

  it("is as large as they are", () => {
    expect(verdictOf(text)).toBe("right");
    expect(verdictOf(text.replace(" / len(x)", ""))).toBe("missing_mean");
  });
});

it("takes names of columns for no data", () => {
  const text = `import numpy as np
import pandas as pd
train = pd.read_csv("train.csv")
features = ["Age", "Fare"]
X = train[features].values.astype(float)
y = train["Survived"].values
w = np.zeros(X.shape[1])
for i in range(100):
    h = 1 / (1 + np.exp(-X @ w))
    loss = -np.mean(y * np.log(h) + (1 - y) * np.log(1 - h))
    w -= 0.1 * X.T @ (h - y) / len(y)
print(loss)
`;
  expect(verdictOf(text)).toBe("right");
  expect(verdictOf(text.replace(" / len(y)", ""))).toBe("missing_mean");
});

describe("a step that is not seen as one of its bias", () => {
  const text = `${data}X = X.T
def model(x, theta):
    w, b = theta
    return np.dot(w, x) + b
def cost(theta):
    return ((model(X, theta) - y) ** 2).mean()
theta, alpha = (np.zeros(4), 0.), 0.1
for i in range(10):
    r = model(X, theta) - y
    dw, db = 2 * (r * X).mean(axis=1), 2 * r.mean()
    theta = (theta[0] - alpha * dw, theta[1] - alpha * db)
    print(cost(theta))
`;

  it("does not say that there is none", () => {
    expect(verdictOf(text)).not.toBe("bias_missing");
    expect(verdictOf(text.replace("theta[1] - alpha * db", "theta[1]"))).toBe("bias_missing");
  });
});

it("does not say so of numbers in a dict that is made anew", () => {
  const text = `${data}params = {"w": np.zeros(4), "b": 0.0}
for epoch in range(20):
    r = X @ params["w"] + params["b"] - y
    print(np.mean(r * r))
    grads = {"w": 2 * X.T @ r / len(y), "b": 2 * r.mean()}
    params = {name: value - 0.1 * grads[name] for name, value in params.items()}
`;
  expect(verdictOf(text)).toBe("unknown-difference");
});

it("follows an array without axes", () => {
  const text = `${data}params = {"w": np.zeros(4), "b": np.zeros(())}
for epoch in range(20):
    r = X @ params["w"] + params["b"] - y
    print(np.mean(r * r))
    grads = {"w": 2 * X.T @ r / len(y), "b": 2 * r.mean()}
    params = {name: value - 0.1 * grads[name] for name, value in params.items()}
`;
  expect(verdictOf(text)).toBe("right");
  expect(verdictOf(text.replace("r.mean()}", "r.sum()}"))).toBe("bias_not_averaged");
});

it("takes what is measured of the data for no bias", () => {
  const text = `${data}mu = y[y > 0].mean()
w = np.zeros(4)
for epoch in range(20):
    r = X @ w + mu - y
    loss = np.mean(r ** 2)
    print(loss)
    w -= 0.1 * 2 * X.T @ r / len(y)
`;
  expect(verdictOf(text)).toBe("right");
  expect(verdictOf(text.replace("mu = y[y > 0].mean()", "mu = 0.0"))).toBe("bias_missing");
});

describe("a sum over a batch that is averaged at the end of the epoch", () => {
  const text = `${data}def cost(r):
    return np.sum(r ** 2) / 2
w, m = np.zeros(4), len(y)
for epoch in range(20):
    total = 0
    for k in range(0, m, 20):
        x, t = X[k:k + 20], y[k:k + 20]
        r = x @ w - t
        total += cost(r)
        dz = 1. / len(t) * r
        w -= 0.1 * x.T @ dz
    print(total / m)
`;

  it("is a mean", () => {
    expect(verdictOf(text)).toBe("right");
    expect(verdictOf(text.replace("1. / len(t) * r", "-1. / len(t) * r"))).not.toBe("right");
    expect(
      verdictOf(
        text
          .replace("return np.sum(r ** 2) / 2", "return np.mean(r ** 2) / 2")
          .replace("1. / len(t) * r", "1. / len(t) ** 2 * r"),
      ),
    ).not.toBe("right");
  });
});

describe("a rate that is written as a whole number with a point", () => {
  const text = `${data}w, b = np.zeros(4), 0.0
for epoch in range(20):
    r = X @ w + b - y
    print(np.mean(r ** 2) / 2 + 0.01 * np.sum(w ** 2))
    w -= 2.0 * (X.T @ r / len(y) + 0.02 * w)
    b -= 2.0 * r.mean()
`;

  it("is one where all steps have it", () => {
    expect(verdictOf(text)).toBe("right");
    expect(verdictOf(text.replace("b -= 2.0 * ", "b -= "))).not.toBe("right");
    expect(verdictOf(text.replace("0.02 * w", "0.01 * w"))).not.toBe("right");
  });
});

it("gives a program that splits its data enough of them", () => {
  const text = `import numpy as np
from sklearn import datasets
iris = datasets.load_iris()
X, y = np.c_[np.ones(len(iris["data"])), iris["data"][:, (2, 3)]], iris["target"]
total = len(X)
held = int(total * 0.2)
order = np.random.permutation(total)
X_train, y_train = X[order[:total - 2 * held]], y[order[:total - 2 * held]]
X_valid, y_valid = X[order[total - 2 * held:-held]], y[order[total - 2 * held:-held]]
def one_hot(y):
    return np.diag(np.ones(y.max() + 1))[y]
T, T_valid = one_hot(y_train), one_hot(y_valid)
def softmax(S):
    return np.exp(S) / np.exp(S).sum(axis=1, keepdims=True)
W = np.random.randn(X.shape[1], len(np.unique(y_train)))
for epoch in range(50):
    P = softmax(X_train @ W)
    print("held back", -(T_valid * np.log(softmax(X_valid @ W))).sum(axis=1).mean())
    loss = -(T * np.log(P)).sum(axis=1).mean()
    print(loss)
    W = W - 0.5 * (1 / len(X_train) * X_train.T @ (P - T))
`;
  expect(verdictOf(text)).toBe("right");
  expect(verdictOf(text.replace("1 / len(X_train) * ", ""))).toBe("missing_mean");
});

it("puts data of ours in the place of those that are loaded in a try", () => {
  const text = `import numpy as np
def main():
    try:
        x_train, y_train = load("mnist.npz")
    except FileNotFoundError:
        return
    w = np.zeros(x_train.shape[1])
    for i in range(100):
        h = 1 / (1 + np.exp(-x_train @ w))
        print(-np.mean(y_train * np.log(h) + (1 - y_train) * np.log(1 - h)))
        w -= 0.1 * x_train.T @ (h - y_train) / len(y_train)
def load(path):
    with np.load(path) as f:
        return f["x"].astype(np.float32) / 255, f["y"]
main()
`;
  expect(verdictOf(text)).toBe("right");
  expect(verdictOf(text.replace(" / len(y_train)", ""))).toBe("missing_mean");
});

it("looks behind an inner loop whose steps take all samples for the loss", () => {
  const text = `${data}LOSSES = {"l2": (lambda r: r ** 2, lambda r: 2 * r), "l4": (lambda r: r ** 4, lambda r: 4 * r ** 3)}
def fit(name, lr=0.1):
    value, slope = LOSSES[name]
    w = np.zeros(4)
    for _ in range(200):
        w -= lr * X.T @ slope(X @ w - y) / len(y)
    final = value(X @ w - y).mean()
    return w, final
for name in LOSSES:
    w, final = fit(name)
    print(name, final)
`;
  expect(verdictOf(text)).toBe("right");
  expect(verdictOf(text.replace("lambda r: 2 * r)", "lambda r: r)"))).toBe("factor_two");
});

it("does not look behind a loop over samples that are Python's own numbers", () => {
  const text = `import math
import random
people = [([1.87, 0.89], 1), ([1.76, 0.76], 1), ([1.62, 0.54], 0), ([1.58, 0.50], 0), ([1.80, 0.82], 1)]
w, b, lr = [random.uniform(-1, 1) for _ in range(2)], 0.0, 0.3
for epoch in range(200):
    total = 0.0
    for x, y in people:
        p = 1 / (1 + math.exp(-sum(wi * xi for wi, xi in zip(w, x)) - b))
        total += -(y * math.log(p) + (1 - y) * math.log(1 - p))
        err = p - y
        for i in range(len(w)):
            w[i] -= lr * err * x[i]
        b -= lr * err
    print("epoch %d: mean loss %.4f" % (epoch, total / len(people)))
`;
  expect(verdictOf(text)).toBe("right");
  expect(verdictOf(text.replace("err = p - y", "err = y - p"))).toBe("sign");
});

it("takes an offset of each sample for no bias", () => {
  const text = `${data}offset = np.log(rng.uniform(1, 2, 80))
w = np.zeros(4)
for epoch in range(20):
    mu = np.exp(X @ w + offset)
    print(np.mean(mu - y * (X @ w + offset)))
    w -= 0.1 * X.T @ (mu - y) / len(y)
`;
  expect(verdictOf(text)).toBe("right");
  expect(verdictOf(text.replace(" / len(y)", ""))).toBe("missing_mean");
});

it("takes columns out of a table that is called a data set", () => {
  const text = `import numpy as np
import pandas as pd
dataset = pd.read_csv("Salary_Data.csv")
X = dataset.iloc[:, 0].values
y = dataset.iloc[:, 1].values
m, c, L, n = 0, 0, 0.01, float(len(X))
for i in range(100):
    Y_pred = m * X + c
    D_m = (-2 / n) * sum(X * (y - Y_pred))
    D_c = (-2 / n) * sum(y - Y_pred)
    m = m - L * D_m
    c = c - L * D_c
    print(sum((y - (m * X + c)) ** 2) / n)
`;
  expect(verdictOf(text)).toBe("right");
  expect(verdictOf(text.replaceAll("(-2 / n)", "(2 / n)"))).toBe("sign");
});

it("tells a function's loss of the training data from that of others in later steps", () => {
  const text = `import numpy as np
import pandas as pd
df = pd.read_csv("wine.csv")
X = df.drop("quality", axis=1).values
labels = df["quality"].values
Y = (labels[:, None] == np.unique(labels)[None, :]).astype(float)
n = int(len(X) * 0.75)
X_tr, Y_tr, X_te, Y_te = X[:n], Y[:n], X[n:], Y[n:]
W = np.random.randn(X.shape[1], Y.shape[1])
def forward(x):
    e = np.exp(x @ W)
    return e / e.sum(axis=1, keepdims=True)
def xent(p, y):
    return -(y * np.log(p + 1e-10)).sum(axis=1).mean()
for epoch in range(200):
    P = forward(X_tr)
    W -= 0.2 * X_tr.T @ (P - Y_tr) / n
    print(epoch, xent(P, Y_tr), xent(forward(X_te), Y_te))
`;
  expect(verdictOf(text)).toBe("right");
  expect(verdictOf(text.replace(" / n\n", "\n"))).toBe("missing_mean");
});

it("is not troubled by what is not known beside the training", () => {
  const text = `${data}import unheard_of
exact = unheard_of.solve(X, y)
w, c, alpha = np.zeros(4), np.mean(y), 0.05
for k in range(100):
    err = X @ w + c - y
    J = np.mean(np.square(err))
    w, c = w - alpha * 2 * np.mean(err[:, None] * X, axis=0), c - alpha * 2 * np.mean(err)
    print(k, J, np.abs(np.r_[c, w] - exact).max())
`;
  expect(verdictOf(text)).toBe("right");
  expect(verdictOf(text.replace("c - alpha * 2 * np.mean(err)", "c - alpha * 2 * np.sum(err)"))).toBe(
    "bias_not_averaged",
  );
  expect(verdictOf(text.replace("w, c = ", "w = w - 0.1 * exact\n    w, c = "))).not.toBe("right");
});

it.each([
  ["replace(self, w=self.w - lr * g.w, b=self.b - lr * g.b)"],
  ["Model(self.w - lr * g.w, self.b - lr * g.b)"],
])("follows an object that is made anew in each step: %s", (made) => {
  const text = `${data}from dataclasses import replace
@dataclass(frozen=True)
class Model:
    w: np.ndarray
    b: float
    def step(self, g, lr):
        return ${made}
def grad(p):
    r = X @ p.w + p.b - y
    return Model(w=2 * X.T @ r / len(y), b=2 * r.mean())
p = Model(np.zeros(4), 0.0)
for i in range(200):
    p = p.step(grad(p), 0.1)
    print(np.mean((X @ p.w + p.b - y) ** 2))
`;
  expect(verdictOf(text)).toBe("right");
  expect(verdictOf(text.replace("b=2 * r.mean()", "b=2 * r.sum()"))).toBe("bias_not_averaged");
});

describe("a file of numbers that pandas reads", () => {
  const digits = (read: string, classes = "10") => `import numpy as np
import pandas as pd
${read}
rows, columns = table.shape
np.random.shuffle(table)
held = table[:50].T
learned = table[50:].T
labels, pixels = learned[0].astype(int), learned[1:] / 255
W = np.random.randn(10, columns - 1)
c = np.zeros((10, 1))
hot = np.zeros((labels.size, ${classes}))
hot[np.arange(labels.size), labels] = 1
for epoch in range(100):
    e = np.exp(W @ pixels + c)
    P = e / e.sum(axis=0)
    loss = -np.mean(np.log(P[labels, np.arange(labels.size)] + 1e-9))
    D = (P - hot.T) / labels.size
    W = W - 0.1 * D @ pixels.T
    c = c - 0.1 * D.sum(axis=1, keepdims=True)
    print(epoch, loss)
`;
  const reads = [
    'table = pd.read_csv("digits.csv")\ntable = np.array(table)',
    'df = pd.read_csv("digits.csv")\ntable = df.to_numpy()',
    'table = pd.read_csv("digits.csv").values',
    'table = np.loadtxt("digits.csv", delimiter=",")',
  ];

  it.each(reads)("has its labels in the column that they are taken from: %s", (read) => {
    for (const classes of ["10", "labels.max() + 1"])
      expect(verdictOf(digits(read, classes)), classes).toBe("right");
    expect(verdictOf(digits(read).replace("D = (P - hot.T)", "D = (hot.T - P)"))).toBe("sign");
  });

  it("has no more features than stand before the labels", () => {
    const text = `import numpy as np
grades = np.loadtxt("grades.csv", delimiter=",")
X, y = grades[:, 0:2], grades[:, 2]
w = np.zeros(2)
for epoch in range(100):
    p = 1 / (1 + np.exp(-X @ w))
    loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    w -= 0.1 * X.T @ (p - y) / len(y)
    print(loss)
`;
    expect(verdictOf(text)).toBe("right");
    expect(verdictOf(text.replace("(p - y)", "p"))).toBe("label_missing");
  });
});

it("cuts samples that are columns into as many batches as math.floor says", () => {
  const text = `import math
import numpy as np
X = np.random.randn(3, 70)
Y = np.random.randn(1, 70)
W, b = np.zeros((1, 3)), np.zeros((1, 1))
for epoch in range(50):
    order = list(np.random.permutation(70))
    mixed_X, mixed_Y = X[:, order], Y[:, order].reshape((1, 70))
    batches = []
    whole = math.floor(70 / 20)
    for k in range(whole):
        batches.append((mixed_X[:, k * 20:(k + 1) * 20], mixed_Y[:, k * 20:(k + 1) * 20]))
    if 70 % 20 != 0:
        batches.append((mixed_X[:, whole * 20:], mixed_Y[:, whole * 20:]))
    cost = 0
    for x, y in batches:
        r = W @ x + b - y
        cost += np.sum(r ** 2)
        W = W - 0.1 * 2 * r @ x.T / x.shape[1]
        b = b - 0.1 * 2 * np.mean(r, axis=1, keepdims=True)
    print(epoch, cost / 70)
`;
  expect(verdictOf(text)).toBe("right");
  expect(verdictOf(text.replace("W - 0.1", "W + 0.1"))).toBe("sign");
});
