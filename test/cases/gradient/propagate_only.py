# derivation: no update
# mutant missing_mean: `dw = (1 / m) * np.dot(X, (A - Y).T)` -> `dw = np.dot(X, (A - Y).T)`
# mutant bias_not_averaged: `db = (1 / m) * np.sum(A - Y)` -> `db = np.sum(A - Y)`
import numpy as np


def propagate(w, b, X, Y):
    m = X.shape[1]
    A = 1 / (1 + np.exp(-(np.dot(w.T, X) + b)))
    cost = (-1 / m) * np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A))
    dw = (1 / m) * np.dot(X, (A - Y).T)
    db = (1 / m) * np.sum(A - Y)
    cost = np.squeeze(np.array(cost))
    grads = {"dw": dw, "db": db}
    return grads, cost
