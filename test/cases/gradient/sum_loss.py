# The loss is a sum, so the gradient is one.
# mutant double_mean: `dw = X.T @ (p - y)` -> `dw = X.T @ (p - y) / len(y)`
# mutant sign: `dw = X.T @ (p - y)` -> `dw = X.T @ (y - p)`
import numpy as np


def train(X, y, lr=0.01, epochs=10):
    w = np.zeros(X.shape[1])
    b = 0.0
    for _ in range(epochs):
        p = 1 / (1 + np.exp(-(X @ w + b)))
        loss = -np.sum(y * np.log(p) + (1 - y) * np.log(1 - p))
        dw = X.T @ (p - y)
        db = np.sum(p - y)
        w -= lr * dw
        b -= lr * db
    return w, b, loss
