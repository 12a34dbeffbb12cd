import numpy as np


class LinReg:
    def fit(self, X, y, lr=0.1, n_iters=10):
        self.w = np.zeros(X.shape[1])
        self.b = 0
        for _ in range(n_iters):
            yp = X @ self.w + self.b
            dw = (1 / len(X)) * (X.T @ (yp - y))
            db = (1 / len(X)) * np.sum(yp - y)
            self.w -= lr * dw
            self.b -= lr * db
        return self

    def mse(self, X, y):
        return np.mean((X @ self.w + self.b - y) ** 2)
