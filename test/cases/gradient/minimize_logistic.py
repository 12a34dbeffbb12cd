# mutant missing_mean: `slope = X.T @ (h - y) / len(y)` -> `slope = X.T @ (h - y)`
# mutant sign: `X.T @ (h - y) / len(y)` -> `X.T @ (y - h) / len(y)`
# mutant penalty_missing: `return slope + strength / len(y) * shrink` -> `return slope`
# mutant penalty_sign: `return slope + strength` -> `return slope - strength`
# mutant penalty_not_averaged: `strength / len(y) * shrink` -> `strength * shrink`
import numpy as np
from scipy import optimize


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def price(theta, X, y, strength):
    h = sigmoid(X @ theta)
    fit = -np.sum(y * np.log(h) + (1 - y) * np.log(1 - h)) / len(y)
    return fit + strength / (2 * len(y)) * np.sum(theta[1:] ** 2)


def price_slope(theta, X, y, strength):
    h = sigmoid(X @ theta)
    slope = X.T @ (h - y) / len(y)
    shrink = theta.copy()
    shrink[0] = 0
    return slope + strength / len(y) * shrink


points = np.random.randn(40, 2)
y = (points[:, 0] > points[:, 1]).astype(float)
X = np.column_stack([np.ones(len(points)), points])
found = optimize.minimize(price, np.zeros(3), args=(X, y, 0.5), jac=price_slope, method="BFGS")
print(found.x, found.fun)
