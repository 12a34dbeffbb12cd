# mutant sign: `G = X.T @ (X @ W - Y) / m` -> `G = X.T @ (Y - X @ W) / m`
# mutant missing_mean: `G = X.T @ (X @ W - Y) / m` -> `G = X.T @ (X @ W - Y)`
# mutant factor_two: `G = X.T @ (X @ W - Y) / m` -> `G = 2 * X.T @ (X @ W - Y) / m`
# mutant divided_by_features: `G = X.T @ (X @ W - Y) / m` -> `G = X.T @ (X @ W - Y) / X.shape[1]`
# mutant label_missing: `G = X.T @ (X @ W - Y) / m` -> `G = X.T @ (X @ W) / m`
# mutant penalty_missing: `W -= lr * (G + lam * np.sign(W))` -> `W -= lr * G`
# mutant penalty_sign: `W -= lr * (G + lam * np.sign(W))` -> `W -= lr * (G - lam * np.sign(W))`
import numpy as np


def objective(W, X, Y, lam):
    return 0.5 * np.linalg.norm(X @ W - Y, 'fro') ** 2 / X.shape[0] + lam * np.sum(np.abs(W))


def subgradient_descent(X, Y, lam=0.05, lr=0.02, iters=300):
    m, n = X.shape
    W = np.zeros((n, Y.shape[1]))
    values = []
    for t in range(iters):
        values.append(objective(W, X, Y, lam))
        G = X.T @ (X @ W - Y) / m
        W -= lr * (G + lam * np.sign(W))
    return W, values


rng = np.random.default_rng(33)
X = rng.normal(size=(45, 6))
X[:, 0] = 1.0
Y = X @ rng.normal(size=(6, 2)) + 0.1 * rng.normal(size=(45, 2))
W, values = subgradient_descent(X, Y)
print(values[-1])
