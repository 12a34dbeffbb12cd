# mutant missing_mean: `grad = xb.T @ (p - yb) / len(xb)` -> `grad = xb.T @ (p - yb)`
# mutant sign: `(p - yb)` -> `(yb - p)`
# mutant bias_not_averaged: `bias_grad = np.mean(p - yb)` -> `bias_grad = np.sum(p - yb)`
import numpy as np


def sigmoid(t):
    return np.where(t >= 0, 1 / (1 + np.exp(-t)), np.exp(t) / (1 + np.exp(t)))


class MiniBatch:
    def __init__(self, lr=0.1, batch_size=32, epochs=20):
        self.lr, self.batch_size, self.epochs = lr, batch_size, epochs

    def batches(self, x, y):
        order = np.random.permutation(len(x))
        for start in range(0, len(x), self.batch_size):
            chosen = order[start:start + self.batch_size]
            yield x[chosen], y[chosen]

    def fit(self, x, y):
        self.w = np.zeros(x.shape[1])
        self.b = 0.0
        self.losses = []
        for epoch in range(self.epochs):
            for xb, yb in self.batches(x, y):
                p = sigmoid(xb @ self.w + self.b)
                grad = xb.T @ (p - yb) / len(xb)
                bias_grad = np.mean(p - yb)
                self.w -= self.lr * grad
                self.b -= self.lr * bias_grad
                loss = -np.mean(yb * np.log(p) + (1 - yb) * np.log(1 - p))
                self.losses.append(loss)
        return self
