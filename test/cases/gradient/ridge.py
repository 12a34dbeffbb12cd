# mutant penalty_missing: `grad = X.T @ r / m + lam * w / m` -> `grad = X.T @ r / m`
# mutant penalty_sign: `grad = X.T @ r / m + lam * w / m` -> `grad = X.T @ r / m - lam * w / m`
# mutant penalty_not_averaged: `grad = X.T @ r / m + lam * w / m` -> `grad = X.T @ r / m + lam * w`
# mutant missing_mean: `grad = X.T @ r / m + lam * w / m` -> `grad = X.T @ r + lam * w / m`
# mutant sign: `grad = X.T @ r / m + lam * w / m` -> `grad = -X.T @ r / m + lam * w / m`
import numpy as np


def ridge_cost(w, X, y, lam):
    m = len(y)
    r = X @ w - y
    return (r @ r) / (2 * m) + lam / (2 * m) * (w @ w)


def ridge(X, y, lam=0.0, lr=0.1, iterations=200):
    m = len(y)
    w = np.random.randn(X.shape[1])
    for _ in range(iterations):
        cost = ridge_cost(w, X, y, lam)
        r = X @ w - y
        grad = X.T @ r / m + lam * w / m
        w = w - lr * grad
    return w, cost
