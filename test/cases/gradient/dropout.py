# mutant missing_activation_derivative: `dZ1 = dA1 * (Z1 > 0)` -> `dZ1 = dA1`
# mutant missing_mean: `dZ2 = (P - y) / m` -> `dZ2 = P - y`
import numpy as np


def train(X, y, h=8, keep=0.8, lr=0.1, epochs=10):
    m, n = X.shape
    y = y.reshape(-1, 1)
    W1 = np.random.randn(n, h) * 0.3
    b1 = np.zeros(h)
    W2 = np.random.randn(h, 1) * 0.3
    b2 = np.zeros(1)
    for e in range(epochs):
        Z1 = X @ W1 + b1
        A1 = np.maximum(Z1, 0)
        D1 = (np.random.rand(*A1.shape) < keep) / keep
        A1 = A1 * D1
        P = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
        loss = -np.mean(y * np.log(P) + (1 - y) * np.log(1 - P))
        dZ2 = (P - y) / m
        dW2 = A1.T @ dZ2
        dA1 = dZ2 @ W2.T * D1
        dZ1 = dA1 * (Z1 > 0)
        dW1 = X.T @ dZ1
        W1 -= lr * dW1
        b1 -= lr * dZ1.sum(0)
        W2 -= lr * dW2
        b2 -= lr * dZ2.sum(0)
    return loss
