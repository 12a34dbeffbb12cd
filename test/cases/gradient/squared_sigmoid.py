# Squared error behind a sigmoid: here a(1 - a) belongs.
# mutant missing_activation_derivative: `delta = (a - y) * a * (1 - a)` -> `delta = a - y`
# mutant extra_activation_derivative: `delta = (a - y) * a * (1 - a)` -> `delta = (a - y) * (a * (1 - a)) ** 2`
# mutant wrong_activation_derivative: `delta = (a - y) * a * (1 - a)` -> `delta = (a - y) * (1 - a)`
# mutant uses_z_for_a: `delta = (a - y) * a * (1 - a)` -> `delta = (a - y) * z * (1 - z)`
# mutant sign: `delta = (a - y) * a * (1 - a)` -> `delta = (y - a) * a * (1 - a)`
# mutant missing_mean: `dw = x.T @ delta / m` -> `dw = x.T @ delta`
import numpy as np


class Perceptron:
    def __init__(self, lr=0.5):
        self.lr = lr

    def fit(self, x, y, epochs=100):
        m = x.shape[0]
        self.weights = np.random.randn(x.shape[1])
        self.bias = np.random.randn()
        for _ in range(epochs):
            z = x @ self.weights + self.bias
            a = 1 / (1 + np.exp(-z))
            loss = 0.5 * np.sum((a - y) ** 2) / m
            delta = (a - y) * a * (1 - a)
            dw = x.T @ delta / m
            self.weights -= self.lr * dw
            self.bias -= self.lr * delta.sum() / m
        return loss
