import { describe, expect, it } from "vitest";
import { checksOf, verdictOf } from "./checkedProgram";

/** A network whose layers are all as wide as each other, so that the wrong array fits everywhere. */
const network = `import numpy as np

def sigmoid(z):
    return 1 / (1 + np.exp(-z))

def train(X, Y, epochs=10, lr=0.1, lam=0.1):
    m = len(X)
    W1, b1 = np.random.randn(3, 3), np.zeros(3)
    W2, b2 = np.random.randn(3, 3), np.zeros(3)
    W3, b3 = np.random.randn(3, 3), np.zeros(3)
    for epoch in range(epochs):
        Z1 = X @ W1 + b1
        A1 = np.tanh(Z1)
        Z2 = A1 @ W2 + b2
        A2 = np.where(Z2 > 0, Z2, 0.1 * Z2)
        A3 = sigmoid(A2 @ W3 + b3)
        loss = -np.sum(Y * np.log(A3) + (1 - Y) * np.log(1 - A3)) / m + lam / 2 * np.sum(W1 ** 2)
        D3 = (A3 - Y) / m
        D2 = D3 @ W3.T
        D2 = D2 * np.where(Z2 > 0, 1, 0.1)
        D1 = D2 @ W2.T
        D1 = D1 * (1 - A1 ** 2)
        W3 -= lr * A2.T @ D3
        b3 -= lr * D3.sum(axis=0)
        W2 -= lr * A1.T @ D2
        b2 -= lr * D2.sum(axis=0)
        W1 -= lr * (X.T @ D1 + lam * W1)
        b1 -= lr * D1.sum(axis=0)
        print(loss)

X = np.random.randn(20, 3)
Y = (np.random.rand(20, 3) > 0.5).astype(float)
train(X, Y)
`;

const mistakes: readonly (readonly [string, string, string])[] = [
  ["A1.T @ D2", "D2.T @ A1", "transposed_result"],
  ["X.T @ D1 + lam * W1", "D1.T @ X + lam * W1", "transposed_result"],
  ["D3 @ W3.T", "D3 @ W3", "transposed_result"],
  ["D2 @ W2.T", "D2 @ W2", "transposed_result"],
  ["(A3 - Y) / m", "(A3 + Y) / m", "sign"],
  ["(1 - A1 ** 2)", "(1 - A2 ** 2)", "wrong_activation_derivative"],
  ["(1 - A1 ** 2)", "(1 - A3 ** 2)", "wrong_activation_derivative"],
  ["np.where(Z2 > 0, 1, 0.1)", "np.where(Z2 > 0, 0.1, 1)", "wrong_activation_derivative"],
  ["np.where(Z2 > 0, 1, 0.1)", "np.where(Z1 > 0, 1, 0.1)", "wrong_activation_derivative"],
  ["np.where(Z2 > 0, 1, 0.1)", "np.where(D2 > 0, 1, 0.1)", "wrong_activation_derivative"],
  ["(1 - A1 ** 2)", "(A1 * 1 - A1)", "wrong_activation_derivative"],
  ["b1 -= lr * D1.sum(axis=0)", "b1 -= lr * 0 * D1.sum(axis=0)", "bias_missing"],
  ["b3 -= lr * D3.sum(axis=0)", "db3 = D3.sum(axis=0) + lam * b3\n        b3 -= lr * db3", "other"],
  ["b1 -= lr * D1.sum(axis=0)", "db1 = D1.sum(axis=0)\n        b1[1:] -= lr * db1[1:]", "bias_missing"],
  ["X.T @ D1 + lam * W1", "X.T @ D1[:, :2] + lam * W1", "other"],
];

describe("a mistake's name", () => {
  it("is none where all is right", () => {
    expect(verdictOf(network)).toBe("right");
  });

  it("is told where it is made in every layer", () => {
    const every = network.replace("D3 @ W3.T", "D3 @ W3").replace("D2 @ W2.T", "D2 @ W2");
    const check = checksOf(every)[0];
    expect(check?.parameters.find(({ name }) => name === "W1")?.mistake).toBe("transposed_result");
  });

  it.each(mistakes)("of %s as %s is %s", (from, to, name) => {
    expect(network).toContain(from);
    expect(verdictOf(network.replace(from, () => to))).toBe(name);
  });
});

describe("an error without its label, which the loss is made of too", () => {
  const script = `import numpy as np

X = np.random.randn(50, 2)
t = X @ np.array([1.0, -1.0])
w = np.zeros(2)
for i in range(100):
    pred = X @ w
    err = pred - t
    loss = np.mean(err ** 2)
    w -= 0.1 * 2 * X.T @ err / len(X)
    print(loss)
`;
  const encoder = `import numpy as np

X = np.random.randn(50, 4)
kinds = np.random.randint(0, 2, 50)
W = np.random.randn(4, 2) * 0.1
V = np.random.randn(2, 4) * 0.1
for i in range(100):
    H = X @ W
    E = H @ V - X
    loss = np.mean(np.sum(E ** 2, axis=1))
    dV = H.T @ (2 * E / len(X))
    dW = X.T @ (2 * E / len(X) @ V.T)
    V -= 0.1 * dV
    W -= 0.1 * dW
    print(loss)
`;

  it("is the label's", () => {
    expect(verdictOf(script)).toBe("right");
    expect(verdictOf(script.replace("pred - t", "pred"))).toBe("label_missing");
  });

  it("is none where the label is a factor, whatever else there is of that length", () => {
    const perceptron = script
      .replace("t = X @", "noise = np.random.randn(50)\nt = X @")
      .replace("err = pred - t", "err = -t * (t * pred < 0)")
      .replace("np.mean(err ** 2)", "np.mean(np.maximum(0, -t * pred))")
      .replace("0.1 * 2 * X.T", "0.1 * X.T")
      .replace("np.zeros(2)", "np.random.randn(2)");
    expect(verdictOf(perceptron)).toBe("right");
  });

  it("is none where nothing has labels, or the data are what is learned", () => {
    expect(verdictOf(encoder)).toBe("right");
    const bare = script.replace("t = X @ np.array([1.0, -1.0])\n", "").replace("pred - t", "pred");
    expect(verdictOf(bare)).toBe("right");
  });
});

describe("a mean over samples of which some are beyond the margin", () => {
  const machine = `import numpy as np
np.random.seed(0)
X = np.random.randn(20, 4)
y = np.random.randint(0, 3, 20)
W = 0.01 * np.random.randn(4, 3)
reg = 0.01
for it in range(20):
    dW = np.zeros(W.shape)
    loss = 0.0
    for i in range(20):
        scores = X[i].dot(W)
        for j in range(3):
            margin = scores[j] - scores[y[i]] + 1
            if j != y[i] and margin > 0:
                loss += margin
                dW[:, j] += X[i]
                dW[:, y[i]] -= X[i]
    loss /= 20
    loss += reg * np.sum(W * W)
    W -= 0.01 * (dW / 20 + 2 * reg * W)
    print(loss)
`;

  it.each([
    ["dW / 20", "dW / 20", "right"],
    ["dW / 20", "dW", "missing_mean"],
    ["dW / 20", "dW / 400", "double_mean"],
    ["dW / 20", "dW / 4", "divided_by_features"],
    ["2 * reg * W)", "2 * reg * W * 20)", "penalty_not_averaged"],
  ])("of %s as %s is %s", (from, to, mistake) => {
    expect(verdictOf(machine.replace(from, to))).toBe(mistake);
  });
});

describe("a network of one hidden layer", () => {
  const text = (back: string, check = "") =>
    `import numpy as np
X, Y = np.random.randn(3, 40), (np.random.rand(1, 40) > 0.5).astype(float)
params = {"W": np.random.randn(4, 3), "c": np.zeros((4, 1)), "V": np.random.randn(1, 4), "d": np.zeros((1, 1))}

def ahead():
    Z = params["W"] @ X + params["c"]
    A = np.where(Z > 0, Z, 0.1 * Z)
    return Z, A, 1 / (1 + np.exp(-(params["V"] @ A + params["d"])))

def cost():
    P = ahead()[-1]
    return -np.mean(Y * np.log(P) + (1 - Y) * np.log(1 - P))

def back():
    Z, A, P = ahead()
    D = (P - Y) / 40
    V = D @ A.T
    E = params["V"].T @ D
    E = E * np.where(Z > 0, 1, 0.1)
    grads = {"W": E @ X.T, "c": E.sum(axis=1, keepdims=True), "V": V, "d": D.sum(axis=1, keepdims=True)}
    return grads
${check}
for epoch in range(100):
    grads = back()
    for key in params:
        params[key] -= 0.1 * grads[key]
    if epoch % 10 == 0:
        print(epoch, cost())
`.replace(...(back.split(" -> ") as [string, string]));
  const numeric = `
for key, array in params.items():
    moved = np.nditer(array, flags=["multi_index"])
    while not moved.finished:
        at = moved.multi_index
        old = array[at]
        array[at] = old + 1e-5
        above = cost()
        array[at] = old - 1e-5
        below = cost()
        array[at] = old
        print(key, at, (above - below) / 2e-5 - back()[key][at])
        moved.iternext()
`;

  it.each([
    ["E = E * np.where(Z > 0, 1, 0.1) -> ", "missing_activation_derivative"],
    ["np.where(Z > 0, 1, 0.1) -> np.where(Z > 0, 1, 0)", "wrong_activation_derivative"],
  ])("has its layers beside a numeric check that moves the weights: %s", (back, mistake) => {
    expect(verdictOf(text(back, numeric))).toBe(mistake);
  });

  it("may take its own output, which NumPy stretches, for its input", () => {
    expect(verdictOf(text("V = D @ A.T -> V = D @ P.T"))).toBe("wrong_layer_input");
  });
});

describe("a model of one layer", () => {
  const text = (gradient: string) => `import numpy as np
X, y = np.random.randn(5, 40), np.random.randn(1, 40)
w = np.random.randn(1, 5)
for epoch in range(100):
    r = w @ X - y
    loss = np.sum(r ** 2) / 2 + 0.3 * np.sum(np.abs(w))
    g = ${gradient} + 0.3 * np.sign(w)
    w = w - 0.01 * g
    print(loss)
`;

  it.each([
    ["r @ X.T", "right"],
    ["X @ r.T", "transposed_result"],
    ["(r * (1 - (w @ X) ** 2)) @ X.T", "extra_activation_derivative"],
  ])("%s is %s", (gradient, mistake) => {
    expect(verdictOf(text(gradient))).toBe(mistake);
  });
});

it("knows how many features there are where a loop goes through them", () => {
  const text = `import numpy as np
X, y = np.random.randn(20, 3), np.arange(20) % 2
w, b = np.zeros(3), 0.0
for epoch in range(50):
    loss, g, c = 0.0, np.zeros(3), 0.0
    for i in range(20):
        z = b
        for j in range(3):
            z += w[j] * X[i, j]
        a = 1 / (1 + np.exp(-z))
        loss -= (y[i] * np.log(a) + (1 - y[i]) * np.log(1 - a)) / 20
        r = a - y[i]
        for j in range(3):
            g[j] += r * X[i, j]
        c += r
    w -= 0.1 * g / 20
    b -= 0.1 * c / 20
    print(loss)
`;
  expect(verdictOf(text)).toBe("right");
  expect(verdictOf(text.replace("g / 20", "g / 3"))).toBe("divided_by_features");
});

it("sees a slope that is missing where all of an array is stepped by its key, dead units and all", () => {
  const text = `import numpy as np
X, Y = np.random.rand(2, 30), np.random.rand(1, 30)
params = {"W": np.random.randn(6, 2), "c": np.zeros((6, 1)), "V": np.random.randn(1, 6), "d": np.zeros((1, 1))}
for epoch in range(100):
    Z = params["W"] @ X + params["c"]
    A = np.maximum(0, Z)
    out = params["V"] @ A + params["d"]
    loss = np.mean((out - Y) ** 2)
    D = 2 * (out - Y) / 30
    E = params["V"].T @ D * (Z > 0)
    grads = {"W": E @ X.T, "c": E.sum(axis=1, keepdims=True), "V": D @ A.T, "d": D.sum(axis=1, keepdims=True)}
    for key in params:
        params[key] = params[key] - 0.1 * grads[key]
    print(loss)
`;
  expect(verdictOf(text)).toBe("right");
  expect(verdictOf(text.replace(" * (Z > 0)", ""))).toBe("missing_activation_derivative");
});

it("has its name where the step is so wrong that later losses are no numbers any more", () => {
  const text = `import numpy as np

np.random.seed(0)
data = np.random.rand(500, 64)
targets = np.eye(10)[np.random.randint(0, 10, 500)]
W1 = np.random.normal(0, 0.1, (64, 30))
b1 = np.zeros(30)
W2 = np.random.normal(0, 0.1, (30, 10))
for epoch in range(10):
    order = np.random.permutation(500)
    total = 0
    for start in range(0, 500, 50):
        x, t = data[order[start:start + 50]], targets[order[start:start + 50]]
        u = x.dot(W1) + b1
        h = 1 / (1 + np.exp(-u))
        s = h.dot(W2)
        p = np.exp(s) / np.exp(s).sum(axis=1, keepdims=True)
        total += -np.sum(t * np.log(p)) / len(t)
        delta = (p - t) / len(t)
        back = delta.dot(W2.T) * h * (1 - h)
        W2 -= 0.5 * h.T.dot(delta)
        W1 -= 0.5 * x.T.dot(back)
        b1 -= 0.5 * back.sum(0)
    print(epoch, total / 10)
`;
  expect(verdictOf(text)).toBe("right");
  expect(verdictOf(text.replace("* h * (1 - h)", "* u * (1 - u)"))).toBe("uses_z_for_a");
});

it("takes a negative number in front of the step for its rate, whatever else comes to that number", () => {
  const text = `import numpy as np

X = np.random.randn(200, 10)
y = X @ np.random.randn(10)
w = np.zeros(10)
for i in range(100):
    loss = np.mean((X @ w - y) ** 2) + 0.05 * np.sum(w * w)
    grad = 2 * X.T @ (X @ w - y) / len(X) + 0.1 * w
    w += -1e-1 * grad
    print(loss)
`;
  expect(verdictOf(text)).toBe("right");
  expect(verdictOf(text.replace(" + 0.1 * w", ""))).toBe("penalty_missing");
  expect(verdictOf(text.replace("+= -1e-1", "+= 1e-1"))).toBe("sign");
});

describe("a step whose rate is a number", () => {
  const text = (step: string) => `import numpy as np

X = np.random.randn(100, 10)
y = X @ np.random.randn(10) + 1
m, lr = len(X), 0.1
w, b = np.zeros(10), 0.0
for i in range(100):
    r = X @ w + b - y
    print(np.mean(r ** 2) / 2)
    g = X.T @ r / m
    gb = r.mean()
    ${step}
`;

  it.each([
    ["w -= 0.01 * g; b -= 0.1 * gb"],
    ["w -= lr * g; b -= 0.1 * gb"],
    ["w -= 0.1 * g; b -= lr * gb"],
    ["w = w - g / 10; b = b - gb / 10"],
    ["w += -1e-1 * g; b += -1e-1 * gb"],
  ])("is right, though there are ten features: %s", (step) => {
    expect(verdictOf(text(step))).toBe("right");
  });

  it("is wrong where more than the rate is written", () => {
    expect(verdictOf(text("w -= 0.01 * 2 * g; b -= 0.1 * gb"))).toBe("factor_two");
    expect(verdictOf(text("w -= 0.5 * 0.01 * g; b -= 0.01 * gb"))).toBe("factor_two");
    expect(verdictOf(text("w += 0.01 * g; b -= 0.1 * gb"))).toBe("sign");
    expect(verdictOf(text("w -= 0.01 * X.T @ r / 10; b -= 0.1 * gb"))).toBe("divided_by_features");
  });
});

it("says nothing of a number among the parameters that a loop steps one after the other", () => {
  const text = `import numpy as np

def loss(params):
    U, c, v, d = params
    return np.mean((np.tanh(X @ U + c) @ v + d - y) ** 2)

def gradients(params):
    U, c, v, d = params
    h = np.tanh(X @ U + c)
    r = 2 * (h @ v + d - y) / len(y)
    back = np.outer(r, v) * (1 - h ** 2)
    return [X.T @ back, back.sum(axis=0), h.T @ r, r.sum()]

rng = np.random.default_rng(33)
X = rng.normal(size=(70, 2))
y = (X ** 2).sum(axis=1)
params = [rng.normal(size=(2, 9)), np.zeros(9), rng.normal(size=9), 0.0]
for epoch in range(800):
    print(loss(params))
    new = []
    for each, gradient in zip(params, gradients(params)):
        new.append(each - 0.1 * gradient)
    params = new
`;
  expect(checksOf(text).flatMap(({ parameters }) => parameters.map(({ verdict }) => verdict))).toEqual([
    ...["right", "right", "right", "undecided"],
  ]);
});

describe("a hidden layer of sums", () => {
  const text = (error: string) => `import numpy as np
rng = np.random.default_rng(1)
X, y = rng.normal(size=(60, 4)), rng.normal(size=(60, 1))
W1, W2, lr = rng.normal(size=(4, 6)), rng.normal(size=(6, 1)), 0.1
for epoch in range(100):
    A1 = X @ W1
    E = A1 @ W2 - y
    loss = np.mean(E ** 2) / 2
    dA1 = E @ W2.T / len(X)
    W1, W2 = W1 - lr * X.T @ (${error}), W2 - lr * A1.T @ E / len(X)
    print(loss)
`;
  it.each([
    ["dA1", "right"],
    ["dA1 * A1 * (1 - A1)", "extra_activation_derivative"],
    ["dA1 * (1 - A1 ** 2)", "extra_activation_derivative"],
    ["dA1 * (A1 > 0)", "extra_activation_derivative"],
  ])("has no derivative of an activation: %s is %s", (error, verdict) => {
    expect(verdictOf(text(error))).toBe(verdict);
  });
});

it.each([["np.cosh(u) ** 2"], ["np.exp(-u ** 2)"], ["np.sin(u)"]])(
  "knows the derivative of another activation, whatever its formula: %s",
  (formula) => {
    const text = `import numpy as np
rng = np.random.default_rng(1)
X, y = rng.normal(size=(60, 4)), rng.normal(size=(60, 1))
U, V, lr = rng.normal(size=(4, 6)), rng.normal(size=(6, 1)), 0.1
def slope(u):
    return 1 / np.cosh(u) ** 2
for epoch in range(100):
    pre = X @ U
    hid = np.tanh(pre)
    E = (hid @ V - y) / len(X)
    print(np.sum((hid @ V - y) ** 2) / (2 * len(X)))
    U, V = U - lr * X.T @ (E @ V.T * slope(pre)), V - lr * hid.T @ E
`;
    expect(verdictOf(text)).toBe("right");
    expect(verdictOf(text.replace("1 / np.cosh(u) ** 2", formula))).toBe("wrong_activation_derivative");
  },
);

it("a gradient that is turned and poured back into the weights' shape is transposed", () => {
  const text = `import numpy as np
rng = np.random.default_rng(7)
X = rng.normal(size=(40, 4))
Y = np.eye(3)[rng.integers(0, 3, 40)]
W = rng.normal(size=(4, 3))
for turn in range(50):
    P = np.exp(X @ W)
    P /= P.sum(axis=1, keepdims=True)
    loss = -np.sum(Y * np.log(P)) / 40 + 0.01 * np.sum(W ** 2)
    print(loss)
    W = W - 0.1 * (X.T @ (P - Y) / 40 + 0.02 * W)
`;
  expect(verdictOf(text)).toBe("right");
  const poured = text.replace("X.T @ (P - Y) / 40", "((P - Y).T @ X).reshape(W.shape) / 40");
  expect(verdictOf(poured)).toBe("transposed_result");
});
