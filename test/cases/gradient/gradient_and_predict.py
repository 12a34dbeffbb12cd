# mutant missing_mean: `return X.T @ (squash(X @ theta) - y) / len(y)` -> `return X.T @ (squash(X @ theta) - y)`
# mutant sign: `(squash(X @ theta) - y)` -> `(y - squash(X @ theta))`
import numpy as np
from scipy.optimize import minimize


def squash(z):
    return 1 / (1 + np.exp(-z))


def cost(theta, X, y):
    h = squash(X @ theta)
    return -(y @ np.log(h) + (1 - y) @ np.log(1 - h)) / len(y)


def slope(theta, X, y):
    return X.T @ (squash(X @ theta) - y) / len(y)


def predict(theta, X):
    return (squash(X.dot(theta.T)) >= 0.5).astype("int")


rows = np.c_[np.ones(50), np.random.randn(50, 2)]
answers = (rows[:, 1] > 0).astype(float)
found = minimize(cost, np.zeros(3), args=(rows, answers), jac=slope)
print(predict(found.x, rows))
