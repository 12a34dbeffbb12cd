import numpy as np


def train(X, y, lr=0.1, epochs=5):
    w = np.zeros(X.shape[1])
    for _ in range(epochs):
        a = 1 / (1 + np.exp(-(X @ w)))
        error = a - y
        w -= lr * X.T @ error / len(y)
        total_error = np.sum(error ** 2)
        print(total_error)
    return w
