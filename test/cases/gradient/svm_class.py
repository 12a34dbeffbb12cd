# mutant sign: `dw = self.w - self.C * X[viol].T.dot(t[viol]) / n` -> `dw = self.w + self.C * X[viol].T.dot(t[viol]) / n`
# mutant penalty_missing: `dw = self.w - self.C * X[viol]` -> `dw = -self.C * X[viol]`
# mutant penalty_sign: `dw = self.w - self.C * X[viol]` -> `dw = -self.w - self.C * X[viol]`
# mutant factor_two: `dw = self.w - self.C * X[viol]` -> `dw = 2 * self.w - self.C * X[viol]`
# mutant missing_mean: `X[viol].T.dot(t[viol]) / n` -> `X[viol].T.dot(t[viol])`
# mutant bias_not_averaged: `db = -self.C * t[viol].sum() / n` -> `db = -self.C * t[viol].sum()`
# mutant sign: `db = -self.C * t[viol].sum() / n` -> `db = self.C * t[viol].sum() / n`
# mutant bias_missing: `self.b -= self.eta * db` -> `pass`
# derivation: no error
import numpy as np


class MarginClassifier:
    """Linear SVM, primal, full batch subgradient."""

    def __init__(self, C=1.0, eta=0.01, rounds=200):
        self.C, self.eta, self.rounds = C, eta, rounds
        self.history_ = []

    def start(self, d):
        self.w = np.zeros(d)
        self.b = 0.0

    def margin(self, X, t):
        return t * (X @ self.w + self.b)

    def objective(self, X, t):
        slack = np.clip(1 - self.margin(X, t), 0, None)
        return 0.5 * np.dot(self.w, self.w) + self.C * slack.mean()

    def gradients(self, X, t):
        n = len(t)
        viol = self.margin(X, t) < 1
        dw = self.w - self.C * X[viol].T.dot(t[viol]) / n
        db = -self.C * t[viol].sum() / n
        return dw, db

    def fit(self, X, y):
        t = np.where(y > 0, 1, -1)
        self.start(X.shape[1])
        for _ in range(self.rounds):
            self.history_.append(self.objective(X, t))
            dw, db = self.gradients(X, t)
            self.w -= self.eta * dw
            self.b -= self.eta * db
        return self
