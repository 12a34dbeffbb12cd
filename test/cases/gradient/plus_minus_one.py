# mutant sign: `coef = -y_pm * sigmoid(-margins)` -> `coef = y_pm * sigmoid(-margins)`
# mutant missing_mean: `g = X.T.dot(coef) / n + self.C * self.w_` -> `g = X.T.dot(coef) + self.C * self.w_`
# mutant penalty_missing: `g = X.T.dot(coef) / n + self.C * self.w_` -> `g = X.T.dot(coef) / n`
# mutant penalty_sign: `g = X.T.dot(coef) / n + self.C * self.w_` -> `g = X.T.dot(coef) / n - self.C * self.w_`
# mutant label_missing: `coef = -y_pm * sigmoid(-margins)` -> `coef = -sigmoid(-margins)`
# mutant bias_not_averaged: `self.b_ -= self.step * coef.mean()` -> `self.b_ -= self.step * coef.sum()`
import numpy as np


def sigmoid(t):
    return np.where(t >= 0, 1 / (1 + np.exp(-np.abs(t))), np.exp(-np.abs(t)) / (1 + np.exp(-np.abs(t))))


class LogisticPM:
    def __init__(self, C=0.01, step=0.5, n_steps=200):
        self.C, self.step, self.n_steps = C, step, n_steps

    def fit(self, X, y):
        n, d = X.shape
        y_pm = 2 * y - 1
        self.w_, self.b_ = np.zeros(d), 0.0
        self.objective_ = []
        for _ in range(self.n_steps):
            margins = y_pm * (X.dot(self.w_) + self.b_)
            value = np.mean(np.logaddexp(0, -margins)) + self.C / 2 * self.w_.dot(self.w_)
            self.objective_.append(value)
            coef = -y_pm * sigmoid(-margins)
            g = X.T.dot(coef) / n + self.C * self.w_
            self.w_ = self.w_ - self.step * g
            self.b_ -= self.step * coef.mean()
        return self

    def decision_function(self, X):
        return X.dot(self.w_) + self.b_
