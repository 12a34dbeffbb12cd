import { describe, expect, it } from "vitest";
import { checksOf, verdictOf } from "./checkedProgram";

const head = `import numpy as np
rng = np.random.default_rng(0)
X = rng.normal(size=(60, 3))
y = (X[:, 0] > 0).astype(float)
`;

const functions = {
  plain: "def update(param, grad, lr):\n    return param - lr * grad\n",
  named: "def update(param, grad, lr):\n    changed = param - lr * grad\n    return changed\n",
  deep: "def change(value, by):\n    return value - by\ndef update(param, grad, lr):\n    return change(param, lr * grad)\n",
  class: `class Momentum:
    def __init__(self):
        self.v = {}
    def __call__(self, param, grad, lr, key="w"):
        self.v[key] = 0.9 * self.v.get(key, 0) - lr * grad
        return param + self.v[key]
update = Momentum()
`,
};

const script = (update: string, gradient = "X.T @ (p - y) / len(y)") => `${head}${update}
w, b = np.zeros(3), 0.0
for _ in range(50):
    p = 1 / (1 + np.exp(-(X @ w + b)))
    print(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))
    dw = ${gradient}
    db = np.mean(p - y)
    w = update(w, dw, 0.1)
    b = update(b, grad=db, lr=0.1${update === functions.class ? ', key="b"' : ""})
`;

describe("a step that a function takes of what it is given", () => {
  it.each(Object.entries(functions))("is the step of what its result is put in: %s", (_name, update) => {
    const [check] = checksOf(script(update));
    expect(check?.parameters.map(({ name, verdict }) => `${name} ${verdict}`)).toEqual([
      "w right",
      "b right",
    ]);
    expect(verdictOf(script(update, "X.T @ (p - y)"))).toBe("missing_mean");
  });

  it.each(["grads[k]", "grads[k] * 1.0"])("may be that of an item under a name: %s", (given) => {
    const text = `${head}
class SGD:
    def __init__(self, lr):
        self.lr = lr
    def apply(self, key, param, grad):
        return param - self.lr * grad
class Model:
    def __init__(self):
        self.theta = {"w": np.zeros(3), "b": np.zeros(1)}
    def fit(self, opt):
        for _ in range(50):
            p = 1 / (1 + np.exp(-(X @ self.theta["w"] + self.theta["b"])))
            print(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))
            grads = {"w": X.T @ (p - y) / len(y), "b": np.array([np.mean(p - y)])}
            for k in self.theta:
                self.theta[k] = opt.apply(k, self.theta[k], ${given})
Model().fit(SGD(0.1))
`;
    const [check] = checksOf(text);
    expect(check?.parameters.map(({ verdict }) => verdict)).toEqual(["right", "right"]);
  });

  it("is none of a state that goes on", () => {
    const text = `${head}
def advance(state, row):
    return state + 0.5 * np.tanh(row[0] * state + row[1])
w = np.zeros(3)
for _ in range(20):
    h = np.ones(60)
    for t in range(3):
        h = advance(h, X.T[:2])
    p = 1 / (1 + np.exp(-(X @ w + h)))
    print(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))
    w = w - 0.1 * X.T @ (p - y) / len(y)
`;
    expect(
      checksOf(text).flatMap(({ parameters }) => parameters.map(({ name, verdict }) => `${name} ${verdict}`)),
    ).toEqual(["w right"]);
  });
});

describe("functions that a training function is handed", () => {
  const text = (train: string) => `import numpy as np

def compute_cost(x, y, w, b):
    return np.sum((w * x + b - y) ** 2) / (2 * x.shape[0])

def compute_gradient(x, y, w, b):
    gap = w * x + b - y
    return np.sum(gap * x) / x.shape[0], np.sum(gap) / x.shape[0]

${train}
    w, b, history = w_in, b_in, []
    for i in range(num_iters):
        dj_dw, dj_db = gradient_function(x, y, w, b)
        w = w - alpha * dj_dw
        b = b - alpha * dj_db
        history.append(cost_function(x, y, w, b))
    return w, b, history
`;

  it("are the program's own, by a word of their names", () => {
    const own = text("def descend(x, y, w_in, b_in, alpha, num_iters, cost_function, gradient_function):");
    expect(verdictOf(own)).toBe("right");
    expect(verdictOf(own.replace("np.sum(gap * x) / x.shape[0]", "np.sum(gap * x)"))).toBe("missing_mean");
    expect(verdictOf(own.replace("gap = w * x + b - y", "gap = w * x + b"))).toBe("label_missing");
  });
});
