import { describe, expect, it } from "vitest";
import { checksOf, verdictOf } from "./checkedProgram";

/** A network that is large enough that to move each of its numbers takes more steps than a run has. */
const network = (check: string, gradient = "(a2 - y) / len(y)") => `import numpy as np
rng = np.random.default_rng(2)
X = rng.normal(size=(90, 30))
y = (X[:, :1] > 0).astype(float)
params = [rng.normal(size=(30, 16)) * 0.1, np.zeros(16), rng.normal(size=(16, 1)) * 0.1, np.zeros(1)]

def forward(params):
    W1, b1, W2, b2 = params
    a1 = np.tanh(X @ W1 + b1)
    return a1, 1 / (1 + np.exp(-(a1 @ W2 + b2)))

def loss(params):
    p = forward(params)[1]
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))

def gradients(params):
    a1, a2 = forward(params)
    d2 = ${gradient}
    d1 = d2 @ params[2].T * (1 - a1 ** 2)
    return [X.T @ d1, d1.sum(axis=0), a1.T @ d2, d2.sum(axis=0)]

${check}
for epoch in range(100):
    grads = gradients(params)
    for i in range(4):
        params[i] -= 0.5 * grads[i]
    print(loss(params))
`;

const counted = `h = 1e-5
for p, g in zip(params, gradients(params)):
    approx = np.zeros_like(p)
    it = np.nditer(p, flags=["multi_index"])
    while not it.finished:
        at = it.multi_index
        old = p[at]
        p[at] = old + h
        up = loss(params)
        p[at] = old - h
        down = loss(params)
        p[at] = old
        approx[at] = (up - down) / (2 * h)
        it.iternext()
    print(np.abs(approx - g).max())
`;
const compared = `eps = 1e-4
worst = []
for p, g in zip(params, gradients(params)):
    for at in np.ndindex(p.shape):
        p[at] += eps
        up = loss(params)
        p[at] -= 2 * eps
        down = loss(params)
        p[at] += eps
        gap = abs((up - down) / (2 * eps) - g[at])
        if gap > 1e-6:
            print("wrong at", at)
            break
        worst.append(gap)
`;

describe("a numeric gradient beside the derivative", () => {
  it.each(Object.entries({ counted, compared }))("takes no steps from the check: %s", (_name, check) => {
    expect(verdictOf(network(check))).toBe("right");
    expect(verdictOf(network(check, "a2 - y"))).toBe("missing_mean");
  });
});

const stepped = (step: string) => `import numpy as np

def loss(w, x, y):
    return np.mean((x @ w - y) ** 2)

def slope(f, w, h=1e-4):
    found = np.zeros_like(w)
    for i in range(w.size):
        keep = w[i]
        w[i] = keep + h
        above = f(w)
        w[i] = keep - h
        below = f(w)
        found[i] = (above - below) / (2 * h)
        w[i] = keep
    return found

x, y = np.random.randn(100, 4), np.random.randn(100)
w = np.zeros(4)
for i in range(100):
    w -= 0.1 * ${step}
    print(loss(w, x, y))
`;

it("is what it is where the program steps by it", () => {
  expect(verdictOf(stepped("slope(lambda w: loss(w, x, y), w)"))).toBe("right");
  expect(checksOf(stepped("-slope(lambda w: loss(w, x, y), w)"))[0]?.verdict).toBe("wrong");
});
