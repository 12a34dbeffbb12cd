# mutant double_mean: `{k: v / len(x) for k, v in g.items()}` -> `{k: v / len(x) / len(x) for k, v in g.items()}`
# mutant missing_mean: `g = {k: v / len(x) for k, v in g.items()}` -> `pass`
# mutant sign: `e = out - t` -> `e = t - out`
# mutant missing_activation_derivative: `back = e @ p["V"].T * dact(u)` -> `back = e @ p["V"].T`
# mutant bias_not_averaged: `g = {k: v / len(x) for k, v in g.items()}` -> `g = {k: v / len(x) if v.ndim > 1 else v for k, v in g.items()}`
# mutant bias_axis: `g["c"] = e.sum(0)` -> `g["c"] = e.sum()`
"""Multi-label classifier; closures keep the data, a registry keeps the activations, Nesterov steps."""
import numpy as np

registry = {
    "softplus": (lambda u: np.log1p(np.exp(u)), lambda u: 1 / (1 + np.exp(-u))),
    "tanh": (np.tanh, lambda u: 1 / np.cosh(u) ** 2),
}


def make_loss(x, t, activation):
    act, dact = registry[activation]

    def evaluate(p):
        u = x @ p["U"] + p["a"]
        h = act(u)
        z = h @ p["V"] + p["c"]
        out = 1 / (1 + np.exp(-z))
        loss = np.sum(np.log1p(np.exp(-np.abs(z))) + np.maximum(z, 0) - z * t) / len(x)
        return loss, (u, h, out)

    def grad(p):
        _, (u, h, out) = evaluate(p)
        g = {}
        e = out - t
        g["V"] = h.T @ e
        g["c"] = e.sum(0)
        back = e @ p["V"].T * dact(u)
        g["U"] = x.T @ back
        g["a"] = back.sum(0)
        g = {k: v / len(x) for k, v in g.items()}
        return g

    return lambda p: evaluate(p)[0], grad


def nesterov(loss, grad, p, lr=0.2, mu=0.9, steps=200):
    vel = {k: np.zeros_like(v) for k, v in p.items()}
    for i in range(steps):
        ahead = {k: p[k] + mu * vel[k] for k in p}
        g = grad(ahead)
        for k in p:
            vel[k] = mu * vel[k] - lr * g[k]
            p[k] = p[k] + vel[k]
        if i % 20 == 0:
            print(i, loss(p))
    return p


rng = np.random.default_rng(6)
x = rng.normal(size=(128, 4))
t = np.column_stack([x[:, 0] > 0, x[:, 1] + x[:, 2] > 0, x[:, 3] > 0.5]).astype(float)
p = {
    "U": rng.normal(0, 0.5, (4, 10)), "a": np.zeros(10),
    "V": rng.normal(0, 0.5, (10, 3)), "c": np.zeros(3),
}
loss, grad = make_loss(x, t, "softplus")
p = nesterov(loss, grad, p)
