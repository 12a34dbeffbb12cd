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
