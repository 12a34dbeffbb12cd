# mutant missing_mean: `dS = (P - Y) / m` -> `dS = P - Y`
# mutant sign: `dS = (P - Y) / m` -> `dS = (Y - P) / m`
# mutant bias_axis: `db = dS.sum(axis=0, keepdims=True)` -> `db = dS.sum(keepdims=True)`
# mutant uses_z_for_a: `dS = (P - Y) / m` -> `dS = (S - Y) / m`
# mutant label_missing: `dS = (P - Y) / m` -> `dS = P / m`
# mutant penalty_missing: `dW = X.T @ dS + reg * W` -> `dW = X.T @ dS`
# mutant penalty_sign: `dW = X.T @ dS + reg * W` -> `dW = X.T @ dS - reg * W`
import numpy as np


def softmax(s):
    e = np.exp(s - np.max(s, axis=1, keepdims=True))
    return e / np.sum(e, axis=1, keepdims=True)


def train(X, Y, lr=0.1, reg=1e-3, epochs=50):
    m = X.shape[0]
    W = 0.01 * np.random.randn(X.shape[1], Y.shape[1])
    b = np.zeros((1, Y.shape[1]))
    for epoch in range(epochs):
        S = X @ W + b
        P = softmax(S)
        loss = -np.sum(Y * np.log(P)) / m + 0.5 * reg * np.sum(W * W)
        dS = (P - Y) / m
        dW = X.T @ dS + reg * W
        db = dS.sum(axis=0, keepdims=True)
        W -= lr * dW
        b -= lr * db
    return W, b
