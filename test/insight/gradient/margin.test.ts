import { describe, expect, it } from "vitest";
import { verdictOf } from "./checkedProgram";

const machine = `import numpy as np

class MaxMargin:
    def __init__(self, lr=0.001, lam=0.01, epochs=200):
        self.lr, self.lam, self.epochs = lr, lam, epochs

    def objective(self, x, t):
        return self.lam * np.dot(self.w, self.w) + max(0, 1 - t * (np.dot(x, self.w) + self.b))

    def fit(self, X, y):
        labels = np.where(y <= 0, -1, 1)
        self.w = np.random.randn(X.shape[1])
        self.b = 0
        self.losses = []
        for _ in range(self.epochs):
            for i, x in enumerate(X):
                t = labels[i]
                self.losses.append(self.objective(x, t))
                if t * (np.dot(x, self.w) + self.b) < 1:
                    dw = 2 * self.lam * self.w - t * x
                    db = -t
                else:
                    dw = 2 * self.lam * self.w
                    db = 0
                self.w = self.w - self.lr * dw
                self.b = self.b - self.lr * db
`;
const beyond = "                    dw = 2 * self.lam * self.w\n";

describe("the step of a sample beyond the margin", () => {
  it("is right where it is the penalty's alone", () => {
    expect(verdictOf(machine)).toBe("right");
    const apart = machine
      .replace(beyond, "                    dw = self.lam * self.w + self.w * self.lam\n")
      .replace("self.w - self.lr * dw", "self.w - dw * self.lr");
    expect(verdictOf(apart)).toBe("right");
  });

  it.each([
    ["dw = 0", "penalty_missing"],
    ["dw = np.zeros_like(self.w)", "penalty_missing"],
    ["dw = -2 * self.lam * self.w", "penalty_sign"],
    ["dw = self.lam * self.w", "factor_two"],
  ])("%s is %s", (line, mistake) => {
    expect(verdictOf(machine.replace(beyond, `                    ${line}\n`))).toBe(mistake);
  });

  it("is right where the rate falls from sample to sample", () => {
    const falling = machine
      .replace("self.losses = []", "self.losses = []\n        n = 0")
      .replace(
        "t = labels[i]",
        "t = labels[i]\n                n += 1\n                eta = 1 / (self.lam * n)",
      )
      .replaceAll("self.lr * d", "eta * d");
    expect(verdictOf(falling)).toBe("right");
  });

  it("is missing where none is taken", () => {
    const steps = machine.slice(machine.indexOf("                if t *"));
    const only = machine.replace(
      steps,
      `                if t * (np.dot(x, self.w) + self.b) >= 1:
                    self.w -= self.lr * 2 * self.lam * self.w
                else:
                    self.w -= self.lr * (2 * self.lam * self.w - t * x)
                    self.b -= self.lr * -t
`,
    );
    expect(verdictOf(only)).toBe("right");
    expect(verdictOf(only.replace("self.w -= self.lr * 2 * self.lam * self.w", "pass"))).toBe(
      "penalty_missing",
    );
    expect(verdictOf(only.replace("self.w -= self.lr * 2 * self.lam * self.w", "continue"))).toBe(
      "penalty_missing",
    );
  });
});
