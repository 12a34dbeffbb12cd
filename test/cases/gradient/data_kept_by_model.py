# mutant missing_mean: `grad_w = self._X.T.dot(error) / self._X.shape[0]` -> `grad_w = self._X.T.dot(error)`
# mutant sign: `error = self._activate(self._X.dot(self._w) + self._b) - self._y` -> `error = self._y - self._activate(self._X.dot(self._w) + self._b)`
# mutant bias_not_averaged: `grad_b = error.mean()` -> `grad_b = error.sum()`
# mutant label_missing: `self._activate(self._X.dot(self._w) + self._b) - self._y` -> `self._activate(self._X.dot(self._w) + self._b)`
# mutant bias_missing: `        self._b -= self.lr * grad_b\n` -> ``
# mutant extra_activation_derivative: `grad_w = self._X.T.dot(error) / self._X.shape[0]` -> `grad_w = self._X.T.dot(error * self._activate(self._X.dot(self._w) + self._b) * (1 - self._activate(self._X.dot(self._w) + self._b))) / self._X.shape[0]`
import numpy as np


class LogisticModel:
    def __init__(self, features, labels, lr=0.1):
        self._X = np.asarray(features, dtype=np.float64)
        self._y = np.asarray(labels, dtype=np.float64)
        self._w = np.zeros(self._X.shape[1])
        self._b = 0.0
        self.lr = lr
        self._losses = []

    @property
    def losses(self):
        return self._losses

    @staticmethod
    def _activate(z):
        return 1.0 / (1.0 + np.exp(-z))

    def loss(self):
        p = self._activate(self._X.dot(self._w) + self._b)
        return -np.mean(self._y * np.log(p) + (1.0 - self._y) * np.log(1.0 - p))

    def step(self):
        error = self._activate(self._X.dot(self._w) + self._b) - self._y
        grad_w = self._X.T.dot(error) / self._X.shape[0]
        grad_b = error.mean()
        self._w -= self.lr * grad_w
        self._b -= self.lr * grad_b

    def run(self, n_steps=100):
        for _ in range(n_steps):
            self.step()
            self._losses.append(self.loss())
        return self._w, self._b
