import { describe, expect, it } from "vitest";
import { verdictOf } from "./checkedProgram";

/** Each sample is a pair of arrays, and the loss is that of all of them at the end of an epoch. */
const pairs = (step: string) => `import random
import numpy as np

def squash(z):
    return 1 / (1 + np.exp(-z))

class Stack:
    def __init__(self, widths):
        self.W = [np.random.randn(m, n) for n, m in zip(widths, widths[1:])]
        self.c = [np.random.randn(m, 1) for m in widths[1:]]

    def run(self, a):
        for W, c in zip(self.W, self.c):
            a = squash(W @ a + c)
        return a

    def loss(self, pairs):
        return sum(0.5 * np.sum((self.run(x) - y) ** 2) for x, y in pairs) / len(pairs)

    def gradients(self, x, y):
        seen = [x]
        for W, c in zip(self.W, self.c):
            seen.append(squash(W @ seen[-1] + c))
        dW, dc = [None] * len(self.W), [None] * len(self.c)
        d = (seen[-1] - y) * seen[-1] * (1 - seen[-1])
        for k in range(len(self.W) - 1, -1, -1):
            dW[k], dc[k] = d @ seen[k].T, d
            if k > 0:
                d = (self.W[k].T @ d) * seen[k] * (1 - seen[k])
        return dW, dc

    def learn(self, batch, rate):
        dW = [np.zeros(W.shape) for W in self.W]
        dc = [np.zeros(c.shape) for c in self.c]
        for x, y in batch:
            gW, gc = self.gradients(x, y)
            dW = [s + g for s, g in zip(dW, gW)]
            dc = [s + g for s, g in zip(dc, gc)]
        self.W = [W - ${step} * s for W, s in zip(self.W, dW)]
        self.c = [c - rate / len(batch) * s for c, s in zip(self.c, dc)]

    def fit(self, pairs, epochs, batch_size, rate):
        for epoch in range(epochs):
            random.shuffle(pairs)
            for k in range(0, len(pairs), batch_size):
                self.learn(pairs[k:k + batch_size], rate)
            print(epoch, self.loss(pairs))

pairs = []
for _ in range(20):
    x = np.random.randn(3, 1)
    y = np.zeros((2, 1))
    y[int(x.sum() > 0)] = 1
    pairs.append((x, y))
Stack([3, 5, 4, 2]).fit(pairs, 10, 10, 2.0)
`;

describe("samples that are arrays of their own", () => {
  it.each([
    ["rate / len(batch)", "right"],
    ["rate", "missing_mean"],
  ])("do not make a step of some of them another one: %s is %s", (step, verdict) => {
    expect(verdictOf(pairs(step))).toBe(verdict);
  });
});

/** One sample after the other, those of the first class first. */
const sorted = (labels: string, error: string) => `import numpy as np
rng = np.random.default_rng(0)
X = np.vstack([rng.normal(-1, 1, (40, 2)), rng.normal(1, 1, (40, 2))])
y = np.concatenate([${labels}])
w = np.zeros(2)
b = 0.0
for epoch in range(20):
    total = 0
    for i in range(len(X)):
        p = 1 / (1 + np.exp(-(X[i] @ w + b)))
        total += -(y[i] * np.log(p) + (1 - y[i]) * np.log(1 - p))
        e = ${error}
        w -= 0.1 * e * X[i]
        b -= 0.1 * e
    print(epoch, total / len(X))
`;

describe("labels that are sorted", () => {
  const zerosFirst = "np.zeros(40), np.ones(40)";
  const onesFirst = "np.ones(40), np.zeros(40)";

  it.each([zerosFirst, onesFirst])("are followed to the next one: %s", (labels) => {
    expect(verdictOf(sorted(labels, "p - y[i]"))).toBe("right");
    expect(verdictOf(sorted(labels, "p - y[0]"))).not.toBe("right");
  });

  it("do not hide that they are missing", () => {
    expect(verdictOf(sorted(zerosFirst, "p"))).toBe("label_missing");
  });

  it.each([
    [
      "rows that end in one",
      "[[2.8, 2.6, 0], [1.5, 2.4, 0], [3.4, 4.4, 0], [1.4, 1.9, 0], [7.6, 2.8, 1], [5.3, 2.1, 1]]",
    ],
    [
      "rows of another order",
      "[[2.8, 2.6, 1], [1.5, 2.4, 1], [3.4, 4.4, 1], [1.4, 1.9, 1], [7.6, 2.8, 0], [5.3, 2.1, 0]]",
    ],
  ])("are followed where they are Python's own numbers: %s", (_, rows) => {
    const text = (error: string) => `from math import exp, log
rows = ${rows}
w = [0.0, 0.0, 0.0]
for epoch in range(20):
    total_loss = 0.0
    for row in rows:
        p = 1 / (1 + exp(-(w[0] + w[1] * row[0] + w[2] * row[1])))
        total_loss += -(row[-1] * log(p) + (1 - row[-1]) * log(1 - p))
        e = ${error}
        w[0] = w[0] - 0.1 * e
        for j in range(2):
            w[j + 1] = w[j + 1] - 0.1 * e * row[j]
    print(total_loss)
`;
    expect(verdictOf(text("p - row[-1]"))).toBe("right");
    expect(verdictOf(text("p"))).toBe("label_missing");
    expect(verdictOf(text("p - 1"))).not.toBe("right");
  });

  const hinge = (step: string, beyond = "2 * lam * w") => `import numpy as np
rng = np.random.default_rng(1)
X = np.vstack([rng.normal(1, 1, (50, 2)), rng.normal(-1, 1, (50, 2))])
y = np.hstack([np.ones(50), -np.ones(50)])
w, b, lam = np.zeros(2), 0.0, 0.01
for epoch in range(50):
    total = 0.0
    for x, t in zip(X, y):
        total += lam * w @ w + max(0, 1 - t * (x @ w + b))
        if t * (x @ w + b) >= 1:
            dw, db = ${beyond}, 0
        else:
            dw, db = ${step}, -t
        w = w - 0.01 * dw
        b = b - 0.01 * db
    print(total / len(X))
`;

  it("are followed where an if looks at the margin", () => {
    expect(verdictOf(hinge("2 * lam * w - t * x"))).toBe("right");
    expect(verdictOf(hinge("2 * lam * w - x"))).toBe("label_missing");
  });

  it("and beyond the margin a sum of the losses does not hide a penalty that is missing", () => {
    const named = hinge("2 * lam * w - t * x", "0").replaceAll("total", "loss");
    expect(verdictOf(named)).toBe("penalty_missing");
  });
});

describe("a batch's size that is counted in an array", () => {
  const text = (size: string) => `import numpy as np
X, T = np.random.randn(60, 2), np.eye(4)[np.random.randint(0, 4, 60)]
W = np.zeros((2, 4))
for epoch in range(20):
    total, count = 0, 0
    for k in range(0, 60, 15):
        x, t = X[k:k + 15], T[k:k + 15]
        e = np.exp(x @ W)
        p = e / e.sum(axis=1, keepdims=True)
        total += -np.sum(t * np.log(p)) / len(t)
        count += 1
        batch_size = ${size}
        W -= 0.1 * x.T @ (p - t) / batch_size
    print(total / count)
`;

  it("is what it is, and not all samples", () => {
    expect(verdictOf(text("t.shape[0]"))).toBe("right");
    expect(verdictOf(text("t.shape[1]"))).not.toBe("right");
  });
});
