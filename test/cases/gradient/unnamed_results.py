# derivation: no update
# mutant missing_mean: `dw = 2 * X.T @ gap / len(y)` -> `dw = 2 * X.T @ gap`
# mutant sign: `gap = predict(X, w, b) - y` -> `gap = y - predict(X, w, b)`
# mutant factor_two: `2 * np.mean(gap)` -> `np.mean(gap)`
"""Fuel by speed and load. What the gradient of the bias is called, nobody says."""
import numpy as np


def predict(X, w, b):
    return X @ w + b


def loss(X, y, w, b):
    return np.mean((predict(X, w, b) - y) ** 2)


def gradient(X, y, w, b):
    gap = predict(X, w, b) - y
    dw = 2 * X.T @ gap / len(y)
    return dw, 2 * np.mean(gap)
