import { describe, expect, it } from "vitest";
import { verdictOf } from "./checkedProgram";

const body = `a = squash(xb @ self.w + self.b)
self.w = self.w - 0.1 * xb.T @ (a - yb) / len(yb)
self.b = self.b - 0.1 * np.mean(a - yb)`;

/** A neuron that goes through its data in parts: the loop has X and y, and gives xb and yb. */
function program(loop: string): string {
  const lines = [...loop.split("\n"), ...body.split("\n").map((line) => `    ${line}`)];
  return `import numpy as np

def squash(z):
    return 1 / (1 + np.exp(-z))

class Neuron:
    def __init__(self, rounds=30):
        self.rounds = rounds
        self.rng = np.random.default_rng(1)
        self.costs = []

    def cost(self, X, y):
        a = squash(X @ self.w + self.b)
        return -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))

    def fit(self, X, y):
        self.w = np.zeros(X.shape[1])
        self.b = 0.0
        for _ in range(self.rounds):
${lines.map((line) => `            ${line}`).join("\n")}
            self.costs.append(self.cost(X, y))
        return self
`;
}

describe("data that are handed in are as many as the parts count on", () => {
  it.each([
    [
      "so many parts",
      "for rows in np.array_split(self.rng.permutation(len(X)), 8):\n    xb, yb = X[rows], y[rows]",
    ],
    [
      "parts of a length",
      "for rows in np.array_split(self.rng.permutation(len(X)), len(X) // 25):\n    xb, yb = X[rows], y[rows]",
    ],
    [
      "by a counter",
      "for k in range(len(X) // 25):\n    xb, yb = X[k * 25:(k + 1) * 25], y[k * 25:(k + 1) * 25]",
    ],
    ["in a grid", "for rows in self.rng.permutation(len(X)).reshape(-1, 25):\n    xb, yb = X[rows], y[rows]"],
    ["every so many", "for s in range(8):\n    xb, yb = X[s::8], y[s::8]"],
    [
      "drawn anew",
      "for _ in range(8):\n    rows = self.rng.choice(len(X), 25)\n    xb, yb = X[rows], y[rows]",
    ],
    [
      "drawn by numbers",
      "for _ in range(8):\n    rows = self.rng.integers(0, len(X), size=25)\n    xb, yb = X[rows], y[rows]",
    ],
    [
      "split in equal ones",
      "order = self.rng.permutation(len(X))\nfor xb, yb in zip(np.split(X[order], 8), np.split(y[order], 8)):\n    pass",
    ],
    [
      "of data in a new order",
      "order = self.rng.permutation(len(X))\nX, y = X[order], y[order]\nfor i in range(0, len(X), 25):\n    xb, yb = X[i:i + 25], y[i:i + 25]",
    ],
    [
      "under any name",
      "piece = 25\nfor k in range(len(X) // piece):\n    xb, yb = X[k * piece:(k + 1) * piece], y[k * piece:(k + 1) * piece]",
    ],
  ])("%s", (_, loop) => {
    const text = program(loop);
    expect(verdictOf(text)).toBe("right");
    expect(verdictOf(text.replace(" / len(yb)", ""))).toBe("missing_mean");
    expect(verdictOf(text.replace("np.mean(a - yb)", "np.sum(a - yb)"))).toBe("bias_not_averaged");
    expect(verdictOf(text.replace("@ (a - yb)", "@ a"))).toBe("label_missing");
  });
});
