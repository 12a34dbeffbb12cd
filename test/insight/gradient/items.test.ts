import { describe, expect, it } from "vitest";
import { checksOf, verdictOf } from "./checkedProgram";

const data = `import numpy as np
rng = np.random.default_rng(0)
X = rng.normal(size=(40, 3))
y = (X[:, 0] > 0).astype(int)
m, n = X.shape
`;

/** A logistic neuron without a bias, whose weights are stepped one by one by these lines. */
function neuron(...lines: readonly string[]): string {
  return `${data}theta = np.zeros(n)
for it in range(200):
    h = 1 / (1 + np.exp(-X @ theta))
    J = -np.mean(y * np.log(h) + (1 - y) * np.log(1 - h))
${lines.map((line) => `    ${line}`).join("\n")}
    print(J)
`;
}

const slope = "0.1 / m * np.sum((h - y) * X[:, j])";
const ways: readonly (readonly [string, readonly string[]])[] = [
  ["in place", ["for j in range(n):", `    theta[j] -= ${slope}`]],
  ["put back", ["for j in range(n):", `    theta[j] = theta[j] - ${slope}`]],
  [
    "in a copy",
    ["new = theta.copy()", "for j in range(n):", `    new[j] = theta[j] - ${slope}`, "theta = new"],
  ],
  [
    "the first by itself, in a copy",
    [
      "new = theta.copy()",
      `new[0] = theta[0] - ${slope.replace("j]", "0]")}`,
      "for j in range(1, n):",
      `    new[j] = theta[j] - ${slope}`,
      "theta = new",
    ],
  ],
  [
    "by a gradient that is filled before",
    [
      "grad = np.zeros(n)",
      "for j in range(n):",
      "    grad[j] = sum((h[i] - y[i]) * X[i][j] for i in range(m)) / m",
      "for j in range(n):",
      "    theta[j] -= 0.1 * grad[j]",
    ],
  ],
];

describe("weights that are stepped one by one", () => {
  it.each(ways)("%s", (_, lines) => {
    const text = neuron(...lines);
    expect(verdictOf(text)).toBe("right");
    expect(verdictOf(text.replaceAll("0.1 / m", "0.1").replace(" / m\n", "\n"))).toBe("missing_mean");
    expect(verdictOf(text.replaceAll("h - y)", "y - h)").replace("h[i] - y[i]", "y[i] - h[i]"))).toBe("sign");
  });

  it("have a penalty, one by one", () => {
    const text = neuron(
      "for j in range(n):",
      "    slope = np.sum((h - y) * X[:, j]) / m + lam * theta[j]",
      "    theta[j] -= 0.1 * slope",
    )
      .replace("theta = np.zeros(n)", "theta = np.zeros(n)\nlam = 0.05")
      .replace("np.log(1 - h))", "np.log(1 - h)) + lam / 2 * np.sum(theta ** 2)");
    expect(verdictOf(text)).toBe("right");
    expect(verdictOf(text.replace(" + lam * theta[j]", ""))).toBe("penalty_missing");
    expect(verdictOf(text.replace(" + lam * theta[j]", " - lam * theta[j]"))).toBe("penalty_sign");
    expect(verdictOf(text.replace("X[:, j]) / m", "X[:, j])"))).toBe("missing_mean");
  });

  it("may be made of weights that have been stepped already", () => {
    const late = neuron(
      "for j in range(n):",
      `    theta[j] -= ${slope.replace("(h - y)", "(1 / (1 + np.exp(-X @ theta)) - y)")}`,
    );
    expect(verdictOf(late)).toBe("updated_weight_used_in_backprop");
  });
});

/** A softmax layer that goes through its samples and steps each weight by itself; its loss looks the label up. */
const layer = `${data}W, b, T = np.zeros((3, 2)), np.zeros(2), np.eye(2)[y]
for epoch in range(5):
    total = 0
    for i in range(len(X)):
        z = X[i] @ W + b
        p = np.exp(z - z.max()) / np.exp(z - z.max()).sum()
        total -= np.log(p[y[i]])
        d = p - T[i]
        for j in range(3):
            for k in range(2):
                W[j, k] -= 0.1 * X[i][j] * d[k]
        for k in range(2):
            b[k] -= 0.1 * d[k]
    print(total / len(X))
`;

describe("a matrix of weights that are stepped one by one", () => {
  it.each([
    ["W[j, k] -= 0.1 * X[i][j] * d[k]"],
    ["W[j][k] -= 0.1 * X[i][j] * d[k]"],
    ["W[j, k] = W[j, k] - 0.1 * X[i][j] * d[k]"],
    ["W[j][k] = W[j][k] - 0.1 * X[i][j] * d[k]"],
  ])("%s", (line) => {
    const text = layer.replace("W[j, k] -= 0.1 * X[i][j] * d[k]", line);
    expect(checksOf(text)[0]?.parameters.map(({ name, verdict }) => [name, verdict])).toEqual([
      ["W", "right"],
      ["b", "right"],
    ]);
  });

  it("has its mistakes named", () => {
    expect(verdictOf(layer.replace("d = p - T[i]", "d = T[i] - p"))).toBe("sign");
    expect(verdictOf(layer.replace("d = p - T[i]", "d = p"))).toBe("label_missing");
    expect(verdictOf(layer.replace("            b[k] -= 0.1 * d[k]", "            pass"))).toBe(
      "bias_missing",
    );
  });
});

/** A step of all weights at once, put together of steps of each. */
const together = `import numpy as np

X = np.c_[np.ones(50), np.random.randn(50, 2)]
y = X @ np.array([1.0, 2.0, -1.0])
m, n = X.shape
w = np.zeros(n)
for epoch in range(100):
    print(((X @ w - y) ** 2).sum() / (2 * m))
    STEP
`;

describe("weights that are put together anew of items that are stepped", () => {
  const item = "w[j] - 0.1 * ((X @ w - y) * X[:, j]).sum() / m";
  const loop = (begin: string, put: string, end: string) =>
    together.replace(
      "STEP",
      () => `${begin}\n    for j in range(n):\n        ${put.replace("…", item)}\n    ${end}`,
    );

  it.each([
    ["in a comprehension", together.replace("STEP", () => `w = np.array([${item} for j in range(n)])`)],
    ["in a list", loop("temp = []", "temp.append(…)", "w = np.array(temp)")],
    ["in zeros", loop("new_w = np.zeros(n)", "new_w[j] = …", "w = new_w")],
    ["in a copy of zeros like them", loop("new = np.zeros_like(w)", "new[j] = …", "w = new.copy()")],
    ["last one first", loop("new = np.zeros(n)", "j = n - 1 - j; new[j] = …", "w = new")],
  ])("%s", (_, text) => {
    expect(verdictOf(text)).toBe("right");
    expect(verdictOf(text.replace("X[:, j]).sum() / m", "X[:, j]).sum()"))).toBe("missing_mean");
    expect(verdictOf(text.replace("(X @ w - y) * X", "(y - X @ w) * X"))).toBe("sign");
  });

  it("are no step where an item stands in another's place, or is left out", () => {
    expect(verdictOf(loop("new = np.zeros(n)", "new[n - 1 - j] = …", "w = new"))).toBe("nothing");
    expect(verdictOf(loop("new = np.zeros(n)", "new[0] = …", "w = new"))).toBe("nothing");
  });
});

describe("labels in a list of Python's own numbers", () => {
  const text = (error: string, step: string) => `from math import exp, log
xs = [[0.5, 1.2], [1.0, 0.7], [1.5, 2.3], [3.0, 2.1], [2.2, 3.3]]
ys = [0, 0, 1, 1, 0]
w, b, errors = [0.1, -0.1], 0.0, []
for turn in range(50):
    cost, slopes, slope = 0.0, [0.0, 0.0], 0.0
    for i in range(len(xs)):
        h = 1 / (1 + exp(-(w[0] * xs[i][0] + w[1] * xs[i][1] + b)))
        cost += -(ys[i] * log(h) + (1 - ys[i]) * log(1 - h)) / len(xs)
        err = ${error}
        errors.append(err)
        for j in range(2):
            slopes[j] += err * xs[i][j] / len(xs)
        slope += err / len(xs)
    ${step}
    print(cost)
`;
  const steps: readonly (readonly [string, string])[] = [
    ["stepped one by one", "for j in range(2): w[j] = w[j] + 0.5 * slopes[j]\n    b = b + 0.5 * slope"],
    ["put together anew", "w = [wj + 0.5 * s for wj, s in zip(w, slopes)]\n    b += 0.5 * slope"],
  ];

  it.each(steps)("are no parameters where a gap to them has a name, with weights that are %s", (_, step) => {
    const [check] = checksOf(text("ys[i] - h", step));
    expect(check?.verdict).toBe("right");
    expect(check?.parameters).toHaveLength(3);
    expect(verdictOf(text("h - ys[i]", step))).toBe("sign");
    expect(verdictOf(text("-h", step))).toBe("label_missing");
    expect(verdictOf(text("ys[i] - h", step).replace(" * xs[i][j] / len(xs)", " * xs[i][j]"))).toBe(
      "missing_mean",
    );
  });
});
