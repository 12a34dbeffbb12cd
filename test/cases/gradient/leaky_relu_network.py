# mutant wrong_activation_derivative: `np.where(self.z1 > 0, 1, 0.1)` -> `np.where(self.z1 > 0, 1, 0)`
# mutant missing_activation_derivative: `d1 = (d2 @ self.w2.T) * np.where(self.z1 > 0, 1, 0.1)` -> `d1 = d2 @ self.w2.T`
# mutant missing_mean: `d2 = (self.p - y) / len(x)` -> `d2 = self.p - y`
# mutant extra_activation_derivative: `d2 = (self.p - y) / len(x)` -> `d2 = (self.p - y) * self.p * (1 - self.p) / len(x)`
# mutant bias_axis: `self.db1 = d1.sum(axis=0)` -> `self.db1 = d1.sum()`
# mutant sign: `self.w1 -= lr * self.dw1` -> `self.w1 += lr * self.dw1`
import numpy as np


class Net:
    def __init__(self, n_in, n_hidden=6):
        self.w1 = np.random.randn(n_in, n_hidden) * 0.3
        self.b1 = np.zeros(n_hidden)
        self.w2 = np.random.randn(n_hidden, 1) * 0.3
        self.b2 = np.zeros(1)

    def forward(self, x):
        self.z1 = x @ self.w1 + self.b1
        self.a1 = np.where(self.z1 > 0, self.z1, 0.1 * self.z1)
        self.z2 = self.a1 @ self.w2 + self.b2
        self.p = 1 / (1 + np.exp(-self.z2))
        return self.p

    def loss(self, y):
        eps = 1e-12
        return -np.mean(y * np.log(self.p + eps) + (1 - y) * np.log(1 - self.p + eps))

    def backward(self, x, y):
        d2 = (self.p - y) / len(x)
        self.dw2 = self.a1.T @ d2
        self.db2 = d2.sum(axis=0)
        d1 = (d2 @ self.w2.T) * np.where(self.z1 > 0, 1, 0.1)
        self.dw1 = x.T @ d1
        self.db1 = d1.sum(axis=0)

    def update(self, lr):
        self.w1 -= lr * self.dw1
        self.b1 -= lr * self.db1
        self.w2 -= lr * self.dw2
        self.b2 -= lr * self.db2

    def train(self, x, y, epochs=100, lr=0.1):
        y = y.reshape(-1, 1)
        history = []
        for _ in range(epochs):
            self.forward(x)
            history.append(self.loss(y))
            self.backward(x, y)
            self.update(lr)
        return history
