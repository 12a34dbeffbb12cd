# mutant penalty_missing: `2 * self.lam * self.w - (t * violated) @ X / len(X)` -> `-(t * violated) @ X / len(X)`
# mutant missing_mean: `(t * violated) @ X / len(X)` -> `(t * violated) @ X`
import numpy as np

class LinearSVM:
    def __init__(self, lr=0.001, lam=0.01, n_iter=200):
        self.lr = lr
        self.lam = lam
        self.n_iter = n_iter

    def fit(self, X, y):
        t = np.where(y <= 0, -1, 1)
        self.w = np.random.normal(scale=0.1, size=X.shape[1])
        self.b = 0
        self.history = []
        for _ in range(self.n_iter):
            score = X.dot(self.w) - self.b
            slack = np.clip(1 - t * score, 0, None)
            self.history.append(self.lam * np.sum(self.w ** 2) + np.mean(slack))
            violated = slack > 0
            self.w -= self.lr * (2 * self.lam * self.w - (t * violated) @ X / len(X))
            self.b -= self.lr * np.mean(t * violated)
