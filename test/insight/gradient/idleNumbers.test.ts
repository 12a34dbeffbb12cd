import { describe, expect, it } from "vitest";
import { verdictOf } from "./checkedProgram";

const logistic = `import math
rows = [[0.5, -1.2, 0.3], [1.5, 0.2, -0.4], [-0.7, 0.9, 1.1], [0.1, -0.3, 0.8]]
targets = [1, 0, 0, 1]
weights = [0.1, -0.2, 0.05]
bias = 0.0
lr = 0.5
for epoch in range(60):
    grad_w = [0.0] * len(weights)
    grad_b = 0.0
    loss = 0.0
    for row, target in zip(rows, targets):
        z = bias
        for w, x in zip(weights, row):
            z += w * x
        p = 1.0 / (1.0 + math.exp(-z))
        loss -= target * math.log(p) + (1 - target) * math.log(1 - p)
        error = p - target
        for j in range(len(weights)):
            grad_w[j] += error * row[j]
        grad_b += error
    loss /= len(rows)
    for j in range(len(weights)):
        weights[j] -= lr * grad_w[j] / len(rows)
    bias -= lr * grad_b / len(rows)
    print(epoch, loss)
`;

describe("a number that is stepped by nothing", () => {
  it("is a bias whose gradient is missing", () => {
    expect(verdictOf(logistic)).toBe("right");
    expect(verdictOf(logistic.replace("        grad_b += error\n", ""))).toBe("bias_missing");
    expect(verdictOf(logistic.replace("z = bias", "z = 0.0").replace("(-z)", "(-(z + bias))"))).toBe("right");
  });

  it("is found where the loss is looked at afterwards", () => {
    const start = logistic.indexOf("    loss = 0.0\n");
    const late = `${logistic.slice(0, start)}    loss = 0.0\n${logistic
      .slice(start + 15)
      .replace("        loss -= target * math.log(p) + (1 - target) * math.log(1 - p)\n", "")
      .replace("    loss /= len(rows)\n", "")}`.replace(
      "    print(epoch, loss)",
      `    for row, target in zip(rows, targets):
        p = 1.0 / (1.0 + math.exp(-(sum(w * x for w, x in zip(weights, row)) + bias)))
        loss -= (target * math.log(p) + (1 - target) * math.log(1 - p)) / len(rows)
    print(epoch, loss)`,
    );
    expect(verdictOf(late)).toBe("right");
    expect(verdictOf(late.replace("        grad_b += error\n", ""))).toBe("bias_missing");
  });

  it("is none where a velocity comes later", () => {
    const late = logistic
      .replace("lr = 0.5\n", "lr = 0.5\nspeed = 0.0\n")
      .replace(
        "    bias -= lr * grad_b / len(rows)\n",
        "    bias -= lr * speed\n    speed = grad_b / len(rows)\n",
      );
    expect(verdictOf(late)).not.toBe("bias_missing");
  });

  it("divides by the number of its fellows where it is no average", () => {
    const odd = logistic.replace("grad_w[j] / len(rows)", "grad_w[j] / len(weights)");
    expect(verdictOf(odd)).toBe("divided_by_features");
  });
});
