import { describe, expect, it } from "vitest";
import { checksOf } from "./checkedProgram";

function accused(text: string): string[] {
  return checksOf(text).flatMap(({ parameters }) =>
    parameters.flatMap(({ name, verdict, mistake }) => (verdict === "wrong" ? [`${name}: ${mistake}`] : [])),
  );
}

const network = `import numpy as np
np.random.seed(1)
x = np.random.randn(30, 4)
y = (x[:, :1] > 0).astype(float)
w1 = np.random.randn(4, 5) * 0.1
b1 = np.zeros((1, 5))
w2 = np.random.randn(5, 1) * 0.1
b2 = np.zeros((1, 1))
v1 = np.zeros_like(w1)
lr = 0.1
for epoch in range(100):
    a1 = np.tanh(x @ w1 + b1)
    a2 = 1 / (1 + np.exp(-(a1 @ w2 + b2)))
    loss = -np.mean(y * np.log(a2) + (1 - y) * np.log(1 - a2))
    d2 = (a2 - y) / len(x)
    w2_grad = a1.T @ d2
    b2_grad = d2.sum(axis=0, keepdims=True)
    d1 = d2 @ w2.T * (1 - a1 ** 2)
    w1_grad = x.T @ d1
    b1_grad = d1.sum(axis=0, keepdims=True)
    w1 -= lr * w1_grad
    b1 -= lr * b1_grad
    w2 -= lr * w2_grad
    b2 -= lr * b2_grad
`;

const filled = "    w1_grad = x.T @ d1\n";

describe("weights that are stepped by zeros alone", () => {
  it("are found, whatever the rate is written as", () => {
    const idle = network.replace(filled, "    w1_grad = np.zeros_like(w1)\n");
    expect(accused(network)).toEqual([]);
    expect(accused(idle)).toEqual(["w1: other"]);
    expect(accused(idle.replace("lr * w1_grad", "0.1 * w1_grad").replace("lr = 0.1", "lr = 0.05"))).toEqual([
      "w1: other",
    ]);
  });

  it("are none where the zeros are a velocity that grows later", () => {
    const late = network
      .replace(filled, "")
      .replace("w1 -= lr * w1_grad\n", "w1 -= lr * v1\n    v1 = 0.9 * v1 + x.T @ d1\n");
    expect(accused(late)).toEqual([]);
  });

  it("are none where the loss does not depend on them", () => {
    const other = network
      .replace(filled, "    w1_grad = np.zeros_like(w1)\n")
      .replace("x @ w1 + b1", "x[:, :1] + b1");
    expect(accused(other)).toEqual([]);
  });
});
