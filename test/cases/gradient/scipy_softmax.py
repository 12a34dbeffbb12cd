# mutant missing_mean: `G = (P - Y) / X.shape[0]` -> `G = P - Y`
# mutant sign: `G = (P - Y) / X.shape[0]` -> `G = (Y - P) / X.shape[0]`
# mutant penalty_missing: `X.T @ G + self.l2 * self.W` -> `X.T @ G`
# mutant bias_not_averaged: `G.sum(axis=0)` -> `X.shape[0] * G.sum(axis=0)`
import numpy as np
from scipy.special import logsumexp, softmax


class SoftmaxRegression:
    def __init__(self, n_features, n_classes, lr=0.1, l2=0.01):
        self.W = np.zeros((n_features, n_classes))
        self.b = np.zeros(n_classes)
        self.lr = lr
        self.l2 = l2

    def logits(self, X):
        return X @ self.W + self.b

    def loss(self, X, Y):
        S = self.logits(X)
        data = np.mean(logsumexp(S, axis=1) - np.sum(S * Y, axis=1))
        return data + 0.5 * self.l2 * np.sum(self.W ** 2)

    def step(self, X, Y):
        P = softmax(self.logits(X), axis=1)
        G = (P - Y) / X.shape[0]
        self.W -= self.lr * (X.T @ G + self.l2 * self.W)
        self.b -= self.lr * G.sum(axis=0)

    def fit(self, X, Y, epochs=10):
        for _ in range(epochs):
            self.step(X, Y)
            print(self.loss(X, Y))
