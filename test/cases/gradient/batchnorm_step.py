# mutant bias_axis: `"beta": d_norm.sum(axis=0)` -> `"beta": d_norm.sum()`
# mutant missing_activation_derivative: `d_norm = (err @ p["w2"].T) * (a > 0)` -> `d_norm = err @ p["w2"].T`
# mutant sign: `err = (out - y) / len(y)` -> `err = (y - out) / len(y)`
# mutant missing_mean: `err = (out - y) / len(y)` -> `err = out - y`
import numpy as np


def step(p, x, y, lr):
    z = x @ p["w1"]
    std = np.sqrt(z.var(axis=0) + 1e-5)
    z_hat = (z - z.mean(axis=0)) / std
    n = p["gamma"] * z_hat + p["beta"]
    a = np.maximum(n, 0)
    out = a @ p["w2"] + p["b2"]
    loss = 0.5 * np.sum((out - y) ** 2) / len(y)

    err = (out - y) / len(y)
    d_norm = (err @ p["w2"].T) * (a > 0)
    d_hat = d_norm * p["gamma"]
    d_z = (d_hat - d_hat.mean(axis=0) - z_hat * (d_hat * z_hat).mean(axis=0)) / std
    g = {"w2": a.T @ err, "b2": err.sum(axis=0), "gamma": (d_norm * z_hat).sum(axis=0), "beta": d_norm.sum(axis=0), "w1": x.T @ d_z}
    for key in p:
        p[key] = p[key] - lr * g[key]
    return loss


gen = np.random.default_rng(0)
p = {"w1": gen.normal(size=(3, 6)), "gamma": np.ones(6), "beta": np.zeros(6), "w2": gen.normal(size=(6, 2)), "b2": np.zeros(2)}
x = gen.normal(size=(50, 3))
y = gen.normal(size=(50, 2))
for k in range(100):
    print(step(p, x, y, 0.1))
