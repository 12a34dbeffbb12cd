# mutant factor_two: `gw = 2 * (r @ X.T) + 2 * lam * w` -> `gw = (r @ X.T) + 2 * lam * w`
# mutant penalty_missing: `gw = 2 * (r @ X.T) + 2 * lam * w` -> `gw = 2 * (r @ X.T)`
# mutant penalty_sign: `gw = 2 * (r @ X.T) + 2 * lam * w` -> `gw = 2 * (r @ X.T) - 2 * lam * w`
# mutant sign: `r = w @ X + b - y` -> `r = y - w @ X - b`
# mutant transposed_result: `gw = 2 * (r @ X.T) + 2 * lam * w` -> `gw = 2 * (X @ r.T) + 2 * lam * w.T`
# mutant bias_missing: `b = b - lr * gb` -> `pass`
import numpy as np


def objective(w, b, X, y, lam):
    """Sum of squared residuals, one column a sample, with ridge."""
    residual = w @ X + b - y
    return np.sum(residual ** 2) + lam * np.sum(w ** 2)


def gradient(w, b, X, y, lam):
    r = w @ X + b - y
    gw = 2 * (r @ X.T) + 2 * lam * w
    gb = 2 * np.sum(r)
    return gw, gb


def descend(X, y, lam=0.1, lr=1e-3, n_steps=200):
    w = np.zeros((1, X.shape[0]))
    b = 0.0
    for k in range(n_steps):
        value = objective(w, b, X, y, lam)
        gw, gb = gradient(w, b, X, y, lam)
        w = w - lr * gw
        b = b - lr * gb
        if k % 50 == 0:
            print(k, value)
    return w, b
