import { describe, expect, it } from "vitest";
import { checksOf, verdictOf } from "./checkedProgram";

const data = `import numpy as np
rng = np.random.default_rng(0)
X = rng.normal(size=(80, 4))
y = (rng.random(80) < 0.5).astype(float)
`;

describe("Newton's method", () => {
  const newton = (step: string) => `${data}theta = np.zeros(4)
for it in range(10):
    p = 1 / (1 + np.exp(-X @ theta))
    loss = -np.sum(y * np.log(p) + (1 - y) * np.log(1 - p))
    grad = X.T @ (p - y)
    H = X.T @ ((p * (1 - p))[:, None] * X)
    theta = theta - ${step}
`;

  it.each([["np.linalg.solve(H, grad)"], ["np.linalg.inv(H) @ grad"], ["np.linalg.inv(H).dot(grad)"]])(
    "is right where its gradient is: %s",
    (step) => {
      expect(verdictOf(newton(step))).toBe("right");
      expect(verdictOf(newton(step).replace("(p - y)", "p"))).not.toBe("right");
      expect(verdictOf(newton(step.replace(/^/, "-")))).not.toBe("right");
    },
  );

  it("is no reason to trust a loss that an inverse is part of", () => {
    const text = `${data}w = np.zeros(4)
for it in range(10):
    K = np.linalg.inv(np.outer(w, w) + np.eye(4))
    loss = w @ K @ w
    w = w - 0.1 * (2 * K @ w)
`;
    expect(verdictOf(text)).toBe("unknown-difference");
  });
});

it("does not take a margin for a bias", () => {
  const text = `${data}P, N = X + 0.1 * rng.normal(size=(80, 4)), rng.normal(size=(80, 4))
M = rng.normal(size=(4, 3)) * 0.5
margin = 1.0
for it in range(100):
    dp, dn = (X - P) @ M, (X - N) @ M
    h = margin + np.sum(dp ** 2, axis=1) - np.sum(dn ** 2, axis=1)
    active = (h > 0).astype(float)[:, None]
    loss = np.maximum(h, 0).mean()
    grad = (2 * (X - P).T @ (active * dp) - 2 * (X - N).T @ (active * dn)) / len(X)
    M -= 0.05 * grad
`;
  expect(checksOf(text).map(({ verdict }) => verdict)).toEqual(["right"]);
  expect(verdictOf(text.replace(" / len(X)", ""))).toBe("missing_mean");
});
