# The loss is computed from z, so that nothing overflows.
# mutant missing_mean: `dw = X.T @ (p - y) / m` -> `dw = X.T @ (p - y)`
# mutant sign: `dw = X.T @ (p - y) / m` -> `dw = X.T @ (y - p) / m`
# mutant label_missing: `dw = X.T @ (p - y) / m` -> `dw = X.T @ p / m`
import numpy as np


def bce_with_logits(z, y):
    return np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z))))


def fit(X, y, epochs=100, lr=0.1):
    m, n = X.shape
    w, b = np.zeros(n), 0.0
    losses = []
    for _ in range(epochs):
        z = X @ w + b
        losses.append(bce_with_logits(z, y))
        p = 1 / (1 + np.exp(-z))
        dw = X.T @ (p - y) / m
        db = np.sum(p - y) / m
        w, b = w - lr * dw, b - lr * db
    return w, b, losses
