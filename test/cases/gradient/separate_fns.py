# derivation: no update
# mutant factor_two: `return 2 * X.T @ r / len(y), 2 * r.mean()` -> `return X.T @ r / len(y), r.mean()`
import numpy as np


def loss(w, b, X, y):
    return np.mean((X @ w + b - y) ** 2)


def gradients(w, b, X, y):
    r = X @ w + b - y
    return 2 * X.T @ r / len(y), 2 * r.mean()
