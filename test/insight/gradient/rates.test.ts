import { describe, expect, it } from "vitest";
import { verdictOf } from "./checkedProgram";

const line = `import numpy as np
rng = np.random.default_rng(0)
x = rng.normal(size=(50, 3))
y = x @ np.array([1.0, 2.0, 3.0]) + 1
w = np.zeros(3)
b = 0.0
eta = 0.5
m = len(x)
for epoch in range(100):
    r = x @ w + b - y
    loss = 0.5 * np.mean(r ** 2)
    print(epoch, loss)
    rate = eta / m
    w = w - rate * x.T @ r
    b = b - rate * np.sum(r)
`;

describe("a rate that is divided by the number of samples", () => {
  it.each(["eta / m", "eta / len(x)", "eta / x.shape[0]", "0.5 / m"])(
    "is the mean of the gradient: %s",
    (rate) => {
      expect(verdictOf(line.replace("eta / m", rate))).toBe("right");
    },
  );

  it("is it in each step of a mini-batch's sum, too", () => {
    const handed = line
      .replace("    rate = eta / m\n", "    w, b = step(w, b, eta / len(x))\n")
      .replace("    w = w - rate * x.T @ r\n    b = b - rate * np.sum(r)\n", "")
      .replace(
        "for epoch",
        "def step(w, b, lr):\n    r = x @ w + b - y\n    return w - lr * x.T @ r, b - lr * r.sum()\n\nfor epoch",
      );
    expect(handed).toContain("return w - lr");
    expect(verdictOf(handed)).toBe("right");
  });

  it("is missed where it is not divided", () => {
    expect(verdictOf(line.replace("eta / m", "eta / 10"))).toBe("missing_mean");
    expect(verdictOf(line.replace("eta / m", "eta / (1 + 0.1 * epoch)"))).toBe("missing_mean");
  });

  it("is the rate, all of it, where the loss is a sum", () => {
    expect(verdictOf(line.replace("np.mean(r ** 2)", "np.sum(r ** 2)"))).toBe("right");
  });

  it("hides no other mistake", () => {
    expect(verdictOf(line.replace("r = x @ w + b - y", "r = y - x @ w - b"))).toBe("sign");
    expect(verdictOf(line.replace("b - rate * np.sum(r)", "b - rate * np.mean(r)"))).toBe("double_mean");
  });
});
