import numpy as np


def fit(X, y, lr=0.01, weight_decay=1e-4, epochs=50):
    w = np.zeros(X.shape[1])
    for t in range(epochs):
        p = X @ w
        loss = np.mean((p - y) ** 2)
        g = 2 * X.T @ (p - y) / len(y)
        w = w - lr * (g + weight_decay * w)
    return w, loss
