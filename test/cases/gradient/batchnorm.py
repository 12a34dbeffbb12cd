import numpy as np


def train(X, y, h=6, lr=0.1, epochs=10):
    m, n = X.shape
    W1 = np.random.randn(n, h)
    gamma = np.ones(h)
    beta = np.zeros(h)
    w2 = np.random.randn(h)
    for _ in range(epochs):
        Z = X @ W1
        mu = Z.mean(axis=0)
        var = Z.var(axis=0)
        xhat = (Z - mu) / np.sqrt(var + 1e-8)
        H = np.tanh(gamma * xhat + beta)
        out = H @ w2
        loss = 0.5 * np.mean((out - y) ** 2)
        d = (out - y) / m
        dw2 = H.T @ d
        dH = np.outer(d, w2) * (1 - H ** 2)
        dgamma = np.sum(dH * xhat, axis=0)
        dbeta = np.sum(dH, axis=0)
        dx = dH * gamma
        dZ = (1 / np.sqrt(var + 1e-8)) * (dx - dx.mean(axis=0) - xhat * (dx * xhat).mean(axis=0))
        dW1 = X.T @ dZ
        W1 -= lr * dW1
        gamma -= lr * dgamma
        beta -= lr * dbeta
        w2 -= lr * dw2
    return loss
