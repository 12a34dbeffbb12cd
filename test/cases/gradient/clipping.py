import numpy as np


def fit(X, y, lr=0.1, clip=5.0, epochs=10):
    w = np.zeros(X.shape[1])
    for _ in range(epochs):
        p = 1 / (1 + np.exp(-(X @ w)))
        loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
        g = X.T @ (p - y) / len(y)
        norm = np.linalg.norm(g)
        if norm > clip:
            g = g * clip / norm
        w = w - lr * g
    return w, loss
