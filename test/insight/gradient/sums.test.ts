import { describe, expect, it } from "vitest";
import { verdictOf } from "./checkedProgram";

const data = `import numpy as np
X = np.random.randn(12, 3)
y = X @ np.array([1.0, -2.0, 0.5])
`;

describe("a sum over the samples of one step", () => {
  const text = `${data}w, b, n, d = np.zeros(3), 0.0, len(X), X.shape[1]
for epoch in range(20):
    total, grad, grad_b = 0.0, np.zeros(d), 0.0
    for i in range(n):
        r = X[i] @ w + b - y[i]
        total += r ** 2
        grad += r * X[i]
        grad_b += r
    w -= 0.1 * grad / n
    b -= 0.1 * grad_b / n
    total = total / (2 * n)
    print(total)
`;

  it("says how the step is averaged, whatever it is divided by later", () => {
    expect(verdictOf(text)).toBe("right");
    expect(verdictOf(text.replace("grad / n", "grad / n / n"))).toBe("double_mean");
    expect(verdictOf(text.replace("grad / n", "grad / d"))).toBe("divided_by_features");
  });

  const functions = `import numpy as np
def forward(w, b, X):
    return 1 / (1 + np.exp(-(np.matmul(w.T, X) + b)))
def cost_fn(A, Y):
    m = Y.shape[1]
    cost = 0
    cost -= np.sum(Y * np.log(A))
    cost -= np.sum((1 - Y) * np.log(1 - A))
    cost = cost / m
    return cost
def backward(w, b, X, Y):
    m = X.shape[1]
    A = forward(w, b, X)
    return np.matmul(X, (A - Y).T) / m, np.sum(A - Y) / m
def fit(X, Y):
    w, b = np.zeros((X.shape[0], 1)), 0.0
    for it in range(200):
        print(cost_fn(forward(w, b, X), Y))
        dw, db = backward(w, b, X, Y)
        w, b = w - 0.1 * dw, b - 0.1 * db
    return w, b
`;

  it("does so in a function of its own", () => {
    expect(verdictOf(functions)).toBe("right");
    expect(verdictOf(functions.replace("np.sum(A - Y) / m", "np.mean(A - Y) / m"))).toBe("double_mean");
    const features = functions.replace("m = X.shape[1]", "m = X.shape[0]");
    expect(verdictOf(features)).toBe("divided_by_features");
  });

  it("does not where what it calls takes the steps", () => {
    const text = `import numpy as np

class Neuron:
    def __init__(self):
        self.w = np.zeros(3)

    def learn(self, X, y):
        r = X @ self.w - y
        self.w -= 0.1 * X.T @ r / len(X) / len(X)
        return r

X = np.random.randn(60, 3)
y = X @ np.array([1.0, -2.0, 0.5])
neuron = Neuron()
for epoch in range(20):
    total = 0.0
    for start in range(0, 60, 10):
        r = neuron.learn(X[start:start + 10], y[start:start + 10])
        total += 0.5 * np.sum(r ** 2)
    print(epoch, total / len(X))
`;
    expect(verdictOf(text)).toBe("uncertain-loss");
    expect(verdictOf(text.replace(" / len(X) / len(X)", " / len(X)"))).toBe("right");
  });
});
