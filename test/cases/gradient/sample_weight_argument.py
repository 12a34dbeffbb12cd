# mutant sign: `d = sample_weight * (p - y)` -> `d = sample_weight * (y - p)`
# mutant missing_mean: `w -= lr * (X.T @ d) / m` -> `w -= lr * (X.T @ d)`
# mutant bias_not_averaged: `b -= lr * d.sum() / m` -> `b -= lr * d.sum()`
import numpy as np

def fit(X, y, sample_weight, lr=0.1, epochs=100):
    m = X.shape[0]
    w = np.zeros(X.shape[1])
    b = 0.0
    for _ in range(epochs):
        p = 1 / (1 + np.exp(-(X @ w + b)))
        loss = -np.sum(sample_weight * (y * np.log(p) + (1 - y) * np.log(1 - p))) / m
        d = sample_weight * (p - y)
        w -= lr * (X.T @ d) / m
        b -= lr * d.sum() / m
    return w, b, loss
