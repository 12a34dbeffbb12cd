# mutant missing_mean: `grad_w = Xb.T @ err / len(yb) + 2 * self.lam * self.w` -> `grad_w = Xb.T @ err + 2 * self.lam * self.w`
# mutant factor_two: `2 * self.lam * self.w\n` -> `self.lam * self.w\n`
# mutant penalty_missing: `/ len(yb) + 2 * self.lam * self.w` -> `/ len(yb)`
# mutant penalty_sign: `/ len(yb) + 2 * self.lam * self.w` -> `/ len(yb) - 2 * self.lam * self.w`
# mutant bias_not_averaged: `grad_b = err.mean()` -> `grad_b = err.sum()`
# mutant sign: `err = self.sigmoid(Xb @ self.w + self.b) - yb` -> `err = yb - self.sigmoid(Xb @ self.w + self.b)`
# mutant uses_z_for_a: `err = self.sigmoid(Xb @ self.w + self.b) - yb` -> `err = Xb @ self.w + self.b - yb`
# mutant bias_missing: `self.b -= self.lr * grad_b` -> `pass`
import numpy as np


class CarefulNeuron:
    def __init__(self, n_features: int, lr: float = 0.01, lam: float = 1e-3, batch_size: int = 16) -> None:
        self.w = np.zeros(n_features)
        self.b = 0.0
        self.lr = lr
        self.lam = lam
        self.batch_size = batch_size

    @staticmethod
    def sigmoid(z: np.ndarray) -> np.ndarray:
        out = np.empty_like(z, dtype=float)
        pos = z >= 0
        out[pos] = 1.0 / (1.0 + np.exp(-z[pos]))
        grown = np.exp(z[~pos])
        out[~pos] = grown / (1.0 + grown)
        return out

    def loss(self, X: np.ndarray, y: np.ndarray) -> float:
        p = np.clip(self.sigmoid(X @ self.w + self.b), 1e-12, 1 - 1e-12)
        data = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
        return float(data + self.lam * np.dot(self.w, self.w))

    def _step(self, Xb: np.ndarray, yb: np.ndarray) -> None:
        err = self.sigmoid(Xb @ self.w + self.b) - yb
        grad_w = Xb.T @ err / len(yb) + 2 * self.lam * self.w
        grad_b = err.mean()
        self.w -= self.lr * grad_w
        self.b -= self.lr * grad_b

    def fit(self, X: np.ndarray, y: np.ndarray, epochs: int = 10, rng=None) -> "list[float]":
        if X.ndim != 2:
            raise ValueError("X must be a matrix")
        rng = np.random.default_rng(0) if rng is None else rng
        history: list[float] = []
        for _ in range(epochs):
            perm = rng.permutation(X.shape[0])
            for lo in range(0, X.shape[0], self.batch_size):
                idx = perm[lo: lo + self.batch_size]
                history.append(self.loss(X[idx], y[idx]))
                self._step(X[idx], y[idx])
        return history
