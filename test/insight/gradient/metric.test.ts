import { describe, expect, it } from "vitest";
import { verdictOf } from "./checkedProgram";

const logistic = `import numpy as np
X = np.random.randn(100, 3)
y = (np.random.rand(100) > 0.5).astype(float)

def mse(y, p):
    return np.mean((y - p) ** 2)

w = np.zeros(3)
b = 0.0
for epoch in range(200):
    p = 1 / (1 + np.exp(-(X @ w + b)))
    w -= 0.1 * X.T @ (p - y) / len(y)
    b -= 0.1 * np.mean(p - y)
    print(epoch, mse(y, p))
`;

describe("a squared error beside the gradient of the cross-entropy", () => {
  it("under a metric's name accuses nobody", () => {
    expect(verdictOf(logistic)).toBe("other-loss");
    expect(verdictOf(logistic.replace("print(epoch, mse(y, p))", "mse_history.append(mse(y, p))"))).toBe(
      "other-loss",
    );
    // With another gradient too it says nothing: what is trained is not known.
    expect(verdictOf(logistic.replaceAll("p - y)", "p ** 3 - y)"))).toBe("uncertain-loss");
  });

  it("is the loss where a sample's gradient is one of the cross-entropy's only by another number each time", () => {
    const one = `import numpy as np
X = np.random.randn(20, 3)
y = (np.random.rand(20) > 0.5).astype(float)
w = np.zeros(3)
for epoch in range(200):
    sse = 0.0
    for x, t in zip(X, y):
        p = 1 / (1 + np.exp(-(x @ w)))
        sse += 0.5 * (p - t) ** 2
        w -= 0.1 * (p - t) * p * (1 - p) * x
    print(epoch, sse)
`;
    expect(verdictOf(one)).toBe("right");
    expect(verdictOf(one.replace("(p - t) * p", "(t - p) * p"))).toBe("sign");
    expect(verdictOf(one.replace("(p - t) * p", "2 * (p - t) * p"))).toBe("factor_two");
    expect(verdictOf(one.replace("0.1 * (p - t) * p * (1 - p)", "0.2 * 2 * (p - t)"))).toBe("other-loss");
  });

  it("is the loss where it is called so", () => {
    const named = logistic.replace("print(epoch, mse(y, p))", "loss = mse(y, p)");
    expect(verdictOf(named)).toBe("missing_activation_derivative");
    expect(verdictOf(logistic.replaceAll("mse", "cost"))).toBe("missing_activation_derivative");
  });

  it("is the loss where the gradient has its scale, and only the activation's derivative is missing", () => {
    const half = logistic.replace("np.mean((y - p) ** 2)", "0.5 * np.mean((y - p) ** 2)");
    expect(verdictOf(half)).toBe("missing_activation_derivative");
    const named = (loss: string) =>
      logistic.replace("print(epoch, mse(y, p))", `error = ${loss}\n    print(error)`);
    expect(verdictOf(named("0.5 * np.mean((y - p) ** 2)"))).toBe("missing_activation_derivative");
    // Of another scale it may be looked at only.
    expect(verdictOf(named("np.mean((y - p) ** 2)"))).toBe("uncertain-loss");
  });

  it("is none where the program has the cross-entropy under a name that says nothing", () => {
    const both = logistic.replace(
      "    w -=",
      "    ce = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))\n    w -=",
    );
    expect(verdictOf(both)).toBe("right");
    expect(verdictOf(both.replace("print(epoch, mse(y, p))", "print(mse(y, p), ce)"))).toBe("right");
  });
});
