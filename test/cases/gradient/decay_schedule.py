import numpy as np


class Model:
    def __init__(self, lr0=0.1, decay=0.01):
        self.lr0, self.decay = lr0, decay

    def fit(self, X, y, epochs=10):
        self.w = np.zeros(X.shape[1])
        self.b = 0.0
        losses = []
        for t in range(epochs):
            lr = self.lr0 / (1 + self.decay * t)
            p = 1 / (1 + np.exp(-(X @ self.w + self.b)))
            losses.append(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))
            g = X.T @ (p - y) / len(y)
            self.w -= lr * g
            self.b -= lr * np.mean(p - y)
        return losses
