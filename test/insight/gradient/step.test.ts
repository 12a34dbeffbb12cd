import { describe, expect, it } from "vitest";
import { checksOf, verdictOf } from "./checkedProgram";

/** A linear neuron, its intercept a plain number; `kept` begins what an optimizer keeps, `step` is its step. */
function program(kept: string, step: string): string {
  return `import numpy as np
rng = np.random.default_rng(3)
x = rng.normal(size=(60, 4))
y = x @ np.array([1.0, -2.0, 0.5, 0.0]) + 0.3
w, b = np.zeros(4), 0.0
${kept}
for t in range(1, 50):
    p = x @ w + b
    loss = np.mean((p - y) ** 2)
    dw = 2 * x.T @ (p - y) / len(y)
    db = 2 * np.mean(p - y)
${step
  .trim()
  .split("\n")
  .map((line) => `    ${line.trim()}`)
  .join("\n")}
`;
}

const momentum = program(
  "mw, mb = np.zeros(4), 0.0",
  `mw = 0.9 * mw - 0.01 * dw
   mb = 0.9 * mb - 0.01 * db
   w += mw
   b += mb`,
);
const adam = program(
  "mw, vw, mb, vb = np.zeros(4), np.zeros(4), 0.0, 0.0",
  `mw = 0.9 * mw + 0.1 * dw
   vw = 0.999 * vw + 0.001 * dw**2
   mb = 0.9 * mb + 0.1 * db
   vb = 0.999 * vb + 0.001 * db**2
   w -= 0.01 * (mw / (1 - 0.9**t)) / (np.sqrt(vw / (1 - 0.999**t)) + 1e-8)
   b -= 0.01 * (mb / (1 - 0.9**t)) / (np.sqrt(vb / (1 - 0.999**t)) + 1e-8)`,
);
const optimizers: readonly (readonly [string, string])[] = [
  ["momentum", momentum],
  ["an average", momentum.replaceAll("- 0.01 * d", "+ 0.1 * d").replaceAll("+= m", "-= 0.01 * m")],
  ["Adam", adam],
  [
    "RMSprop",
    program(
      "cw, cb = np.zeros(4), 0.0",
      `cw = 0.9 * cw + 0.1 * dw * dw
       cb = 0.9 * cb + 0.1 * db * db
       w -= 0.01 * dw / np.sqrt(cw + 1e-8)
       b -= 0.01 * db / np.sqrt(cb + 1e-8)`,
    ),
  ],
  [
    "Adagrad",
    program(
      "cw, cb = np.zeros(4), 0.0",
      `cw += dw**2
       cb += db**2
       w = w - 0.01 * dw / (np.sqrt(cw) + 1e-8)
       b = b - 0.01 * db / (np.sqrt(cb) + 1e-8)`,
    ),
  ],
];

describe("an intercept that is a plain number, stepped by an optimizer", () => {
  it.each(optimizers)("is right where its gradient is: %s", (_, text) => {
    expect(verdictOf(text)).toBe("right");
  });

  it.each(optimizers)("has its mistake by name where it is not: %s", (_, text) => {
    expect(verdictOf(text.replace("db = 2 * np.mean", "db = 2 * np.sum"))).toBe("bias_not_averaged");
    expect(verdictOf(text.replace("db = 2", "db = -2"))).toBe("sign");
  });

  it("is not accused where its gradient has no name", () => {
    const unnamed = (text: string) =>
      text.replace(/ {4}db = .*\n/, "").replace("* db\n", "* 2 * np.mean(p - y)\n");
    for (const [, text] of optimizers.slice(0, 2)) expect(verdictOf(unnamed(text))).toBe("optimizer");
  });

  it("knows the root of a loss from an optimizer's", () => {
    const root = program("", "w -= 0.1 * dw / 2 / loss\nb -= 0.1 * db / 2 / loss").replace(
      "np.mean((p - y) ** 2)",
      "np.sqrt(np.mean((p - y) ** 2))",
    );
    expect(verdictOf(root)).toBe("right");
    expect(verdictOf(root.replace("db = 2 * np.mean", "db = 2 * np.sum"))).toBe("bias_not_averaged");
  });
});

describe("a gradient that something is made of before it is stepped by", () => {
  it.each([
    ["cut", "dw = np.clip(dw, -0.5, 0.5)\ndb = np.clip(db, -0.1, 0.1)"],
    ["cut in place", "for g in [dw]:\n        np.clip(g, -0.5, 0.5, out=g)\ndb = np.clip(db, -0.1, 0.1)"],
    ["shortened", "g = np.sqrt(np.sum(dw**2) + db**2)\ndw, db = dw / g, db / g"],
    [
      "shortened where it is long",
      "g = np.sqrt(np.sum(dw**2) + db**2)\ndw, db = (dw / g, db / g) if g > 1 else (dw, db)",
    ],
    ["shortened by itself", "if np.linalg.norm(dw) > 0.1:\n        dw = 0.1 * dw / np.linalg.norm(dw)"],
    ["its sign alone", "dw, db = np.sign(dw), np.sign(db)"],
    ["made smaller by a schedule", "dw, db = dw * 0.3 / (1 + 0.1 * t), db * 0.3 / (1 + 0.1 * t)"],
  ])("is right: %s", (_, change) => {
    const text = program("", `${change}\nw -= 0.01 * dw\nb -= 0.01 * db`);
    expect(verdictOf(text)).toBe("right");
    expect(verdictOf(text.replace("dw = 2 * x.T @ (p - y)", "dw = 2 * x.T @ p"))).not.toBe("right");
    expect(verdictOf(text.replace("db = 2 * np.mean(p - y)", "db = 2 * np.mean(p)"))).not.toBe("right");
    expect(verdictOf(text.replace("b -= 0.01 * db", "b += 0.01 * db"))).not.toBe("right");
  });

  it("may have a decay beside it in the step, not in itself", () => {
    const text = program("", "w -= 0.01 * (dw + 0.3 * w)\nb -= 0.01 * db");
    expect(verdictOf(text)).toBe("right");
    expect(verdictOf(text.replace("+ 0.3 * w", "- 0.3 * w"))).not.toBe("right");
    expect(verdictOf(program("", "dw = dw + 0.3 * w\nw -= 0.01 * dw\nb -= 0.01 * db"))).toBe(
      "unknown-difference",
    );
  });

  it.each([
    ["squared", "dw = dw ** 2"],
    ["without its sign", "dw = np.abs(dw)"],
    ["beside a decay that goes up", "dw = dw - 0.3 * w"],
    ["times something of the data", "dw = dw * np.mean(p * (1 - p))"],
    ["divided twice", "dw = dw / len(y)"],
  ])("is not: %s", (_, change) => {
    expect(verdictOf(program("", `${change}\nw -= 0.01 * dw\nb -= 0.01 * db`))).not.toBe("right");
  });

  it("has a whole number for its rate", () => {
    const text = program("", "w -= 2.0 * dw\nb -= 2.0 * db");
    expect(verdictOf(text)).toBe("right");
    expect(verdictOf(text.replace("2.0 * db", "1.0 * db"))).toBe("factor_two");
    expect(
      verdictOf(text.replace("2.0 * dw", "2.0 * x.T @ (p - y) / len(y)").replace("2.0 * db", "db")),
    ).toBe("right");
    expect(verdictOf(text.replaceAll("= 2 *", "="))).toBe("right");
  });

  it("is divided in the step, where the loss is a sum", () => {
    const mean = program("lr = 0.01", "w -= lr / len(y) * dw\nb -= lr / len(y) * db");
    expect(verdictOf(mean)).toBe("double_mean");
    const sum = mean
      .replace("np.mean((p - y) ** 2)", "np.sum((p - y) ** 2)")
      .replace("@ (p - y) / len(y)", "@ (p - y)")
      .replace("np.mean(p - y)", "np.sum(p - y)");
    expect(verdictOf(sum)).toBe("right");
    expect(verdictOf(sum.replace("dw = 2", "dw = -2"))).not.toBe("right");
    const unnamed = sum
      .replace("* dw\n", "* (2 * x.T @ (p - y))\n")
      .replace("* db\n", "* (2 * np.sum(p - y))\n");
    expect(verdictOf(unnamed)).toBe("right");
  });

  it("is made of an error that is cut", () => {
    const plain = program("", "w -= 0.01 * dw\nb -= 0.01 * db");
    expect(verdictOf(plain)).toBe("right");
    const cut = plain.replace("    dw =", "    e = np.clip(p - y, -0.3, 0.3)\n    dw =");
    expect(
      verdictOf(cut.replace("x.T @ (p - y)", "x.T @ e").replace("np.mean(p - y)\n", "np.mean(e)\n")),
    ).toBe("optimizer");
  });
});

it("is asked for by small changes first, and each number put back", () => {
  const text = program("", "w -= 0.01 * dw\nb -= 0.01 * db")
    .replace(
      "w, b = np.zeros(4), 0.0",
      "params = {'w': np.zeros(4), 'b': np.zeros(1)}\ndef f():\n    return np.mean((x @ params['w'] + params['b'] - y) ** 2)\nfor v in params.values():\n    for i in range(v.size):\n        keep = v[i]\n        v[i] = keep + 1e-5\n        above = f()\n        v[i] = keep - 1e-5\n        print((above - f()) / 2e-5)\n        v[i] = keep",
    )
    .replace("w -= 0.01 * dw\n    b -= 0.01 * db", "params['w'] -= 0.01 * dw\n    params['b'] -= 0.01 * db")
    .replace("x @ w + b\n", "x @ params['w'] + params['b']\n");
  expect(verdictOf(text)).toBe("right");
  expect(verdictOf(text.replace(" / len(y)", ""))).toBe("missing_mean");
});

describe("what is no parameter, and no loss", () => {
  const plain = program("", "w -= 0.01 * dw\nb -= 0.01 * db");

  it("is the average of what the weights have been", () => {
    const average = plain
      .replaceAll("0.01 *", "lr *")
      .replace("w, b =", "lr = 0.01\nw, b =")
      .replace("w, b = np.zeros(4), 0.0", "w, b, mean_w = np.zeros(4), 0.0, np.zeros(4)")
      .replace("w -= lr * dw", "w = w - lr * dw\n    mean_w = mean_w + (w - mean_w) / t");
    expect(verdictOf(average)).toBe("right");
    expect(verdictOf(average.replace(" / len(y)", ""))).toBe("missing_mean");
  });

  it("is the loss's running average", () => {
    const running = plain
      .replace("w, b =", "smooth_loss = 1.0\nw, b =")
      .concat("    smooth_loss = 0.99 * smooth_loss + 0.01 * loss\n    print(smooth_loss)\n");
    expect(verdictOf(running)).toBe("right");
    expect(verdictOf(running.replace(" / len(y)", ""))).toBe("missing_mean");
  });

  it("is the loss in percent that is printed", () => {
    const percent = `${plain}    print("loss", loss * 100)\n`;
    expect(verdictOf(percent)).toBe("right");
    expect(verdictOf(percent.replace(" / len(y)", ""))).toBe("missing_mean");
  });
});

it("takes what a list holds for a gradient's name, too", () => {
  const text = `import numpy as np
x = np.random.randn(50)
y = 2 * x + 1
theta, m, v = [0.0, 0.0], [0.0, 0.0], [0.0, 0.0]
for t in range(1, 100):
    p = theta[0] * x + theta[1]
    cost = ((p - y) ** 2).sum() / (2 * len(x))
    grads = [((p - y) * x).sum() / len(x), (p - y).sum() / len(x)]
    for k in range(2):
        m[k] = 0.9 * m[k] + 0.1 * grads[k]
        v[k] = 0.999 * v[k] + 0.001 * grads[k] ** 2
        theta[k] -= 0.1 * (m[k] / (1 - 0.9**t)) / ((v[k] / (1 - 0.999**t)) ** 0.5 + 1e-8)
`;
  expect(verdictOf(text)).toBe("right");
  expect(verdictOf(text.replace("* x).sum() / len(x)", "* x).sum()"))).toBe("missing_mean");
});

describe("rows that are stepped for one sample after the other", () => {
  const pairs = `import numpy as np
V, D, lr = 12, 5, 0.05
E, U = np.random.randn(V, D), np.random.randn(V, D)
def sigmoid(z):
    return 1 / (1 + np.exp(-z))
for c, o in [(1, 2), (3, 4), (5, 6)]:
    v, u = E[c].copy(), U[o].copy()
    loss = -np.log(sigmoid(u @ v))
    E[c] -= lr * (sigmoid(u @ v) - 1) * u
`;

  it("have each the gradient of their own sample", () => {
    expect(verdictOf(pairs)).toBe("right");
    expect(verdictOf(pairs.replace("(u @ v) - 1) * u", "(u @ v) - 1) * v"))).not.toBe("right");
    expect(verdictOf(pairs.replace("(sigmoid(u @ v) - 1)", "(1 - sigmoid(u @ v))"))).toBe("sign");
  });

  it("are no arrays that a dictionary holds, each with a line of its own", () => {
    const text = `import numpy as np
X, Y = np.random.randn(4, 50), np.random.randn(1, 50)
p = {}
for l in range(1, 3):
    p["W" + str(l)] = np.random.randn([4, 5, 1][l], [4, 5, 1][l - 1])
    p["b" + str(l)] = np.zeros(([4, 5, 1][l], 1))
for i in range(100):
    A = [X]
    for l in range(1, 3):
        A.append(np.tanh(p["W" + str(l)] @ A[-1] + p["b" + str(l)]))
    cost = np.mean((A[-1] - Y) ** 2)
    d, g = 2 * (A[-1] - Y) * (1 - A[-1] ** 2) / X.shape[1], {}
    for l in range(2, 0, -1):
        g["W" + str(l)], g["b" + str(l)] = d @ A[l - 1].T, d.sum(axis=1, keepdims=True)
        d = p["W" + str(l)].T @ d * (1 - A[l - 1] ** 2)
    for l in range(1, 3):
        p["W" + str(l)] -= 0.1 * g["W" + str(l)]
        p["b" + str(l)] -= 0.1 * g["b" + str(l)]
`;
    expect(verdictOf(text)).toBe("right");
    expect(verdictOf(text.replace(" / X.shape[1]", ""))).toBe("missing_mean");
    expect(verdictOf(text.replace("2 * (A[-1] - Y)", "2 * (Y - A[-1])"))).toBe("sign");
  });

  const rows = `import numpy as np
V, D, lr = 12, 5, 0.05
E, U = np.random.randn(V, D), np.random.randn(V, D)
def sigmoid(z):
    return 1 / (1 + np.exp(-z))
for c, o, others in [(1, 2, [7, 8, 9]), (3, 5, [2, 4, 1]), (5, 2, [6, 1, 3])]:
    v, u, n = E[c].copy(), U[o].copy(), U[others]
    loss = -np.log(sigmoid(u @ v)) - np.log(sigmoid(-n @ v)).sum()
    gu, gn = sigmoid(u @ v) - 1, sigmoid(n @ v)
    E[c] -= lr * (gu * u + gn @ n)
    U[o] -= lr * gu * v
    U[others] -= lr * gn[:, None] * v
`;

  it.each([
    ["in place", rows],
    ["put back", rows.replace("U[others] -=", "U[others] = U[others] -")],
    [
      "by NumPy's function",
      rows.replace("U[others] -= lr * gn[:, None] * v", "np.subtract.at(U, others, lr * gn[:, None] * v)"),
    ],
    [
      "added by it",
      rows.replace("U[others] -= lr * gn[:, None] * v", "np.add.at(U, others, -lr * gn[:, None] * v)"),
    ],
    [
      "by it alone",
      rows
        .replace("    U[o] -= lr * gu * v\n", "    np.subtract.at(U, [o], lr * gu * v)\n")
        .replace("U[others] -= lr * gn[:, None] * v", "np.subtract.at(U, others, lr * gn[:, None] * v)"),
    ],
  ])("are several of one array in one step: %s", (_, text) => {
    const checks = checksOf(text);
    expect(checks.map(({ verdict }) => verdict)).toEqual(["right"]);
    expect(checks[0]?.parameters.map(({ name }) => name).sort()).toEqual(["E", "U"]);
    expect(verdictOf(text.replace("gn[:, None]", "-gn[:, None]"))).not.toBe("right");
    expect(verdictOf(text.replace("sigmoid(u @ v) - 1, ", "1 - sigmoid(u @ v), "))).not.toBe("right");
  });

  it("accuse nobody where several lines step the rows of one array", () => {
    const others = pairs
      .replace("    loss =", "    others = U[[7, 8, 9]]\n    loss =")
      .replace("sigmoid(u @ v))\n", "sigmoid(u @ v)) - np.log(sigmoid(-others @ v)).sum()\n")
      .replace("- 1) * u\n", "- 1) * u + lr * sigmoid(others @ v) @ others\n")
      .concat("    U[o] -= lr * (sigmoid(u @ v) - 1) * v\n")
      .concat("    U[[7, 8, 9]] -= lr * sigmoid(others @ v)[:, None] * v\n");
    expect(verdictOf(others)).toBe("right");
    expect(verdictOf(others.replace("(others @ v)[:, None]", "(-others @ v)[:, None]"))).toBe(
      "unknown-difference",
    );
  });
});

it.each(["s", "t", "length"])(
  "a line search's step is no part of the gradient, and may be called %s",
  (s) => {
    const text = `import numpy as np
rng = np.random.default_rng(4)
X = rng.normal(size=(80, 3))
y = X @ np.array([1.0, -2.0, 0.5])
def both(w):
    r = X @ w - y
    return 0.5 * np.mean(r ** 2), X.T @ r / len(y)
w = rng.normal(size=3)
for turn in range(30):
    loss, g = both(w)
    ${s} = 1.0
    while both(w - ${s} * g)[0] > loss - 0.7 * ${s} * (g @ g):
        ${s} *= 0.5
    w = w - ${s} * g
    print(loss)
`;
    expect(verdictOf(text)).toBe("right");
    expect(verdictOf(text.replace("X.T @ r / len(y)", "X.T @ r"))).toBe("missing_mean");
  },
);

it("a rate under any name is known where the bias is stepped by nothing", () => {
  const text = `import numpy as np
rng = np.random.default_rng(6)
inputs = rng.normal(size=30)
answers = 2.5 * inputs - 0.7
w = 0.0
b = 0.0
k = 0.05
for turn in range(20):
    total = 0.0
    for i in rng.permutation(30):
        u, v = inputs[i], answers[i]
        e = w * u + b - v
        total += 0.5 * e ** 2
        w -= k * e * u
        b -= k * e
    print(turn, total)
`;
  expect(verdictOf(text)).toBe("right");
  expect(verdictOf(text.replace("b -= k * e", "b -= 0 * e"))).toBe("bias_missing");
});
