# mutant missing_mean: `grad = -(2 / n) * X.T.dot(resid)` -> `grad = -2 * X.T.dot(resid)`
# mutant sign: `grad = -(2 / n) * X.T.dot(resid)` -> `grad = (2 / n) * X.T.dot(resid)`
# mutant penalty_missing: `+ self.alpha * self.l1_ratio * np.sign(self.coef_)` -> ``
# mutant penalty_sign: `+ self.alpha * (1 - self.l1_ratio) * self.coef_` -> `- self.alpha * (1 - self.l1_ratio) * self.coef_`
# mutant factor_two: `grad = -(2 / n) * X.T.dot(resid)` -> `grad = -(1 / n) * X.T.dot(resid)`
# mutant bias_missing: `self.intercept_ += self.eta * 2 * resid.mean()` -> `pass`
# mutant bias_not_averaged: `self.intercept_ += self.eta * 2 * resid.mean()` -> `self.intercept_ += self.eta * 2 * resid.sum()`
# derivation: none
import numpy as np


class ElasticNetGD:
    def __init__(self, alpha=0.1, l1_ratio=0.5, eta=0.01, max_iter=500, tol=1e-6):
        self.alpha, self.l1_ratio = alpha, l1_ratio
        self.eta, self.max_iter, self.tol = eta, max_iter, tol

    def _objective(self, X, y):
        r = y - X.dot(self.coef_) - self.intercept_
        l1 = np.abs(self.coef_).sum()
        l2 = (self.coef_ ** 2).sum()
        return r.dot(r) / len(y) + self.alpha * (self.l1_ratio * l1 + 0.5 * (1 - self.l1_ratio) * l2)

    def fit(self, X, y):
        n, d = X.shape
        self.coef_ = np.full(d, 0.01)
        self.intercept_ = 0.0
        previous = np.inf
        for self.n_iter_ in range(self.max_iter):
            resid = y - X.dot(self.coef_) - self.intercept_
            grad = -(2 / n) * X.T.dot(resid)
            grad = grad + self.alpha * self.l1_ratio * np.sign(self.coef_) + self.alpha * (1 - self.l1_ratio) * self.coef_
            current = self._objective(X, y)
            self.coef_ -= self.eta * grad
            self.intercept_ += self.eta * 2 * resid.mean()
            if abs(previous - current) < self.tol:
                break
            previous = current
        return self

    def predict(self, X):
        return X.dot(self.coef_) + self.intercept_
