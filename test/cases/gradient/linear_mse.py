# mutant factor_two: `dw = 2 * X.T @ r / m` -> `dw = X.T @ r / m`
# mutant missing_mean: `dw = 2 * X.T @ r / m` -> `dw = 2 * X.T @ r`
# mutant sign: `r = pred - y` -> `r = y - pred`
# mutant bias_not_averaged: `db = 2 * r.sum() / m` -> `db = 2 * r.sum()`
# mutant divided_by_features: `dw = 2 * X.T @ r / m` -> `dw = 2 * X.T @ r / X.shape[1]`
import numpy as np


def fit(X, y, lr=0.01, epochs=100):
    m, n = X.shape
    w = np.random.randn(n) * 0.01
    b = 0.0
    for _ in range(epochs):
        pred = X @ w + b
        loss = np.mean((pred - y) ** 2)
        r = pred - y
        dw = 2 * X.T @ r / m
        db = 2 * r.sum() / m
        w -= lr * dw
        b -= lr * db
    return w, b
