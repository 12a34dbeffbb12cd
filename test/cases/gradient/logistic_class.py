# mutant missing_mean: `np.dot(x.T, err) / m` -> `np.dot(x.T, err)`
# mutant double_mean: `np.dot(x.T, err) / m` -> `np.dot(x.T, err) / m / m`
# mutant divided_by_features: `np.dot(x.T, err) / m` -> `np.dot(x.T, err) / x.shape[1]`
# mutant sign: `err = -(y - a)` -> `err = y - a`
# mutant extra_activation_derivative: `err = -(y - a)` -> `err = -(y - a) * a * (1 - a)`
# mutant uses_z_for_a: `err = -(y - a)` -> `err = -(y - z)`
# mutant label_missing: `err = -(y - a)` -> `err = a`
# mutant factor_two: `err = -(y - a)` -> `err = -2 * (y - a)`
# mutant transposed_result: `np.dot(x.T, err) / m` -> `np.dot(err.T, x) / m`
# mutant transposed_result: `np.dot(x.T, err) / m` -> `np.mean(err * x, axis=0)`
# mutant bias_not_averaged: `np.sum(err) / m` -> `np.sum(err)`
# mutant bias_missing: `self.b -= self.lr * b_grad` -> `pass`
import numpy as np


class Neuron:
    def __init__(self, learning_rate=0.1):
        self.w = None
        self.b = 0
        self.lr = learning_rate
        self.losses = []

    def forpass(self, x):
        return np.dot(x, self.w) + self.b

    def activation(self, z):
        z = np.clip(z, -100, None)
        return 1 / (1 + np.exp(-z))

    def backprop(self, x, err):
        m = len(x)
        w_grad = np.dot(x.T, err) / m
        b_grad = np.sum(err) / m
        return w_grad, b_grad

    def fit(self, x, y, epochs=100):
        y = y.reshape(-1, 1)
        m = len(x)
        self.w = np.ones((x.shape[1], 1))
        for i in range(epochs):
            z = self.forpass(x)
            a = self.activation(z)
            err = -(y - a)
            w_grad, b_grad = self.backprop(x, err)
            self.w -= self.lr * w_grad
            self.b -= self.lr * b_grad
            a = np.clip(a, 1e-10, 1 - 1e-10)
            loss = np.sum(-(y * np.log(a) + (1 - y) * np.log(1 - a)))
            self.losses.append(loss / m)
