import numpy as np


class Neuron:
    def fit(self, X, y, lr=0.1, epochs=5):
        self.w = np.zeros(X.shape[1])
        self.b = 0.0
        history = {"loss": [], "error": []}
        for _ in range(epochs):
            a = 1 / (1 + np.exp(-(X @ self.w + self.b)))
            history["loss"].append(-np.mean(y * np.log(a) + (1 - y) * np.log(1 - a)))
            history["error"].append(np.mean(np.abs(a - y)))
            d = a - y
            self.w -= lr * X.T @ d / len(y)
            self.b -= lr * d.mean()
        return history
