import { describe, expect, it } from "vitest";
import { checksOf } from "./checkedProgram";

/** What is said of each model, in order: its parameters, and "right" or the mistake. */
function verdicts(text: string): string[] {
  return checksOf(text).map(
    ({ parameters, verdict, mistake }) =>
      `${parameters.map(({ name }) => name).join()}: ${mistake ?? verdict}`,
  );
}

const data = `import numpy as np
rng = np.random.default_rng(0)
X = rng.normal(size=(20, 3))
t = X @ np.array([1.0, -2.0, 0.5]) + 0.3
y = (t > 0).astype(float)
`;

const linear = `w = np.zeros(3)
b = 0.0
for epoch in range(50):
    pred = X @ w + b
    loss = np.mean((pred - t) ** 2)
    w -= 0.1 * 2 * X.T @ (pred - t) / len(X)
    b -= 0.1 * 2 * np.mean(pred - t)
print(loss)
`;

const logistic = `v = np.zeros(3)
c0 = 0.0
for epoch in range(50):
    p = 1 / (1 + np.exp(-(X @ v + c0)))
    ce = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    v -= 0.1 * X.T @ (p - y) / len(X)
    c0 -= 0.1 * np.mean(p - y)
print(ce)
`;

/** As lines of a function, which is given nothing. */
function inside(name: string, lines: string): string {
  return `def ${name}():\n${lines.replaceAll(/^/gm, "    ")}\n`;
}

const turned = logistic.replace("X.T @ (p - y)", "X.T @ (y - p)");

describe("several models in one program", () => {
  it("have a verdict each, one after the other in a script", () => {
    expect(verdicts(data + linear + logistic)).toEqual(["w,b: right", "v,c0: right"]);
    expect(verdicts(data + linear + turned)).toEqual(["w,b: right", "v,c0: sign"]);
  });

  it("also under the same names", () => {
    const again = turned
      .replaceAll(/\bv\b/g, "w")
      .replaceAll(/\bc0\b/g, "b")
      .replaceAll(/\bce\b/g, "loss");
    expect(verdicts(data + linear + again)).toEqual(["w,b: right", "w,b: sign"]);
  });

  it("inside a function that is called once", () => {
    expect(verdicts(`${data}${inside("main", linear + turned)}main()\n`)).toEqual([
      "w,b: right",
      "v,c0: sign",
    ]);
  });

  it("in functions that make their own data", () => {
    const text = `${inside("first", data.slice(19) + linear)}${inside("second", data.slice(19) + turned)}`;
    expect(verdicts(`import numpy as np\n${text}first()\nsecond()\n`)).toEqual(["w,b: right", "v,c0: sign"]);
  });

  it("side by side in one loop", () => {
    const both = `w = np.zeros(3)
v = np.zeros(3)
for epoch in range(50):
    pred = X @ w
    loss_linear = np.mean((pred - t) ** 2)
    p = 1 / (1 + np.exp(-(X @ v)))
    loss_logistic = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    w -= 0.1 * 2 * X.T @ (pred - t) / len(X)
    v -= 0.1 * X.T @ (y - p) / len(X)
`;
    expect(verdicts(data + both)).toEqual(["w: right", "v: sign"]);
  });

  it("one in mini-batches for epochs, before another", () => {
    const batches = linear
      .replace("    pred = X @ w + b", "    for i in range(0, 20, 5):\n        pred = X[i:i+5] @ w + b")
      .replace(/^ {4}(loss|w -=|b -=)/gm, "        $1")
      .replaceAll("- t)", "- t[i:i+5])")
      .replace("X.T", "X[i:i+5].T")
      .replace("len(X)", "5");
    expect(verdicts(data + batches + turned)).toEqual(["w,b: right", "v,c0: sign"]);
  });

  it("one step of one sample, and then all samples one by one", () => {
    const text = `import numpy as np
x = np.array([0.5, -1.0, 2.0])
y = 1
w = np.array([0.1, 0.2, -0.3])
b = 0.1
learning_rate = 0.5
a = 1 / (1 + np.exp(-(np.sum(x * w) + b)))
loss = -(y * np.log(a) + (1 - y) * np.log(1 - a))
err = a - y
w_new = w - learning_rate * err * x
b_new = b - learning_rate * err
samples = np.array([[0.5, -1.0, 2.0], [1.0, 0.5, -0.5], [-1.5, 1.0, 0.5], [0.0, 2.0, -1.0]])
classes = np.array([1, 1, 0, 0])
w_sgd = np.zeros(3)
b_sgd = 0.0
losses = []
for epoch in range(20):
    total = 0.0
    for i in range(4):
        a_i = 1 / (1 + np.exp(-(np.sum(samples[i] * w_sgd) + b_sgd)))
        total = total - (classes[i] * np.log(a_i) + (1 - classes[i]) * np.log(1 - a_i))
        err_i = a_i - classes[i]
        w_sgd = w_sgd - learning_rate * err_i * samples[i]
        b_sgd = b_sgd - learning_rate * err_i
    losses.append(total / 4)
`;
    expect(verdicts(text)).toEqual(["w_new,b_new: right", "w_sgd,b_sgd: right"]);
    const wrong = text.replace("w_sgd - learning_rate", "w_sgd + learning_rate");
    expect(verdicts(wrong)).toEqual(["w_new,b_new: right", "w_sgd,b_sgd: sign"]);
  });
});
