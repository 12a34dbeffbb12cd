# mutant missing_mean: `grad = np.einsum("ij,ik->jk", X, delta) / m` -> `grad = np.einsum("ij,ik->jk", X, delta)`
# mutant sign: `delta = P - Y` -> `delta = Y - P`
# mutant label_missing: `delta = P - Y` -> `delta = P`
import numpy as np


def train(X, Y, lr=0.1, epochs=20):
    m = len(X)
    W = np.random.randn(X.shape[1], Y.shape[1]) * 0.01
    for _ in range(epochs):
        Z = np.einsum("ij,jk->ik", X, W)
        P = np.exp(Z) / np.exp(Z).sum(1, keepdims=True)
        loss = -(Y * np.log(P)).sum() / m
        delta = P - Y
        grad = np.einsum("ij,ik->jk", X, delta) / m
        W -= lr * grad
    return W, loss
