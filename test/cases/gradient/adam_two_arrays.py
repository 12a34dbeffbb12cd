# mutant sign: `err = pred - ys` -> `err = ys - pred`
# mutant missing_mean: `g = {"k": xs.T @ err * 2 / len(xs), "c": 2 * err.mean(axis=0)}` -> `g = {"k": xs.T @ err * 2, "c": 2 * err.mean(axis=0)}`
# mutant factor_two: `"c": 2 * err.mean(axis=0)` -> `"c": err.mean(axis=0)`
import numpy as np

# %%
rng = np.random.default_rng(5)
xs = rng.uniform(-1, 1, size=(64, 4))
ys = xs @ rng.normal(size=(4, 2)) + 0.2

# %%
theta = {"k": np.zeros((4, 2)), "c": np.zeros(2)}
mom = {name: np.zeros_like(v) for name, v in theta.items()}
sq = {name: np.zeros_like(v) for name, v in theta.items()}
beta_1, beta_2, tiny = 0.9, 0.999, 1e-8

# %%
curve = []
for t in range(1, 201):
    pred = xs @ theta["k"] + theta["c"]
    err = pred - ys
    curve.append(float(np.mean(np.sum(err ** 2, axis=1))))
    g = {"k": xs.T @ err * 2 / len(xs), "c": 2 * err.mean(axis=0)}
    for name in theta:
        mom[name] = beta_1 * mom[name] + (1 - beta_1) * g[name]
        sq[name] = beta_2 * sq[name] + (1 - beta_2) * g[name] ** 2
        m_hat = mom[name] / (1 - beta_1 ** t)
        v_hat = sq[name] / (1 - beta_2 ** t)
        theta[name] -= 0.05 * m_hat / (np.sqrt(v_hat) + tiny)
print(curve[0], curve[-1])
