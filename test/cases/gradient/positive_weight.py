# mutant missing_mean: `self.w -= self.lr * X.T @ dz / m` -> `self.w -= self.lr * X.T @ dz`
# mutant bias_not_averaged: `dz.mean()` -> `dz.sum()`
import numpy as np

class WeightedLogistic:
    def __init__(self, pos_weight=3.0, lr=0.1):
        self.pos_weight = pos_weight
        self.lr = lr

    def fit(self, X, y, epochs=100):
        m, n = X.shape
        self.w = np.zeros((n, 1))
        self.b = 0.0
        for _ in range(epochs):
            a = 1 / (1 + np.exp(-(X @ self.w + self.b)))
            loss = -np.mean(self.pos_weight * y * np.log(a) + (1 - y) * np.log(1 - a))
            dz = -self.pos_weight * y * (1 - a) + (1 - y) * a
            self.w -= self.lr * X.T @ dz / m
            self.b -= self.lr * dz.mean()
        return loss
