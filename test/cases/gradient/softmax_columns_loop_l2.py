# mutant sign: `E = A - Y` -> `E = Y - A`
# mutant missing_mean: `dW = E @ X.T / N + lam * W` -> `dW = E @ X.T + lam * W`
# mutant penalty_missing: `dW = E @ X.T / N + lam * W` -> `dW = E @ X.T / N`
# mutant penalty_sign: `dW = E @ X.T / N + lam * W` -> `dW = E @ X.T / N - lam * W`
# mutant bias_axis: `db = E.mean(axis=1).reshape(-1, 1)` -> `db = E.mean()`
# mutant bias_not_averaged: `db = E.mean(axis=1).reshape(-1, 1)` -> `db = E.sum(axis=1).reshape(-1, 1)`
# mutant uses_z_for_a: `E = A - Y` -> `E = Z - Y`
# mutant label_missing: `E = A - Y` -> `E = A`
import numpy as np
from scipy import sparse


def softmax(Z):
    e_Z = np.exp(Z - np.max(Z, axis=0, keepdims=True))
    return e_Z / e_Z.sum(axis=0)


def convert_labels(y, C=3):
    return sparse.coo_matrix((np.ones_like(y), (y, np.arange(len(y)))), shape=(C, len(y))).toarray()


def one_hot(y, C=3):
    Y = np.zeros((C, len(y)))
    for i, label in enumerate(y):
        Y[label, i] = 1
    return Y


def cost(W, b, X, Y, lam):
    A = softmax(W @ X + b)
    return -np.sum(Y * np.log(A)) / X.shape[1] + lam / 2 * np.linalg.norm(W) ** 2


np.random.seed(2)
N = 30
X = np.concatenate([np.random.randn(2, N // 3) + c for c in (0, 3, 6)], axis=1)
y = np.repeat(np.arange(3), N // 3)
Y = one_hot(y)
W = np.random.randn(3, 2)
b = np.zeros((3, 1))
eta = 0.05
lam = 0.01
for it in range(500):
    Z = W @ X + b
    A = softmax(Z)
    E = A - Y
    dW = E @ X.T / N + lam * W
    db = E.mean(axis=1).reshape(-1, 1)
    W = W - eta * dW
    b = b - eta * db
    if it % 100 == 0:
        print("iter %d, cost %.4f" % (it, cost(W, b, X, Y, lam)))
