# mutant missing_activation_derivative: `delta = 2 * (pred - y) / m * sigmoid(z)` -> `delta = 2 * (pred - y) / m`
# mutant wrong_activation_derivative: `delta = 2 * (pred - y) / m * sigmoid(z)` -> `delta = 2 * (pred - y) / m * (z > 0)`
# mutant sign: `delta = 2 * (pred - y) / m * sigmoid(z)` -> `delta = 2 * (y - pred) / m * sigmoid(z)`
# mutant missing_mean: `delta = 2 * (pred - y) / m * sigmoid(z)` -> `delta = 2 * (pred - y) * sigmoid(z)`
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def fit(X, y, lr=0.1, epochs=20):
    m, n = X.shape
    w, b = np.random.rand(n), 0.0
    for _ in range(epochs):
        z = X @ w + b
        pred = np.log(1 + np.exp(z))
        loss = np.mean((pred - y) ** 2)
        delta = 2 * (pred - y) / m * sigmoid(z)
        w -= lr * X.T @ delta
        b -= lr * np.sum(delta)
    return w, b, loss
