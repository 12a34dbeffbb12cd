# mutant missing_mean: `dw = np.mean(X * err[:, None], axis=0)` -> `dw = np.sum(X * err[:, None], axis=0)`
# mutant bias_not_averaged: `db = err.mean()` -> `db = err.sum()`
# mutant sign: `err = p - y` -> `err = y - p`
# mutant extra_activation_derivative: `err = p - y` -> `err = (p - y) * p * (1 - p)`
import numpy as np


def fit(X, y, lr=0.2, epochs=30):
    w = np.random.normal(size=X.shape[1])
    b = 0.0
    for _ in range(epochs):
        p = 1 / (1 + np.exp(-(X.dot(w) + b)))
        ce = -(y * np.log(p) + (1 - y) * np.log(1 - p))
        loss = ce.mean()
        err = p - y
        dw = np.mean(X * err[:, None], axis=0)
        db = err.mean()
        w = w - lr * dw
        b = b - lr * db
    return w, b, loss
