# mutant missing_mean: `dw = (X.T @ (p - y)) / n + self.l2 * self.w / n` -> `dw = X.T @ (p - y) + self.l2 * self.w / n`
# mutant penalty_not_averaged: `self.l2 * self.w / n\n` -> `self.l2 * self.w\n`
# mutant penalty_missing: `/ n + self.l2 * self.w / n` -> `/ n`
# mutant penalty_sign: `/ n + self.l2 * self.w / n` -> `/ n - self.l2 * self.w / n`
# mutant sign: `db = np.mean(p - y)` -> `db = np.mean(y - p)`
# mutant bias_not_averaged: `db = np.mean(p - y)` -> `db = np.sum(p - y)`
# mutant bias_missing: `self.b = self.b - self.learning_rate * db` -> `pass`
# mutant label_missing: `dw = (X.T @ (p - y)) / n` -> `dw = (X.T @ p) / n`
import numpy as np


class LogisticRegression:
    def __init__(self, learning_rate=0.1, n_iterations=2000, l2=0.1, early_stopping=True, tol=1e-6, patience=10):
        if learning_rate <= 0:
            raise ValueError("learning_rate must be positive")
        self.learning_rate = learning_rate
        self.n_iterations = n_iterations
        self.l2 = l2
        self.early_stopping = early_stopping
        self.tol = tol
        self.patience = patience

    def _check(self, X, y):
        X = np.asarray(X, dtype=np.float64)
        y = np.asarray(y).ravel()
        if set(np.unique(y)) == {-1, 1}:
            y = (y + 1) // 2
        return X, y.astype(np.float64)

    def _sigmoid(self, z):
        return 1.0 / (1.0 + np.exp(-np.clip(z, -500, 500)))

    def _bce(self, y, p):
        eps = 1e-15
        p = np.clip(p, eps, 1 - eps)
        return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))

    def fit(self, X, y):
        X, y = self._check(X, y)
        n, d = X.shape
        self.w = np.zeros(d)
        self.b = 0.0
        self.loss_history_ = []
        best, waited = np.inf, 0
        for it in range(self.n_iterations):
            p = self._sigmoid(X @ self.w + self.b)
            current = self._bce(y, p) + self.l2 / (2 * n) * np.sum(self.w ** 2)
            self.loss_history_.append(current)
            dw = (X.T @ (p - y)) / n + self.l2 * self.w / n
            db = np.mean(p - y)
            self.w = self.w - self.learning_rate * dw
            self.b = self.b - self.learning_rate * db
            if self.early_stopping:
                if best - current > self.tol:
                    best, waited = current, 0
                else:
                    waited += 1
                    if waited >= self.patience:
                        break
        return self
