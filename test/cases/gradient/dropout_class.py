# mutant missing_mean: `d_out = (self.y_hat - y) / self.m` -> `d_out = self.y_hat - y`
# mutant sign: `d_out = (self.y_hat - y) / self.m` -> `d_out = (y - self.y_hat) / self.m`
# mutant missing_activation_derivative: `d_h *= self.h_raw > 0` -> `pass`
# mutant bias_missing: `self.b1 -= lr * d_h.sum(axis=0)` -> `pass`
# mutant label_missing: `d_out = (self.y_hat - y) / self.m` -> `d_out = self.y_hat / self.m`
# mutant other: `d_h *= self.mask` -> `pass`
# mutant extra_activation_derivative: `d_out = (self.y_hat - y) / self.m` -> `d_out = (self.y_hat - y) * self.y_hat * (1 - self.y_hat) / self.m`
# mutant uses_z_for_a: `dW2 = self.h.T @ d_out` -> `dW2 = (self.h_raw * self.mask).T @ d_out`
# mutant uses_z_for_a: `dW2 = self.h.T @ d_out` -> `dW2 = self.h_raw.T @ d_out`
import numpy as np


class Net:
    def __init__(self, n_in, n_hidden, keep_prob=0.8):
        self.W1 = np.random.randn(n_in, n_hidden) * np.sqrt(2 / n_in)
        self.b1 = np.zeros(n_hidden)
        self.W2 = np.random.randn(n_hidden, 1) * np.sqrt(1 / n_hidden)
        self.b2 = np.zeros(1)
        self.keep_prob = keep_prob

    def forward(self, X, training=True):
        self.X = X
        self.m = len(X)
        self.h_raw = X @ self.W1 + self.b1
        self.h = np.maximum(0, self.h_raw)
        if training:
            self.mask = np.random.binomial(1, self.keep_prob, size=self.h.shape) / self.keep_prob
            self.h = self.h * self.mask
        self.y_hat = 1 / (1 + np.exp(-(self.h @ self.W2 + self.b2)))
        return self.y_hat

    def bce(self, y):
        p = self.y_hat
        return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))

    def backward(self, y, lr):
        d_out = (self.y_hat - y) / self.m
        dW2 = self.h.T @ d_out
        db2 = d_out.sum(axis=0)
        d_h = d_out @ self.W2.T
        d_h *= self.mask
        d_h *= self.h_raw > 0
        self.W1 -= lr * self.X.T @ d_h
        self.b1 -= lr * d_h.sum(axis=0)
        self.W2 -= lr * dW2
        self.b2 -= lr * db2


def train(X, y, epochs=50, lr=0.1):
    net = Net(X.shape[1], 8)
    curve = []
    for epoch in range(epochs):
        net.forward(X)
        curve.append(net.bce(y))
        net.backward(y, lr)
    return net, curve
