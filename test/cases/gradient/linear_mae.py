# mutant missing_mean: `dw = X.T @ np.sign(error) / m` -> `dw = X.T @ np.sign(error)`
# mutant sign: `dw = X.T @ np.sign(error) / m` -> `dw = -X.T @ np.sign(error) / m`
import numpy as np


class LeastAbsolute:
    def __init__(self, eta=0.01, n_iter=50):
        self.eta = eta
        self.n_iter = n_iter

    def fit(self, X, y):
        m = X.shape[0]
        self.w_ = np.zeros(X.shape[1])
        self.b_ = 0.0
        self.cost_ = []
        for i in range(self.n_iter):
            error = X @ self.w_ + self.b_ - y
            dw = X.T @ np.sign(error) / m
            db = np.sign(error).mean()
            self.w_ -= self.eta * dw
            self.b_ -= self.eta * db
            cost = np.abs(error).mean()
            self.cost_.append(cost)
        return self
