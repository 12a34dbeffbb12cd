# mutant penalty_missing: `dw = 2 * self.strength * self.w - X.T @ (active * y) / n` -> `dw = -X.T @ (active * y) / n`
# mutant missing_mean: `X.T @ (active * y) / n` -> `X.T @ (active * y)`
# mutant bias_not_averaged: `db = np.sum(active * y) / n` -> `db = np.sum(active * y)`
import numpy as np


class LinearSVM:
    def __init__(self, learning_rate=0.001, strength=0.01, n_iters=1000):
        self.lr = learning_rate
        self.strength = strength
        self.n_iters = n_iters

    def _hinge(self, X, y):
        margins = 1 - y * (X @ self.w - self.b)
        return np.mean(np.maximum(0, margins)) + self.strength * np.sum(self.w ** 2)

    def fit(self, X, y):
        n, d = X.shape
        self.w = np.zeros(d)
        self.b = 0.0
        for _ in range(self.n_iters):
            scores = X @ self.w - self.b
            active = (y * scores < 1).astype(float)
            dw = 2 * self.strength * self.w - X.T @ (active * y) / n
            db = np.sum(active * y) / n
            self.w -= self.lr * dw
            self.b -= self.lr * db
        return self
