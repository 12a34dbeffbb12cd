# Climbs the log-likelihood, which is to descend the loss.
# mutant sign: `self.theta += self.rate * X.T @ (y - p) / len(y)` -> `self.theta += self.rate * X.T @ (p - y) / len(y)`
# mutant missing_mean: `self.theta += self.rate * X.T @ (y - p) / len(y)` -> `self.theta += self.rate * X.T @ (y - p)`
import numpy as np


class LogisticRegression:
    def __init__(self, rate=0.1, iterations=100):
        self.rate = rate
        self.iterations = iterations

    def fit(self, X, y):
        self.theta = np.zeros(X.shape[1])
        self.losses = []
        for _ in range(self.iterations):
            p = 1 / (1 + np.exp(-X @ self.theta))
            self.losses.append(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))
            self.theta += self.rate * X.T @ (y - p) / len(y)
        return self
