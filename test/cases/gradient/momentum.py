# mutant missing_mean: `g = X.T @ (p - y) / len(y)` -> `g = X.T @ (p - y)`
# mutant sign: `g = X.T @ (p - y) / len(y)` -> `g = X.T @ (y - p) / len(y)`
import numpy as np


def fit(X, y, lr=0.1, mu=0.9, epochs=10):
    w = np.zeros(X.shape[1])
    v = np.zeros(X.shape[1])
    for _ in range(epochs):
        p = 1 / (1 + np.exp(-(X @ w)))
        loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
        g = X.T @ (p - y) / len(y)
        v = mu * v - lr * g
        w = w + v
        print(loss)
    return w
