# mutant wrong_activation_derivative: `dZ = dA * np.where(Z[l] > 0, 1, 0.01)` -> `dZ = dA * (Z[l] > 0)`
# mutant missing_activation_derivative: `dZ = dA * np.where(Z[l] > 0, 1, 0.01)` -> `dZ = dA`
# mutant penalty_missing: `dW[l] = dZ @ A[l - 1].T / m + lam * np.sign(W[l])` -> `dW[l] = dZ @ A[l - 1].T / m`
# mutant penalty_sign: `dW[l] = dZ @ A[l - 1].T / m + lam * np.sign(W[l])` -> `dW[l] = dZ @ A[l - 1].T / m - lam * np.sign(W[l])`
# mutant missing_mean: `dW[l] = dZ @ A[l - 1].T / m + lam * np.sign(W[l])` -> `dW[l] = dZ @ A[l - 1].T + lam * np.sign(W[l])`
# mutant bias_not_averaged: `db[l] = np.sum(dZ, axis=1, keepdims=True) / m` -> `db[l] = np.sum(dZ, axis=1, keepdims=True)`
# mutant sign: `dZ = A[L] - Y` -> `dZ = Y - A[L]`
# mutant uses_z_for_a: `dW[l] = dZ @ A[l - 1].T / m + lam * np.sign(W[l])` -> `dW[l] = dZ @ (Z[l - 1] if l > 1 else A[0]).T / m + lam * np.sign(W[l])`
import numpy as np


def train(X, Y, sizes, epochs=100, learning_rate=0.05, lam=1e-3):
    L = len(sizes) - 1
    m = X.shape[1]
    W = [None] + [np.random.randn(sizes[l], sizes[l - 1]) * np.sqrt(2 / sizes[l - 1]) for l in range(1, L + 1)]
    b = [None] + [np.zeros((sizes[l], 1)) for l in range(1, L + 1)]
    costs = []
    for epoch in range(epochs):
        A, Z = [X] + [None] * L, [None] * (L + 1)
        for l in range(1, L + 1):
            Z[l] = W[l] @ A[l - 1] + b[l]
            if l < L:
                A[l] = np.where(Z[l] > 0, Z[l], 0.01 * Z[l])
            else:
                T = np.exp(Z[l] - Z[l].max(axis=0, keepdims=True))
                A[l] = T / T.sum(axis=0, keepdims=True)
        cost = -np.sum(Y * np.log(A[L] + 1e-12)) / m
        for l in range(1, L + 1):
            cost += lam * np.abs(W[l]).sum()
        costs.append(cost)
        dW, db = [None] * (L + 1), [None] * (L + 1)
        for l in range(L, 0, -1):
            if l == L:
                dZ = A[L] - Y
            else:
                dZ = dA * np.where(Z[l] > 0, 1, 0.01)
            dW[l] = dZ @ A[l - 1].T / m + lam * np.sign(W[l])
            db[l] = np.sum(dZ, axis=1, keepdims=True) / m
            dA = W[l].T @ dZ
        for l in range(1, L + 1):
            W[l] -= learning_rate * dW[l]
            b[l] -= learning_rate * db[l]
    return W, b, costs
