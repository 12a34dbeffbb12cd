import { describe, expect, it } from "vitest";
import { checksOf, verdictOf } from "./checkedProgram";

/** A logistic regression with a penalty, of ones and features; `step` adds the penalty's derivative to `grad`. */
function program(penalty: string, step: string): string {
  return `import numpy as np
rng = np.random.default_rng(0)
X = np.c_[np.ones(60), rng.normal(size=(60, 4))]
y = (X[:, 1] > 0).astype(float)
L = np.eye(5)
L[0, 0] = 0
D = np.diff(np.eye(5), axis=0)
theta, m, lam, lr = rng.normal(size=5), 60, 0.3, 0.1
def bce(y, h):
    return -np.mean(y * np.log(h) + (1 - y) * np.log(1 - h))
for epoch in range(100):
    h = 1 / (1 + np.exp(-X @ theta))
    J = bce(y, h) + ${penalty}
    grad = X.T @ (h - y) / m
    ${step}
    theta = theta - lr * grad
    print(J)
`;
}

describe("a penalty", () => {
  it.each([
    ["a matrix that spares the bias", "lam / (2 * m) * theta @ L @ theta", "grad += lam / m * L @ theta"],
    [
      "signs that are written down",
      "lam / m * sum(abs(theta))",
      "grad += lam / m * np.array([1 if t > 0 else -1 for t in theta])",
    ],
    [
      "differences between weights",
      "lam / m * np.sum((D @ theta) ** 2)",
      "grad += 2 * lam / m * D.T @ D @ theta",
    ],
  ])("is one with %s", (_, penalty, step) => {
    expect(verdictOf(program(penalty, step))).toBe("right");
    expect(verdictOf(program(penalty, "pass"))).toBe("penalty_missing");
    expect(verdictOf(program(penalty, step.replace("+=", "-=")))).toBe("penalty_sign");
    expect(verdictOf(program(penalty, step.replace("lam / m", "lam")))).toBe("penalty_not_averaged");
  });

  it("is averaged in the gradient alone", () => {
    const text = program("0.5 * lam * np.sum(theta ** 2)", "grad += lam / m * theta");
    expect(verdictOf(text)).toBe("penalty_not_averaged");
    const [share] = checksOf(text).flatMap(({ parameters }) => parameters.map((each) => each.penaltyShare));
    expect(share).toBeLessThan(1);
  });
});
