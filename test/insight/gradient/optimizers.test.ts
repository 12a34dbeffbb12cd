import { describe, expect, it } from "vitest";
import { checksOf, verdictOf } from "./checkedProgram";

const average = "dW /= m; db /= m";
const norm = `${average}; norm = np.sqrt(np.sum(dW ** 2) + np.sum(db ** 2))`;

/** What becomes of the gradients before they are stepped by. */
const ways = {
  "divided in place": average,
  "with a penalty": "dW = dW / m + lam * W; db = db / m",
  "with a penalty in a line of its own": "dW = dW / m; dW += lam * W; db = db / m",
  "cut in place": `${average}\n    for g in [dW, db]: np.clip(g, -0.01, 0.01, out=g)`,
  "cut where they are divided": "dW, db = np.clip(dW / m, -0.01, 0.01), np.clip(db / m, -0.01, 0.01)",
  "made shorter": `${norm}; scale = min(1.0, 0.01 / norm); dW, db = dW * scale, db * scale`,
  "made shorter where they are long": `${norm}
    if norm > 0.01:
        dW *= 0.01 / norm
        db *= 0.01 / norm`,
};

const both = (line: string) =>
  `${line}; ${line.replaceAll("dW", "db").replaceAll("W", "b").replaceAll("V", "vb").replaceAll("S", "sb")}`;
const adam = "V = 0.9 * V + 0.1 * dW; S = 0.999 * S + 0.001 * dW ** 2";
const adamStep = "(V / (1 - 0.9 ** t)) / (np.sqrt(S / (1 - 0.999 ** t)) + 1e-8)";

const optimizers = {
  "no optimizer": both("W -= lr * dW"),
  momentum: both("V = 0.9 * V - lr * dW; W += V"),
  "momentum in place": both("V *= 0.9; V -= lr * dW; W += V"),
  "an average": both("V = 0.9 * V + 0.1 * dW; W = W - lr * V"),
  AdaGrad: both("S += dW * dW; W -= lr * dW / np.sqrt(S + 1e-8)"),
  Adam: both(`${adam}; W -= lr * ${adamStep}`),
  "Adam with decay": `${adam}; W -= lr * (${adamStep} + 0.01 * W); b -= lr * db`,
};

const program = (way: string, optimizer: string) => `import numpy as np
rng = np.random.default_rng(0)
X, Y = rng.normal(size=(60, 4)), rng.normal(size=(60, 2))
W, b = rng.normal(size=(4, 2)), np.zeros(2)
V, vb, S, sb = np.zeros_like(W), np.zeros_like(b), np.zeros_like(W), np.zeros_like(b)
lr, m, lam = 0.1, len(X), 0.01
for t in range(1, 101):
    E = X @ W + b - Y
    loss = 0.5 * np.sum(E ** 2) / m${way.includes("lam") ? " + 0.5 * lam * np.sum(W ** 2)" : ""}
    dW = X.T @ E
    db = E.sum(axis=0)
    ${way}
    ${optimizer}
    print(loss)
`;

describe.each(Object.entries(ways))("gradients that are %s", (name, way) => {
  it.each(Object.entries(optimizers))("are right before %s", (_, optimizer) => {
    const text = program(way, optimizer);
    const [check] = checksOf(text);
    expect(check?.verdict).toBe("right");
    expect(check?.parameters.map((each) => each.name)).toEqual(["W", "b"]);
    const twice = verdictOf(text.replace("X.T @ E", "X.T @ E / m"));
    const turned = verdictOf(text.replace("X.T @ E", "-X.T @ E"));
    // What is cut hides how long it was.
    if (name.startsWith("cut")) expect([twice, turned]).not.toContain("right");
    else expect([twice, turned]).toEqual(["double_mean", "sign"]);
  });
});
