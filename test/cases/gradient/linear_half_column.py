# mutant factor_two: `grad_W = (1 / m) * np.dot(X.T, diff)` -> `grad_W = (2 / m) * np.dot(X.T, diff)`
# mutant missing_mean: `grad_W = (1 / m) * np.dot(X.T, diff)` -> `grad_W = np.dot(X.T, diff)`
# mutant sign: `diff = y_hat - y` -> `diff = y - y_hat`
# mutant divided_by_features: `(1 / m) * np.dot(X.T, diff)` -> `(1 / n) * np.dot(X.T, diff)`
# mutant label_missing: `diff = y_hat - y` -> `diff = y_hat`
# mutant bias_not_averaged: `grad_b = (1 / m) * np.sum(diff)` -> `grad_b = np.sum(diff)`
import numpy as np


def compute_cost(y_hat, y):
    m = y.shape[0]
    return (1 / (2 * m)) * np.sum((y_hat - y) ** 2)


def gradient_descent(X, y, learning_rate=0.01, iterations=400):
    m, n = X.shape
    y = y.reshape(m, 1)
    W = np.random.rand(n, 1)
    b = 0
    J_history = []
    for it in range(iterations):
        y_hat = np.dot(X, W) + b
        J_history.append(compute_cost(y_hat, y))
        diff = y_hat - y
        grad_W = (1 / m) * np.dot(X.T, diff)
        grad_b = (1 / m) * np.sum(diff)
        W = W - learning_rate * grad_W
        b = b - learning_rate * grad_b
    return W, b, J_history
