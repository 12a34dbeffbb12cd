# derivation: no update
# mutant missing_mean: `dW = X.T.dot(P - T) / N + alpha * W` -> `dW = X.T.dot(P - T) + alpha * W`
# mutant penalty_missing: `dW = X.T.dot(P - T) / N + alpha * W` -> `dW = X.T.dot(P - T) / N`
# mutant sign: `dW = X.T.dot(P - T) / N + alpha * W` -> `dW = X.T.dot(T - P) / N + alpha * W`
# mutant transposed_result: `dW = X.T.dot(P - T) / N + alpha * W` -> `dW = (P - T).T.dot(X) / N + alpha * W`
# mutant bias_axis: `dc = (P - T).sum(axis=0) / N` -> `dc = (P - T).sum() / N`
# mutant bias_not_averaged: `dc = (P - T).sum(axis=0) / N` -> `dc = (P - T).sum(axis=0)`
# mutant extra_activation_derivative: `dW = X.T.dot(P - T) / N + alpha * W` -> `dW = X.T.dot((P - T) * P * (1 - P)) / N + alpha * W`
# Exercise sheet 4: implement gradient(); everything else is given. Not called here, the grader imports it.
import numpy as np


def softmax(S):
    """Row-wise softmax of scores S (N, K)."""
    E = np.exp(S - S.max(1)[:, None])
    return E / E.sum(1)[:, None]


def loss(X, T, W, c, alpha):
    """Average cross-entropy of the one-hot targets T plus alpha/2 * ||W||^2."""
    N = X.shape[0]
    P = softmax(X.dot(W) + c)
    return -(T * np.log(P)).sum() / N + alpha / 2 * (W ** 2).sum()


def gradient(X, T, W, c, alpha):
    """Return dW with the shape of W and dc with the shape of c."""
    N = X.shape[0]
    P = softmax(X.dot(W) + c)
    dW = X.T.dot(P - T) / N + alpha * W
    dc = (P - T).sum(axis=0) / N
    return dW, dc
