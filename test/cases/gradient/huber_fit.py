# mutant missing_mean: `gw = X.T @ psi / len(r)` -> `gw = X.T @ psi`
# mutant sign: `r = X @ w + b - y\n        psi` -> `r = y - X @ w - b\n        psi`
# mutant bias_not_averaged: `gb = np.mean(psi)` -> `gb = np.sum(psi)`
# mutant double_mean: `gw = X.T @ psi / len(r)` -> `gw = X.T @ psi / len(r) ** 2`
# mutant bias_missing: `b = b - lr * gb` -> `pass`
import numpy as np


def huber(r, delta=1.5):
    small = 0.5 * r ** 2
    large = delta * (np.abs(r) - 0.5 * delta)
    return np.where(np.abs(r) <= delta, small, large)


def robust_fit(X, y, lr=0.1, steps=300, delta=1.5):
    w, b = np.zeros(X.shape[1]), 0.0
    losses = []
    for _ in range(steps):
        losses.append(huber(X @ w + b - y).mean())
        r = X @ w + b - y
        psi = np.where(np.abs(r) <= delta, r, delta * np.sign(r))
        gw = X.T @ psi / len(r)
        gb = np.mean(psi)
        w = w - lr * gw
        b = b - lr * gb
    return w, b, losses
