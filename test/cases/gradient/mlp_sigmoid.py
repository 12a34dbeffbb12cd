# mutant missing_mean: `dW1 = np.dot(X.T, d1) / m` -> `dW1 = np.dot(X.T, d1)`
# mutant missing_activation_derivative: `d1 = np.dot(d2, self.W2.T) * a1 * (1 - a1)` -> `d1 = np.dot(d2, self.W2.T)`
# mutant uses_z_for_a: `d1 = np.dot(d2, self.W2.T) * a1 * (1 - a1)` -> `d1 = np.dot(d2, self.W2.T) * z1 * (1 - z1)`
# mutant wrong_activation_derivative: `* a1 * (1 - a1)` -> `* (1 - a1 ** 2)`
# mutant uses_z_for_a: `dW2 = np.dot(a1.T, d2) / m` -> `dW2 = np.dot(z1.T, d2) / m`
# mutant extra_activation_derivative: `d2 = a2 - y` -> `d2 = (a2 - y) * a2 * (1 - a2)`
# mutant sign: `d2 = a2 - y` -> `d2 = y - a2`
# mutant bias_not_averaged: `db1 = np.sum(d1, axis=0) / m` -> `db1 = np.sum(d1, axis=0)`
# mutant bias_axis: `db1 = np.sum(d1, axis=0) / m` -> `db1 = np.sum(d1) / m`
import numpy as np


class TwoLayers:
    def __init__(self, n_in, n_hidden=10, lr=0.1):
        self.W1 = np.random.randn(n_in, n_hidden) * 0.1
        self.b1 = np.zeros(n_hidden)
        self.W2 = np.random.randn(n_hidden, 1) * 0.1
        self.b2 = np.zeros(1)
        self.lr = lr

    @staticmethod
    def sigmoid(z):
        return 1 / (1 + np.exp(-z))

    def fit(self, X, y, epochs=1000):
        m = X.shape[0]
        for epoch in range(epochs):
            z1 = np.dot(X, self.W1) + self.b1
            a1 = self.sigmoid(z1)
            z2 = np.dot(a1, self.W2) + self.b2
            a2 = self.sigmoid(z2)
            loss = -np.mean(y * np.log(a2) + (1 - y) * np.log(1 - a2))
            d2 = a2 - y
            dW2 = np.dot(a1.T, d2) / m
            db2 = np.sum(d2, axis=0) / m
            d1 = np.dot(d2, self.W2.T) * a1 * (1 - a1)
            dW1 = np.dot(X.T, d1) / m
            db1 = np.sum(d1, axis=0) / m
            self.W2 -= self.lr * dW2
            self.b2 -= self.lr * db2
            self.W1 -= self.lr * dW1
            self.b1 -= self.lr * db1
