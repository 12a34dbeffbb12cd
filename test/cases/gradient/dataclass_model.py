# mutant missing_mean: `self.w -= lr * X.T @ err / n` -> `self.w -= lr * X.T @ err`
# mutant bias_missing: `self.b -= lr * err.sum() / n` -> `pass`
# mutant sign: `err = self.predict(X) - y` -> `err = y - self.predict(X)`
from dataclasses import dataclass, field

import numpy as np


@dataclass
class Linear:
    size: int
    losses: list = field(default_factory=list)

    def __post_init__(self):
        pass

    def predict(self, X):
        return X @ self.w + self.b

    def fit(self, X, y, lr=0.1, epochs=5):
        self.w = np.zeros(self.size)
        self.b = 0.0
        n = len(y)
        for _ in range(epochs):
            err = self.predict(X) - y
            self.losses.append(0.5 * np.mean(err ** 2))
            self.w -= lr * X.T @ err / n
            self.b -= lr * err.sum() / n


X = np.random.default_rng(3).normal(size=(12, 3))
y = X @ np.array([1.0, 2.0, -1.0]) + 0.5
model = Linear(3)
model.fit(X, y)
