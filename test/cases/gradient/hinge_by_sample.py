# mutant sign: `dw = self.lam * self.w - yi * xi` -> `dw = self.lam * self.w + yi * xi`
# mutant penalty_missing: `dw = self.lam * self.w - yi * xi` -> `dw = -yi * xi`
# mutant penalty_sign: `dw = self.lam * self.w - yi * xi` -> `dw = -self.lam * self.w - yi * xi`
# mutant bias_missing: `self.b -= self.lr * db` -> `pass`
# mutant label_missing: `dw = self.lam * self.w - yi * xi` -> `dw = self.lam * self.w - xi`
# derivation: no error
import numpy as np


class Margin:
    def __init__(self, lr=0.001, lam=0.01, rounds=1000):
        self.lr = lr
        self.lam = lam
        self.rounds = rounds
        self.w = None
        self.b = None

    def sample_loss(self, xi, yi):
        return max(0, 1 - yi * (np.dot(xi, self.w) - self.b)) + 0.5 * self.lam * np.dot(self.w, self.w)

    def step(self, xi, yi):
        if yi * (np.dot(xi, self.w) - self.b) >= 1:
            dw = self.lam * self.w
            db = 0
        else:
            dw = self.lam * self.w - yi * xi
            db = yi
        self.w -= self.lr * dw
        self.b -= self.lr * db

    def fit(self, X, y):
        signs = np.where(y <= 0, -1, 1)
        n_samples, n_features = X.shape
        self.w = np.zeros(n_features)
        self.b = 0
        losses = []
        for _ in range(self.rounds):
            for at, row in enumerate(X):
                losses.append(self.sample_loss(row, signs[at]))
                self.step(row, signs[at])
        return losses
