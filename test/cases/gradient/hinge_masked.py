# mutant sign: `gw = -(y[viol] @ X[viol]) / len(X) + lam * w` -> `gw = (y[viol] @ X[viol]) / len(X) + lam * w`
# mutant missing_mean: `gw = -(y[viol] @ X[viol]) / len(X) + lam * w` -> `gw = -(y[viol] @ X[viol]) + lam * w`
# mutant penalty_missing: `gw = -(y[viol] @ X[viol]) / len(X) + lam * w` -> `gw = -(y[viol] @ X[viol]) / len(X)`
# mutant penalty_sign: `gw = -(y[viol] @ X[viol]) / len(X) + lam * w` -> `gw = -(y[viol] @ X[viol]) / len(X) - lam * w`
# mutant bias_not_averaged: `gb = -np.sum(y[viol]) / len(X)` -> `gb = -np.sum(y[viol])`
# mutant factor_two: `gw = -(y[viol] @ X[viol]) / len(X) + lam * w` -> `gw = -(y[viol] @ X[viol]) / len(X) + 2 * lam * w`
import numpy as np


def hinge(w, b, X, y, lam):
    margins = 1 - y * (X @ w + b)
    return np.maximum(0, margins).mean() + 0.5 * lam * w @ w


def grads(w, b, X, y, lam):
    margins = y * (X @ w + b)
    viol = margins < 1
    gw = -(y[viol] @ X[viol]) / len(X) + lam * w
    gb = -np.sum(y[viol]) / len(X)
    return gw, gb


def svm(X, labels, lam=0.01, lr=0.1, epochs=100):
    y = np.where(labels > 0, 1, -1)
    w = np.zeros(X.shape[1])
    b = 0.0
    values = []
    for _ in range(epochs):
        gw, gb = grads(w, b, X, y, lam)
        w -= lr * gw
        b -= lr * gb
        values.append(hinge(w, b, X, y, lam))
    return w, b, values
