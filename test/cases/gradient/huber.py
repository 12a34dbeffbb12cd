import numpy as np


def fit(X, y, lr=0.01, delta=1.0, epochs=50):
    w = np.zeros(X.shape[1])
    b = 0.0
    for t in range(epochs):
        r = X @ w + b - y
        small = np.abs(r) <= delta
        loss = np.where(small, 0.5 * r ** 2, delta * (np.abs(r) - 0.5 * delta)).mean()
        d = np.where(small, r, delta * np.sign(r)) / len(y)
        w -= lr * X.T @ d
        b -= lr * d.sum()
    return w, loss
