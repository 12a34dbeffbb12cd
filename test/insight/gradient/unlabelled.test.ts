import { describe, expect, it } from "vitest";
import { verdictOf } from "./checkedProgram";

const neuron = `import numpy as np
np.random.seed(0)
x = np.random.rand(40, 3)
y = (x.sum(axis=1) > 1.5).astype(float)
w = np.random.rand(3) - 0.5
b = 0.0
for epoch in range(100):
    z = x @ w + b
    a = 1 / (1 + np.exp(-z))
    err = a - y
    loss = np.mean(err ** 2)
    delta = err * a * (1 - a)
    w -= 0.5 * (2 * x.T @ delta / len(x))
    b -= 0.5 * (2 * delta.mean())
    print(loss)
`;

describe("an error without its label, of which the loss is made, too", () => {
  it("is a missing label where the last layer has an activation", () => {
    expect(verdictOf(neuron)).toBe("right");
    expect(verdictOf(neuron.replace("err = a - y", "err = a"))).toBe("label_missing");
    const tanh = neuron.replace("1 / (1 + np.exp(-z))", "np.tanh(z)").replace("a * (1 - a)", "(1 - a ** 2)");
    expect(verdictOf(tanh)).toBe("right");
    expect(verdictOf(tanh.replace("err = a - y", "err = a"))).toBe("label_missing");
  });

  it("is none where there are no labels", () => {
    const none = neuron
      .replace("err = a - y", "err = a")
      .replace("y = (x.sum(axis=1) > 1.5).astype(float)\n", "");
    expect(verdictOf(none)).toBe("right");
  });
});

describe("an error without its label, of the program's own numbers", () => {
  const line = `xs = [1.0, 2.0, 3.0, 4.0, 5.0]
ys = [2.1, 3.9, 6.2, 7.8, 10.1]
w = 0.0
b = 0.0

def cost(w, b):
    total = 0
    for i in range(len(xs)):
        total += (w * xs[i] + b - ys[i]) ** 2
    return total / len(xs)

for step in range(100):
    dw = 0
    db = 0
    for i in range(len(xs)):
        guess = w * xs[i] + b
        error = guess - ys[i]
        dw += 2 * error * xs[i]
        db += 2 * error
    w = w - 0.01 * dw / len(xs)
    b = b - 0.01 * db / len(xs)
    print(step, cost(w, b))
`;

  it("is a missing label, and not that of a loss without an activation", () => {
    expect(verdictOf(line)).toBe("right");
    expect(verdictOf(line.replace("error = guess - ys[i]", "error = guess"))).toBe("label_missing");
    expect(verdictOf(line.replace("dw += 2 * error * xs[i]", "dw += 2 * guess * xs[i]"))).toBe(
      "label_missing",
    );
  });

  it("keeps an activation of the learner's own", () => {
    const soft = line
      .replaceAll("w * xs[i] + b", "bend(w * xs[i] + b)")
      .replace("cost(w, b):", "bend(z):\n    return z / (1 + z * z)\n\ndef cost(w, b):")
      .replace(
        "        error =",
        "        z = w * xs[i] + b\n        slope = (1 - z * z) / (1 + z * z) ** 2\n        error =",
      )
      .replaceAll("2 * error", "2 * error * slope");
    expect(verdictOf(soft)).toBe("right");
    expect(verdictOf(soft.replaceAll("2 * error * slope", "2 * error"))).toBe(
      "missing_activation_derivative",
    );
  });

  it("is found where nothing else reads the labels", () => {
    const houses = `houses = [([1.0, 0.5], 3.1), ([0.3, 1.5], 2.2), ([0.9, 0.1], 4.0), ([0.4, 0.4], 2.7)]
coef = [0.1, 0.2]
offset = 0.0
for epoch in range(200):
    loss = 0.0
    grad = [0.0, 0.0]
    grad_offset = 0.0
    for features, price in houses:
        guess = offset + sum(c * f for c, f in zip(coef, features))
        diff = guess - price
        loss += diff ** 2 / len(houses)
        for k, f in enumerate(features):
            grad[k] += 2 * diff * f / len(houses)
        grad_offset += 2 * diff / len(houses)
    for k in range(2):
        coef[k] -= 0.05 * grad[k]
    offset -= 0.05 * grad_offset
    print(epoch, loss)
`;
    const lost = houses.replace("guess - price", "guess");
    expect(verdictOf(houses)).toBe("right");
    expect(verdictOf(lost)).toBe("label_missing");
    const rows = "for row in houses:\n        features = row[0]\n        price = row[1]";
    expect(verdictOf(lost.replace("for features, price in houses:", rows))).toBe("label_missing");
    expect(verdictOf(lost.replace("for features, price in houses:", "for features, _ in houses:"))).toBe(
      "right",
    );
  });
});

it("is found in a model that is not made of layers", () => {
  const machine = `import numpy as np
data, targets = np.random.rand(50, 5), np.random.rand(50)
w0, w, V = 0.0, np.zeros(5), np.random.normal(0, 0.1, (5, 2))
for epoch in range(20):
    loss = 0.0
    for x, target in zip(data, targets):
        s = V.T @ x
        pred = w0 + w @ x + 0.5 * (np.sum(s ** 2) - np.sum((V ** 2).T @ (x ** 2)))
        g = pred - target
        loss += 0.5 * g ** 2
        w0 -= 0.05 * g
        w -= 0.05 * g * x
        V -= 0.05 * g * (np.outer(x, s) - V * (x ** 2)[:, None])
    print(loss)
`;
  expect(verdictOf(machine)).toBe("right");
  expect(verdictOf(machine.replace("g = pred - target", "g = pred"))).toBe("label_missing");
});

describe("labels that the loss has", () => {
  it("are there where they stand in front of the last layer's sum, beside data that nobody needs", () => {
    const perceptron = `import numpy as np
def perceptron(X, y, eta=0.1, epochs=20):
    w = np.zeros(X.shape[1])
    b = 0.0
    losses = []
    for epoch in range(epochs):
        total = 0.0
        for i in range(len(X)):
            margin = y[i] * (np.dot(w, X[i]) + b)
            total += max(0.0, -margin)
            if margin <= 0:
                w += eta * y[i] * X[i]
                b += eta * y[i]
        losses.append(total)
    return w, b, losses
X = np.vstack([np.random.randn(25, 2) + 2, np.random.randn(25, 2) - 2])
y = np.hstack([np.ones(25), -np.ones(25)])
print(perceptron(X, y))
`;
    expect(verdictOf(perceptron)).toBe("right");
  });

  it("are there where the first is 0, and a sample's length is not how many there are", () => {
    const patterns = `import numpy as np
def logistic(v):
    return 1.0 / (1.0 + np.exp(-v))
patterns = [([0, 0], 0), ([0, 1], 1), ([1, 0], 1), ([1, 1], 0)]
w_hidden = np.random.uniform(-1, 1, (3, 3))
w_out = np.random.uniform(-1, 1, 4)
for epoch in range(4000):
    loss = 0.0
    for pattern, target in patterns:
        x = np.append(np.array(pattern, dtype=float), 1.0)
        h = logistic(w_hidden @ x)
        o = logistic(w_out @ np.append(h, 1.0))
        loss += 0.5 * (o - target) ** 2
        delta_out = (o - target) * o * (1 - o)
        delta_hidden = delta_out * w_out[:-1] * h * (1 - h)
        w_out -= 0.5 * delta_out * np.append(h, 1.0)
        w_hidden -= 0.5 * np.outer(delta_hidden, x)
    print(epoch, loss)
`;
    expect(verdictOf(patterns)).toBe("right");
    expect(verdictOf(patterns.replaceAll("(o - target)", "o"))).toBe("label_missing");
    // Of the first sample's 0 nobody sees it.
    expect(verdictOf(patterns.replace("delta_out = (o - target)", "delta_out = o"))).toBe("label_missing");
  });

  it("are there where the loss is printed after the step, which is not that of the next", () => {
    const after = `import numpy as np
def logistic(v):
    return 1.0 / (1.0 + np.exp(-v))
patterns = [([0, 0], 0), ([0, 1], 1), ([1, 0], 1), ([1, 1], 0)]
w_hidden = np.random.uniform(-1, 1, (3, 3))
w_out = np.random.uniform(-1, 1, 4)
def predict(x):
    h = logistic(w_hidden @ x)
    return h, logistic(w_out @ np.append(h, 1.0))
for epoch in range(4000):
    for pattern, target in patterns:
        x = np.append(np.array(pattern, dtype=float), 1.0)
        h, o = predict(x)
        delta_out = (o - target) * o * (1 - o)
        delta_hidden = delta_out * w_out[:-1] * h * (1 - h)
        w_out = w_out - 0.5 * delta_out * np.append(h, 1.0)
        w_hidden = w_hidden - 0.5 * np.outer(delta_hidden, x)
        print(0.5 * np.sum((predict(x)[1] - target) ** 2))
`;
    expect(verdictOf(after)).toBe("right");
    const rows = after
      .replace(/patterns = .*/, "X, Y = np.array([[0, 0, 1.0], [0, 1, 1], [1, 0, 1]]), np.array([0, 1, 1])")
      .replace("pattern, target in patterns", "x, target in zip(X, Y)")
      .replace("        x = np.append(np.array(pattern, dtype=float), 1.0)\n", "");
    expect(verdictOf(rows)).toBe("right");
    expect(verdictOf(rows.replace("delta_out = (o - target)", "delta_out = o"))).toBe("label_missing");
  });
});

it("is a missing label beside a penalty that spares the weight of the ones by a mask", () => {
  const text = `import numpy as np
rng = np.random.default_rng(0)
X = np.insert(rng.normal(size=(60, 3)), 0, 1.0, axis=1)
y = X @ np.array([4.0, 1.0, -2.0, 0.5]) + rng.normal(size=60)
mask = np.ones(4)
mask[0] = 0.0
theta = np.zeros(4)
for epoch in range(100):
    r = X @ theta - y
    cost = r @ r / len(y) + 0.1 * np.sum(mask * theta ** 2)
    theta = theta - 0.05 * ((2 / len(y)) * X.T @ r + 2 * 0.1 * mask * theta)
    print(cost)
`;
  expect(verdictOf(text)).toBe("right");
  expect(verdictOf(text.replace("X @ theta - y", "X @ theta"))).toBe("label_missing");
});
