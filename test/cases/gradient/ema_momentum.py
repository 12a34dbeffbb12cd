import numpy as np


def fit(X, y, lr=0.01, beta=0.9, epochs=50):
    w = np.zeros(X.shape[1])
    v = np.zeros(X.shape[1])
    for t in range(epochs):
        p = X @ w
        loss = np.mean((p - y) ** 2)
        g = 2 * X.T @ (p - y) / len(y)
        v = beta * v + (1 - beta) * g
        w -= lr * v
    return w, loss
