# mutant missing_mean: `X.T @ e / len(y)` -> `X.T @ e`
# mutant sign: `e = p - y` -> `e = y - p`
# mutant uses_z_for_a: `e = p - y` -> `e = z - y`
# mutant bias_not_averaged: `e.mean()` -> `e.sum()`
import numpy as np
from scipy.special import expit, xlog1py, xlogy


def fit(X, y, lr=0.1, epochs=10):
    w = np.zeros(X.shape[1])
    b = 0.0
    for _ in range(epochs):
        z = X @ w + b
        p = expit(z)
        loss = -np.mean(xlogy(y, p) + xlog1py(1 - y, -p))
        e = p - y
        w -= lr * (X.T @ e / len(y))
        b -= lr * e.mean()
        print(loss)
    return w, b
