import { describe, expect, it } from "vitest";
import { checksOf, verdictOf } from "./checkedProgram";

/** A linear neuron whose weights and bias (`start`) are stepped together by these lines. */
function neuron(start: string, ...lines: readonly string[]): string {
  return `import numpy as np
rng = np.random.default_rng(0)
X = rng.normal(size=(60, 4))
y = X @ np.array([1.0, -2.0, 0.5, 0.0]) + 0.3
w, b, lr = np.zeros(4), ${start}, 0.1
for i in range(50):
    e = X @ w + b - y
    print(np.mean(e ** 2) / 2)
    dw, db = X.T @ e / len(y), e.mean()
${lines.map((line) => `    ${line}`).join("\n")}
`;
}

const ways: readonly (readonly [string, string])[] = [
  ["from the other side", "w = -lr * dw + w\n    b = -lr * db + b"],
  ["mapped", "w, b = map(lambda p, d: p - lr * d, (w, b), (dw, db))"],
  ["in a comprehension", "w, b = [p - lr * d for p, d in zip((w, b), (dw, db))]"],
  ["in a generator", "w, b = (p - lr * d for p, d in ((w, dw), (b, db)))"],
];

describe("weights and a bias that are stepped together", () => {
  it.each(
    ways.flatMap(([way, line]) => [
      [way, "np.zeros(1)", line],
      [way, "0.0", line],
    ]),
  )("%s, from %s", (_way, start, line) => {
    const text = neuron(start, line);
    expect(verdictOf(text)).toBe("right");
    expect(checksOf(text)[0]?.parameters).toHaveLength(2);
    expect(verdictOf(text.replace(", e.mean()", ", e.sum()"))).toBe("bias_not_averaged");
    expect(verdictOf(text.replace(" / len(y), e", ", e"))).toBe("missing_mean");
    expect(verdictOf(text.replace("- y\n", "- y\n    e = -e\n"))).toBe("sign");
  });

  it("may be items of a list", () => {
    const text = neuron(
      "np.zeros(1)",
      "params = list(map(lambda p, d: p - lr * d, params, [dw, db]))",
    ).replace("for i in range(50):\n", "params = [w, b]\nfor i in range(50):\n    w, b = params\n");
    expect(verdictOf(text)).toBe("right");
    expect(verdictOf(text.replace(" / len(y), e", ", e"))).toBe("missing_mean");
  });
});

/** Each row of an array holds what the weights have become by then. */
describe("weights whose way is kept in an array", () => {
  const matrix = `import numpy as np
rng = np.random.default_rng(0)
X = rng.normal(size=(60, 4))
y = X @ np.array([1.0, -2.0, 0.5, 0.0]) + 0.3
n_iter, lr = 50, 0.1
W, b, J = np.zeros((n_iter + 1, 4)), np.zeros(n_iter + 1), np.zeros(n_iter)
for i in range(n_iter):
    e = X @ W[i] + b[i] - y
    J[i] = np.mean(e ** 2) / 2
    W[i + 1] = W[i] - lr * X.T @ e / len(y)
    b[i + 1] = b[i] - lr * e.mean()
print(J)
`;
  it.each([
    ["rows", matrix],
    ["rows, all of each", matrix.replaceAll("W[i]", "W[i, :]").replaceAll("W[i + 1]", "W[i + 1, :]")],
    [
      "columns",
      matrix
        .replaceAll("W[i]", "W[:, i]")
        .replaceAll("W[i + 1]", "W[:, i + 1]")
        .replace("(n_iter + 1, 4)", "(4, n_iter + 1)"),
    ],
    [
      "from 1",
      matrix
        .replaceAll("i + 1", "i")
        .replaceAll("[i] + b[i]", "[i - 1] + b[i - 1]")
        .replaceAll("= W[i] -", "= W[i - 1] -")
        .replaceAll("= b[i] -", "= b[i - 1] -")
        .replace("range(n_iter)", "range(1, n_iter)"),
    ],
  ])("%s", (_way, text) => {
    expect(verdictOf(text)).toBe("right");
    expect(checksOf(text)[0]?.parameters).toHaveLength(2);
    expect(verdictOf(text.replace("lr * e.mean()", "lr * e.sum()"))).toBe("bias_not_averaged");
    expect(verdictOf(text.replace(" @ e / len(y)", " @ e").replace("e.mean()", "e.sum()"))).toBe(
      "missing_mean",
    );
    expect(verdictOf(text.replace("- y\n", "- y\n    e = -e\n"))).toBe("sign");
  });
});
