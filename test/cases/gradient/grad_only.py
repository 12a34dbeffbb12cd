# derivation: no update
# mutant missing_mean: `grad = X.T @ (h - y) / m` -> `grad = X.T @ (h - y)`
# mutant sign: `grad = X.T @ (h - y) / m` -> `grad = X.T @ (y - h) / m`
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def cost_function(theta, X, y):
    m = len(y)
    h = sigmoid(X @ theta)
    J = (-y @ np.log(h) - (1 - y) @ np.log(1 - h)) / m
    grad = X.T @ (h - y) / m
    return J, grad
