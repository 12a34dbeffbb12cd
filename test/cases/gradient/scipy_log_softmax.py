# mutant missing_mean: `G = np.exp(L) - Y` -> `G = len(X) * (np.exp(L) - Y)`
# mutant sign: `G = np.exp(L) - Y` -> `G = Y - np.exp(L)`
# mutant transposed_result: `X.T @ G / len(X)` -> `(G.T @ X / len(X))`
import numpy as np
from scipy.special import log_softmax


def fit(X, Y, lr=0.1, epochs=10):
    W = np.zeros((X.shape[1], Y.shape[1]))
    b = np.zeros(Y.shape[1])
    losses = []
    for _ in range(epochs):
        L = log_softmax(X @ W + b, axis=1)
        losses.append(-np.sum(Y * L) / len(X))
        G = np.exp(L) - Y
        W -= lr * X.T @ G / len(X)
        b -= lr * G.mean(axis=0)
    return W, b, losses
