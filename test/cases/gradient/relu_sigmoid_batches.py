# mutant wrong_activation_derivative: `dz1 = da1 * (z1 > 0)` -> `dz1 = da1 * z1`
# mutant missing_activation_derivative: `dz1 = da1 * (z1 > 0)` -> `dz1 = da1`
# mutant uses_z_for_a: `dw2 = a1.T @ dz2 + l2` -> `dw2 = z1.T @ dz2 + l2`
# mutant label_missing: `dz2 = (a2 - t) / m` -> `dz2 = a2 / m`
# mutant penalty_missing: `dw1 = x.T @ dz1 + l2 * w1 / m` -> `dw1 = x.T @ dz1`
# mutant penalty_not_averaged: `dw1 = x.T @ dz1 + l2 * w1 / m` -> `dw1 = x.T @ dz1 + l2 * w1`
# mutant penalty_sign: `dw1 = x.T @ dz1 + l2 * w1 / m` -> `dw1 = x.T @ dz1 - l2 * w1 / m`
# mutant bias_missing: `b1 -= lr * db1` -> `pass`
import numpy as np


def train_network(x, t, n_hidden=5, lr=0.1, l2=0.0, epochs=30):
    m, n = x.shape
    t = t.reshape(m, 1)
    w1 = np.random.normal(0, 0.4, size=(n, n_hidden))
    b1 = np.zeros((1, n_hidden))
    w2 = np.random.normal(0, 0.4, size=(n_hidden, 1))
    b2 = np.zeros((1, 1))
    loss_history = []
    for epoch in range(epochs):
        z1 = x @ w1 + b1
        a1 = np.maximum(z1, 0)
        z2 = a1 @ w2 + b2
        a2 = 1 / (1 + np.exp(-z2))
        data_loss = -np.mean(t * np.log(a2) + (1 - t) * np.log(1 - a2))
        penalty = l2 / (2 * m) * (np.sum(w1 ** 2) + np.sum(w2 ** 2))
        loss_history.append(data_loss + penalty)
        dz2 = (a2 - t) / m
        dw2 = a1.T @ dz2 + l2 * w2 / m
        dw2 = dw2
        db2 = np.sum(dz2, axis=0, keepdims=True)
        da1 = dz2 @ w2.T
        dz1 = da1 * (z1 > 0)
        dw1 = x.T @ dz1 + l2 * w1 / m
        db1 = np.sum(dz1, axis=0, keepdims=True)
        w1 -= lr * dw1
        b1 -= lr * db1
        w2 -= lr * dw2
        b2 -= lr * db2
    return w1, b1, w2, b2
