# mutant sign: `residual = p - y` -> `residual = y - p`
# mutant missing_mean: `grad_w = (residual[:, None] * X).mean(axis=0)` -> `grad_w = (residual[:, None] * X).sum(axis=0)`
# mutant bias_not_averaged: `grad_b = residual.mean()` -> `grad_b = residual.sum()`
# mutant penalty_missing: `w -= lr * (grad_w + l2 * w)` -> `w -= lr * grad_w`
# mutant penalty_sign: `w -= lr * (grad_w + l2 * w)` -> `w -= lr * (grad_w - l2 * w)`
# mutant extra_activation_derivative: `residual = p - y` -> `residual = (p - y) * p * (1 - p)`
# mutant uses_z_for_a: `residual = p - y` -> `residual = score - y`
# mutant divided_by_features: `grad_w = (residual[:, None] * X).mean(axis=0)` -> `grad_w = (residual[:, None] * X).sum(axis=0) / X.shape[1]`
import numpy as np


def nll(p, y):
    return -(np.log(p[y == 1]).sum() + np.log(1 - p[y == 0]).sum()) / y.size


def fit(X, y, lr=0.3, l2=0.01, n_epochs=100):
    w = np.zeros(X.shape[1])
    b = 0.0
    for epoch in range(n_epochs):
        score = (X * w).sum(axis=1) + b
        p = 1 / (1 + np.exp(-score))
        objective = nll(p, y) + l2 / 2 * (w ** 2).sum()
        residual = p - y
        grad_w = (residual[:, None] * X).mean(axis=0)
        grad_b = residual.mean()
        w -= lr * (grad_w + l2 * w)
        b -= lr * grad_b
    return w, b, objective


rng = np.random.default_rng(4)
X = rng.standard_normal((60, 3))
y = (X @ [1.0, -1.0, 0.5] > 0).astype(int)
print(fit(X, y)[2])
