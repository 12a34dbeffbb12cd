# mutant missing_mean: `dW = dZ.dot(X.T) / m` -> `dW = dZ.dot(X.T)`
# mutant sign: `dZ = A - H` -> `dZ = H - A`
# mutant bias_axis: `db = np.sum(dZ, axis=1, keepdims=True) / m` -> `db = np.sum(dZ) / m`
# mutant label_missing: `dZ = A - H` -> `dZ = A`
import numpy as np
import pandas as pd

table = pd.read_csv("digits.csv").values
Y = table[:, 0]
X = table[:, 1:].T / 255


def start():
    return np.random.rand(10, 64) - 0.5, np.random.rand(10, 1) - 0.5


def hot(Y):
    H = np.zeros((10, Y.size))
    H[Y, np.arange(Y.size)] = 1
    return H


def descend(X, Y, alpha, turns):
    W, b = start()
    m = Y.size
    H = hot(Y)
    for _ in range(turns):
        Z = W.dot(X) + b
        A = np.exp(Z) / sum(np.exp(Z))
        cost = -np.sum(H * np.log(A)) / m
        dZ = A - H
        dW = dZ.dot(X.T) / m
        db = np.sum(dZ, axis=1, keepdims=True) / m
        W = W - alpha * dW
        b = b - alpha * db
    return W, b, cost


W, b, cost = descend(X, Y, 0.1, 100)
