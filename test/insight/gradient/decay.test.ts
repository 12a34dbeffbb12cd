import { describe, expect, it } from "vitest";
import { checksOf, verdictOf } from "./checkedProgram";

const penalty = " + lam / 2 * np.sum(w ** 2)";

/** A logistic neuron whose weights are stepped by these lines. */
function program(...steps: readonly string[]): string {
  return `import numpy as np
rng = np.random.default_rng(0)
X = rng.normal(size=(40, 3))
y = (X[:, 0] > 0).astype(float)
w, b, lr, lam = np.zeros(3), 0.0, 0.1, 0.01
for epoch in range(100):
    a = 1 / (1 + np.exp(-(X @ w + b)))
    loss = -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))${penalty}
    err = a - y
    old = w.copy()
${steps.map((step) => `    ${step}`).join("\n")}
    b -= lr * err.mean()
    print(loss)
`;
}

const step = "w -= lr * X.T @ err / len(X)";
const ways: readonly (readonly [string, readonly string[]])[] = [
  ["before the step, in place", ["w -= lr * lam * w", step]],
  ["before the step, as a new array", ["w = w - lr * lam * w", "w = w - lr * X.T @ err / len(X)"]],
  ["before the step, as a factor", ["w *= 1 - lr * lam", step]],
  ["after the step", [step, "w -= lr * lam * w"]],
  ["after the step, of what it was", [step, "w -= lr * lam * old"]],
  ["after the step, as a factor", [step, "w *= 1 - lr * lam"]],
];

describe("a penalty in a line of its own", () => {
  it.each(ways)("belongs to the step: %s", (_, lines) => {
    const [check] = checksOf(program(...lines));
    expect(check?.parameters.map(({ name, verdict }) => [name, verdict])).toEqual([
      ["w", "right"],
      ["b", "right"],
    ]);
    expect(verdictOf(program(...lines.map((line) => line.replace(" / len(X)", ""))))).toBe("missing_mean");
    expect(verdictOf(program(...lines.map((line) => line.replace("err /", "-err /"))))).toBe("sign");
  });

  it.each(ways)("is no matter of a loss that knows nothing of it: %s", (_, lines) => {
    const without = (text: string) => text.replace(penalty, "");
    const [check] = checksOf(without(program(...lines)));
    expect(check?.parameters.map(({ verdict }) => verdict)).toEqual(["right", "right"]);
    const summed = lines.map((line) => line.replace(" / len(X)", ""));
    expect(verdictOf(without(program(...summed)))).toBe("missing_mean");
  });

  it("may have the wrong sign, or miss", () => {
    expect(verdictOf(program("w += lr * lam * w", step))).toBe("penalty_sign");
    expect(verdictOf(program(step, "w += lr * lam * w"))).toBe("penalty_sign");
    expect(verdictOf(program(step))).toBe("penalty_missing");
    expect(verdictOf(program("w -= lr * 2 * lam * w", step))).toBe("factor_two");
  });

  it("is no part of a step that begins behind the next forward pass", () => {
    const text = program(step).replace("    a = 1", "    w -= lr * lam * w\n    a = 1");
    expect(verdictOf(text)).not.toBe("penalty_missing");
  });
});

it("adds what a sample's loss is made of in two lines", () => {
  const text = `import numpy as np
rng = np.random.default_rng(0)
X = rng.normal(size=(40, 3))
y = (X[:, 0] > 0).astype(float)
w, b, lr, lam = np.zeros(3), 0.0, 0.1, 0.01
for epoch in range(20):
    total = 0.0
    for x, t in zip(X, y):
        a = 1 / (1 + np.exp(-(x @ w + b)))
        total += -(t * np.log(a) + (1 - t) * np.log(1 - a))
        total += lam / 2 * np.sum(w ** 2)
        error = t - a
        w += lr * (error * x - lam * w)
        b += lr * error
    print(epoch, total / len(X))
`;
  expect(verdictOf(text)).toBe("right");
  expect(verdictOf(text.replace("error * x - lam * w", "error * x"))).toBe("penalty_missing");
  expect(verdictOf(text.replace("error * x - lam * w", "error * x + lam * w"))).toBe("penalty_sign");
});
