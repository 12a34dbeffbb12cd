# mutant missing_activation_derivative: `return X.T @ ((p - y) * p * (1 - p)) / len(y)` -> `return X.T @ (p - y) / len(y)`
# mutant sign: `return X.T @ ((p - y) * p * (1 - p)) / len(y)` -> `return X.T @ ((y - p) * p * (1 - p)) / len(y)`
# mutant missing_mean: `return X.T @ ((p - y) * p * (1 - p)) / len(y)` -> `return X.T @ ((p - y) * p * (1 - p))`
# derivation: no update
import numpy as np


def prob(w, X):
    return 0.5 * (1 + np.tanh(0.5 * (X @ w)))


def loss(w, X, y):
    return np.mean((prob(w, X) - y) ** 2) / 2


def grad(w, X, y):
    p = prob(w, X)
    return X.T @ ((p - y) * p * (1 - p)) / len(y)
