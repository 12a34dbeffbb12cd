import numpy as np


class SoftmaxRegression:
    """W @ X + b, columns are samples, labels as integers."""

    def __init__(self, n_features, n_classes, lr=0.1):
        self.W = 0.01 * np.random.randn(n_classes, n_features)
        self.b = np.zeros((n_classes, 1))
        self.lr = lr

    def forward(self, X):
        Z = self.W @ X + self.b
        E = np.exp(Z - np.max(Z, axis=0))
        return E / np.sum(E, axis=0)

    def fit(self, X, Y, epochs=10):
        m = X.shape[1]
        for _ in range(epochs):
            P = self.forward(X)
            cost = -np.sum(Y * np.log(P)) / m
            dZ = (P - Y) / m
            self.W -= self.lr * dZ @ X.T
            self.b -= self.lr * dZ.sum(axis=1, keepdims=True)
        return cost
