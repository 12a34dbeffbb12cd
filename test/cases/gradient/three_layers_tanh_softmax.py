# mutant missing_activation_derivative: `dz2 = dz3 @ W3.T * (1 - a2 ** 2)` -> `dz2 = dz3 @ W3.T`
# mutant wrong_activation_derivative: `dz1 = dz2 @ W2.T * (1 - a1 ** 2)` -> `dz1 = dz2 @ W2.T * a1 * (1 - a1)`
# mutant wrong_layer_input: `dW2 = a1.T @ dz2` -> `dW2 = a2.T @ dz2`
# mutant sign: `dz3 = (p - Y) / m` -> `dz3 = (Y - p) / m`
# mutant missing_mean: `dz3 = (p - Y) / m` -> `dz3 = p - Y`
# mutant bias_axis: `b2 -= lr * dz2.sum(axis=0)` -> `b2 -= lr * dz2.sum()`
# mutant label_missing: `dz3 = (p - Y) / m` -> `dz3 = p / m`
import numpy as np


def softmax(z):
    z = z - z.max(axis=1, keepdims=True)
    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)


def fit(X, Y, lr=0.1, h=4, epochs=10):
    m, n = X.shape
    k = Y.shape[1]
    rng = np.random.default_rng(7)
    W1, b1 = rng.standard_normal((n, h)) * 0.5, np.zeros(h)
    W2, b2 = rng.standard_normal((h, h)) * 0.5, np.zeros(h)
    W3, b3 = rng.standard_normal((h, k)) * 0.5, np.zeros(k)
    for _ in range(epochs):
        a1 = np.tanh(X @ W1 + b1)
        a2 = np.tanh(a1 @ W2 + b2)
        p = softmax(a2 @ W3 + b3)
        cross_entropy = -np.sum(Y * np.log(p)) / m
        print("loss", cross_entropy)
        dz3 = (p - Y) / m
        dW3 = a2.T @ dz3
        dz2 = dz3 @ W3.T * (1 - a2 ** 2)
        dW2 = a1.T @ dz2
        dz1 = dz2 @ W2.T * (1 - a1 ** 2)
        dW1 = X.T @ dz1
        W3 -= lr * dW3
        b3 -= lr * dz3.sum(axis=0)
        W2 -= lr * dW2
        b2 -= lr * dz2.sum(axis=0)
        W1 -= lr * dW1
        b1 -= lr * dz1.sum(axis=0)
