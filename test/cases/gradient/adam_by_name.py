# mutant sign: `delta = (out - y) / len(y)` -> `delta = (y - out) / len(y)`
# mutant missing_mean: `delta = (out - y) / len(y)` -> `delta = out - y`
# mutant bias_axis: `"b1": below.sum(axis=0)` -> `"b1": below.sum()`
# mutant missing_activation_derivative: `below = delta @ self.W2.T * (1 - hidden**2)` -> `below = delta @ self.W2.T`
import numpy as np


class ByName:
    names = ("W1", "b1", "W2", "b2")

    def __init__(self, features, units=6):
        self.W1 = np.random.randn(features, units)
        self.b1 = np.zeros(units)
        self.W2 = np.random.randn(units, 1)
        self.b2 = np.zeros(1)
        self.first = {name: np.zeros_like(getattr(self, name)) for name in self.names}
        self.second = {name: np.zeros_like(getattr(self, name)) for name in self.names}

    def fit(self, X, y, epochs=20, lr=0.01):
        y = y.reshape(-1, 1)
        for t in range(1, epochs + 1):
            hidden = np.tanh(X @ self.W1 + self.b1)
            out = hidden @ self.W2 + self.b2
            loss = np.sum((out - y) ** 2) / (2 * len(y))
            delta = (out - y) / len(y)
            below = delta @ self.W2.T * (1 - hidden**2)
            grads = {"W2": hidden.T @ delta, "b2": delta.sum(axis=0), "W1": X.T @ below, "b1": below.sum(axis=0)}
            for name in self.names:
                self.first[name] = 0.9 * self.first[name] + 0.1 * grads[name]
                self.second[name] = 0.999 * self.second[name] + 0.001 * grads[name] ** 2
                step = self.first[name] / (1 - 0.9**t) / (np.sqrt(self.second[name] / (1 - 0.999**t)) + 1e-8)
                setattr(self, name, getattr(self, name) - lr * step)
        return loss
