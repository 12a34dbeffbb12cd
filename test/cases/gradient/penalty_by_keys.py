# mutant missing_mean: `d = (out - y.reshape(-1, 1)) / m` -> `d = out - y.reshape(-1, 1)`
# mutant sign: `d = (out - y.reshape(-1, 1)) / m` -> `d = (y.reshape(-1, 1) - out) / m`
# mutant penalty_missing: `grads["W" + n] = cache["a" + str(i - 1)].T @ d + self.weight_decay * self.params["W" + n]` -> `grads["W" + n] = cache["a" + str(i - 1)].T @ d`
# mutant penalty_sign: `grads["W" + n] = cache["a" + str(i - 1)].T @ d + self.weight_decay * self.params["W" + n]` -> `grads["W" + n] = cache["a" + str(i - 1)].T @ d - self.weight_decay * self.params["W" + n]`
# mutant missing_activation_derivative: `d = (d @ self.params["W" + n].T) * (cache["a" + str(i - 1)] > 0)` -> `d = d @ self.params["W" + n].T`
# mutant bias_axis: `grads["b" + n] = d.sum(axis=0, keepdims=True)` -> `grads["b" + n] = d.sum(keepdims=True)`
# mutant extra_activation_derivative: `d = (out - y.reshape(-1, 1)) / m` -> `d = (out - y.reshape(-1, 1)) * out * (1 - out) / m`
# mutant bias_not_averaged: `grads["b" + n] = d.sum(axis=0, keepdims=True)` -> `grads["b" + n] = d.sum(axis=0, keepdims=True) * m`
import numpy as np


class BinaryMLP:
    def __init__(self, dims, lr=0.1, weight_decay=1e-3, seed=0):
        rng = np.random.RandomState(seed)
        self.n_layers = len(dims) - 1
        self.lr, self.weight_decay = lr, weight_decay
        self.params = {}
        for i in range(1, len(dims)):
            self.params[f"W{i}"] = rng.randn(dims[i - 1], dims[i]) * np.sqrt(2.0 / dims[i - 1])
            self.params[f"b{i}"] = np.zeros((1, dims[i]))

    def _forward(self, X):
        cache = {"a0": X}
        for i in range(1, self.n_layers + 1):
            z = cache["a" + str(i - 1)] @ self.params["W" + str(i)] + self.params["b" + str(i)]
            cache["z" + str(i)] = z
            cache["a" + str(i)] = z.clip(min=0) if i < self.n_layers else 1 / (1 + np.exp(-z))
        return cache

    def _loss(self, out, y):
        y = y.reshape(-1, 1)
        eps = 1e-15
        out = np.clip(out, eps, 1 - eps)
        bce = -np.mean(y * np.log(out) + (1 - y) * np.log(1 - out))
        l2 = sum(np.sum(np.square(v)) for k, v in self.params.items() if k.startswith("W"))
        return bce + 0.5 * self.weight_decay * l2

    def _backward(self, cache, y):
        m = y.shape[0]
        grads = {}
        out = cache["a" + str(self.n_layers)]
        d = (out - y.reshape(-1, 1)) / m
        for i in range(self.n_layers, 0, -1):
            n = str(i)
            grads["W" + n] = cache["a" + str(i - 1)].T @ d + self.weight_decay * self.params["W" + n]
            grads["b" + n] = d.sum(axis=0, keepdims=True)
            if i > 1:
                d = (d @ self.params["W" + n].T) * (cache["a" + str(i - 1)] > 0)
        return grads

    def fit(self, X, y, epochs=100):
        self.history = []
        for _ in range(epochs):
            cache = self._forward(X)
            self.history.append(self._loss(cache["a" + str(self.n_layers)], y))
            grads = self._backward(cache, y)
            for key in grads:
                self.params[key] -= self.lr * grads[key]
        return self


rng = np.random.RandomState(8)
X = rng.randn(100, 4)
y = (np.abs(X[:, 0]) > X[:, 1]).astype(int)
print(BinaryMLP([4, 8, 6, 1]).fit(X, y).history[-1])
