import numpy as np


def train(X, y, lr=0.1, epochs=5):
    y = np.where(y > 0, 1, -1)
    w = np.zeros(X.shape[1])
    for _ in range(epochs):
        margin = y * (X @ w)
        loss = np.mean(np.log(1 + np.exp(-margin)))
        g = -(X * (y / (1 + np.exp(margin)))[:, None]).mean(axis=0)
        w -= lr * g
    return w, loss
