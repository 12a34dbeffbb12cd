# mutant missing_mean: `gradient = X1.T.dot(residual) / n_samples` -> `gradient = X1.T.dot(residual)`
# mutant sign: `residual = X1.dot(self.coef) - y` -> `residual = y - X1.dot(self.coef)`
# mutant penalty_missing: `gradient[1:] += self.lam * self.coef[1:] / n_samples` -> `pass`
# mutant penalty_not_averaged: `self.lam * self.coef[1:] / n_samples` -> `self.lam * self.coef[1:]`
# mutant penalty_sign: `gradient[1:] += self.lam` -> `gradient[1:] -= self.lam`
# mutant factor_two: `gradient = X1.T.dot(residual) / n_samples` -> `gradient = 2 * X1.T.dot(residual) / n_samples`
# mutant label_missing: `residual = X1.dot(self.coef) - y` -> `residual = X1.dot(self.coef)`
# mutant divided_by_features: `gradient = X1.T.dot(residual) / n_samples` -> `gradient = X1.T.dot(residual) / X.shape[1]`
import numpy as np


class RidgeGD:
    def __init__(self, lam=1.0, eta=0.05, n_iter=500):
        self.lam = lam
        self.eta = eta
        self.n_iter = n_iter

    def fit(self, X, y):
        n_samples = X.shape[0]
        X1 = np.insert(X, 0, 1.0, axis=1)
        self.coef = np.zeros(X1.shape[1])
        self.costs = []
        for _ in range(self.n_iter):
            residual = X1.dot(self.coef) - y
            self.costs.append((np.sum((X1.dot(self.coef) - y) ** 2) + self.lam * np.sum(self.coef[1:] ** 2)) / (2 * n_samples))
            gradient = X1.T.dot(residual) / n_samples
            gradient[1:] += self.lam * self.coef[1:] / n_samples
            self.coef = self.coef - self.eta * gradient
        return self

    def predict(self, X):
        return np.insert(X, 0, 1.0, axis=1) @ self.coef
