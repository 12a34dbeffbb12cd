import numpy as np


def train(X, Y, reg=0.01, lr=0.1, epochs=5):
    m = len(X)
    W = np.random.randn(X.shape[1], Y.shape[1])
    b = np.random.randn(Y.shape[1])
    for _ in range(epochs):
        S = X.dot(W) + b
        P = np.exp(S) / np.exp(S).sum(axis=1)[:, None]
        loss = -(Y * np.log(P)).sum() / m + reg * ((W ** 2).sum() + (b ** 2).sum())
        d = (P - Y) / m
        W = W - lr * (X.T.dot(d) + 2 * reg * W)
        b = b - lr * (d.sum(axis=0) + 2 * reg * b)
    return loss
