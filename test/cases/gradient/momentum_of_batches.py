# mutant missing_mean: `gW = X.T @ (P - T) / n + self.weight_decay * self.W` -> `gW = X.T @ (P - T) + self.weight_decay * self.W`
# mutant penalty_missing: `gW = X.T @ (P - T) / n + self.weight_decay * self.W` -> `gW = X.T @ (P - T) / n`
# mutant penalty_sign: `/ n + self.weight_decay * self.W` -> `/ n - self.weight_decay * self.W`
# mutant sign: `gW = X.T @ (P - T) / n +` -> `gW = X.T @ (T - P) / n +`
# mutant label_missing: `gW = X.T @ (P - T) / n +` -> `gW = X.T @ P / n +`
# mutant bias_axis: `gb = np.mean(P - T, axis=0)` -> `gb = np.mean(P - T)`
# mutant bias_not_averaged: `gb = np.mean(P - T, axis=0)` -> `gb = np.sum(P - T, axis=0)`
# mutant factor_two: `+ self.weight_decay * self.W` -> `+ 2 * self.weight_decay * self.W`
# mutant bias_missing: `        self.b += self.vb\n` -> ``
# mutant transposed_result: `gW = X.T @ (P - T) / n +` -> `gW = (P - T).T @ X / n +`
import numpy as np


class SoftmaxMomentum:
    def __init__(self, n_classes, lr=0.1, momentum=0.9, weight_decay=1e-3, epochs=50, batch_size=20):
        self.n_classes = n_classes
        self.lr = lr
        self.momentum = momentum
        self.weight_decay = weight_decay
        self.epochs = epochs
        self.batch_size = batch_size

    def predict_proba(self, X):
        s = X @ self.W + self.b
        s -= s.max(axis=1, keepdims=True)
        e = np.exp(s)
        return e / e.sum(axis=1, keepdims=True)

    def loss(self, P, y):
        ce = -np.log(P[np.arange(len(y)), y] + 1e-12).mean()
        return ce + 0.5 * self.weight_decay * (self.W ** 2).sum()

    def fit(self, X, y):
        rng = np.random.default_rng(1)
        self.W = rng.normal(0, 0.01, (X.shape[1], self.n_classes))
        self.b = np.zeros(self.n_classes)
        self.vW = np.zeros_like(self.W)
        self.vb = np.zeros_like(self.b)
        self.train_loss = []
        for epoch in range(self.epochs):
            order = rng.permutation(len(X))
            for k in range(0, len(X), self.batch_size):
                idx = order[k:k + self.batch_size]
                self._update(X[idx], y[idx])
        return self

    def _update(self, X, y):
        n = len(y)
        P = self.predict_proba(X)
        self.train_loss.append(self.loss(P, y))
        T = np.eye(self.n_classes)[y]
        gW = X.T @ (P - T) / n + self.weight_decay * self.W
        gb = np.mean(P - T, axis=0)
        self.vW = self.momentum * self.vW - self.lr * gW
        self.vb = self.momentum * self.vb - self.lr * gb
        self.W += self.vW
        self.b += self.vb
