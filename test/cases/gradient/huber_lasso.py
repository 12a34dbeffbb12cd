# mutant sign: `g = np.where(np.abs(r) <= self.delta, r, self.delta * np.sign(r)) / len(r)` -> `g = -np.where(np.abs(r) <= self.delta, r, self.delta * np.sign(r)) / len(r)`
# mutant missing_mean: `self.delta * np.sign(r)) / len(r)` -> `self.delta * np.sign(r))`
# mutant other: `np.where(np.abs(r) <= self.delta, r,` -> `np.where(np.abs(r) <= self.delta, 2 * r,`
# mutant bias_not_averaged: `self.b -= self.lr * g.sum()` -> `self.b -= self.lr * g.sum() * len(r)`
# mutant bias_missing: `self.b -= self.lr * g.sum()` -> `pass`
# mutant penalty_missing: `self.w -= self.lr * (X.T @ g + self.alpha * np.sign(self.w))` -> `self.w -= self.lr * (X.T @ g)`
# mutant penalty_sign: `self.w -= self.lr * (X.T @ g + self.alpha * np.sign(self.w))` -> `self.w -= self.lr * (X.T @ g - self.alpha * np.sign(self.w))`
from __future__ import annotations

import numpy as np


class HuberLasso:
    def __init__(self, lr: float = 0.05, delta: float = 1.0, alpha: float = 0.01) -> None:
        self.lr = lr
        self.delta = delta
        self.alpha = alpha
        self.w: np.ndarray | None = None
        self.b: float = 0.0

    def predict(self, X: np.ndarray) -> np.ndarray:
        return X @ self.w + self.b

    def objective(self, X: np.ndarray, y: np.ndarray) -> float:
        r = self.predict(X) - y
        quadratic = 0.5 * r ** 2
        linear = self.delta * (np.abs(r) - 0.5 * self.delta)
        return np.where(np.abs(r) <= self.delta, quadratic, linear).mean() + self.alpha * np.abs(self.w).sum()

    def partial_fit(self, X: np.ndarray, y: np.ndarray) -> HuberLasso:
        r = self.predict(X) - y
        g = np.where(np.abs(r) <= self.delta, r, self.delta * np.sign(r)) / len(r)
        self.w -= self.lr * (X.T @ g + self.alpha * np.sign(self.w))
        self.b -= self.lr * g.sum()
        return self

    def fit(self, X: np.ndarray, y: np.ndarray, n_iter: int = 200) -> HuberLasso:
        self.w = np.zeros(X.shape[1])
        self.b = 0.0
        self.path_: list[float] = []
        for _ in range(n_iter):
            self.partial_fit(X, y)
            self.path_.append(self.objective(X, y))
        return self
