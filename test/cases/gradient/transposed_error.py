# Unusual arrangements that are right all the same.
# mutant missing_mean: `dw = (err.T @ X).T / m` -> `dw = (err.T @ X).T`
# mutant transposed_result: `dw = (err.T @ X).T / m` -> `dw = err.T @ X / m`
# mutant sign: `err = a - y` -> `err = y - a`
import numpy as np


def logistic(X, y, lr=0.1, n_iter=10):
    m, n = X.shape
    w = np.zeros((n, 1))
    b = 0.0
    y = y.reshape((m, 1))
    for _ in range(n_iter):
        a = 1.0 / (1.0 + np.exp(-(np.matmul(X, w) + b)))
        loss = (-y * np.log(a) - (1 - y) * np.log(1 - a)).sum() / m
        err = a - y
        dw = (err.T @ X).T / m
        db = err.sum() / m
        w -= lr * dw
        b -= lr * db
    return w, b, loss
