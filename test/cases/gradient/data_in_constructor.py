# mutant missing_mean: `return self.X.T @ self.delta / self.m` -> `return self.X.T @ self.delta`
# mutant sign: `self.delta = self.y_hat - self.y` -> `self.delta = self.y - self.y_hat`
# mutant bias_not_averaged: `return self.delta.sum() / self.m` -> `return self.delta.sum()`
# mutant label_missing: `self.delta = self.y_hat - self.y` -> `self.delta = self.y_hat`
# mutant extra_activation_derivative: `self.delta = self.y_hat - self.y` -> `self.delta = (self.y_hat - self.y) * self.y_hat * (1 - self.y_hat)`
# mutant bias_missing: `            self.bias = self.bias - self.lr * self.bias_gradient()\n` -> ``
import numpy as np


class Perceptron:
    def __init__(self, X, y, lr=0.1):
        self.X = X
        self.y = y
        self.m = X.shape[0]
        self.lr = lr
        self.weights = np.zeros(X.shape[1])
        self.bias = 0
        self.history = []

    def sigmoid(self, z):
        return 1 / (1 + np.exp(-z))

    def feed(self):
        self.y_hat = self.sigmoid(np.dot(self.X, self.weights) + self.bias)

    def weight_gradient(self):
        return self.X.T @ self.delta / self.m

    def bias_gradient(self):
        return self.delta.sum() / self.m

    def cross_entropy(self):
        return -np.mean(self.y * np.log(self.y_hat + 1e-9) + (1 - self.y) * np.log(1 - self.y_hat + 1e-9))

    def train(self, epochs=100):
        for epoch in range(epochs):
            self.feed()
            self.history.append(self.cross_entropy())
            self.delta = self.y_hat - self.y
            self.weights = self.weights - self.lr * self.weight_gradient()
            self.bias = self.bias - self.lr * self.bias_gradient()
        return self.history
