# Keeps its loss in a method, its gradient in another, and steps in a third.
# mutant missing_mean: `self.gw = X.T @ d / len(X)` -> `self.gw = X.T @ d`
# mutant sign: `d = self.a - y` -> `d = y - self.a`
# mutant bias_not_averaged: `self.gb = d.mean()` -> `self.gb = d.sum()`
import numpy as np


class Model:
    def __init__(self, n_features):
        self.w = np.zeros(n_features)
        self.b = 0.0

    def forward(self, X):
        self.z = X @ self.w + self.b
        self.a = np.exp(self.z) / (1 + np.exp(self.z))
        return self.a

    def compute_loss(self, y):
        return np.mean(-(y * np.log(self.a) + (1 - y) * np.log(1 - self.a)))

    def backward(self, X, y):
        d = self.a - y
        self.gw = X.T @ d / len(X)
        self.gb = d.mean()

    def step(self, lr):
        self.w = self.w - lr * self.gw
        self.b = self.b - lr * self.gb
