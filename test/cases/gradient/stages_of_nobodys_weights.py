# mutant missing_activation_derivative: `dz2 = (a2 - Y) * a2 * (1 - a2)` -> `dz2 = a2 - Y`
# mutant missing_mean: `grads["W1"] = X.T.dot(dz1) / m` -> `grads["W1"] = X.T.dot(dz1)`
# mutant bias_not_averaged: `grads["b2"] = dz2.mean(axis=0)` -> `grads["b2"] = dz2.sum(axis=0)`
# mutant wrong_activation_derivative: `dz1 = dz2.dot(params["W2"].T) * (1 - np.tanh(z1) ** 2)` -> `dz1 = dz2.dot(params["W2"].T) * (1 - np.tanh(z1))`
# mutant uses_z_for_a: `dz2 = (a2 - Y) * a2 * (1 - a2)` -> `dz2 = (z2 - Y) * a2 * (1 - a2)`
# mutant sign: `dz2 = (a2 - Y) *` -> `dz2 = (Y - a2) *`
# mutant bias_axis: `grads["b1"] = dz1.mean(axis=0)` -> `grads["b1"] = dz1.mean()`
# mutant factor_two: `dz2 = (a2 - Y) *` -> `dz2 = 2 * (a2 - Y) *`
# mutant label_missing: `dz2 = (a2 - Y) *` -> `dz2 = a2 *`
# mutant uses_z_for_a: `grads["W2"] = a1.T.dot(dz2) / m` -> `grads["W2"] = z1.T.dot(dz2) / m`
# derivation: no update
import numpy as np


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))


def forward(X, params):
    z1 = X.dot(params["W1"]) + params["b1"]
    a1 = np.tanh(z1)
    z2 = a1.dot(params["W2"]) + params["b2"]
    a2 = sigmoid(z2)
    cache = (z1, a1, z2, a2)
    return a2, cache


def loss_fn(a2, Y):
    m = Y.shape[0]
    return np.sum((a2 - Y) ** 2) / (2 * m)


def backward(X, Y, params, cache):
    z1, a1, z2, a2 = cache
    m = X.shape[0]
    grads = {}
    dz2 = (a2 - Y) * a2 * (1 - a2)
    grads["W2"] = a1.T.dot(dz2) / m
    grads["b2"] = dz2.mean(axis=0)
    dz1 = dz2.dot(params["W2"].T) * (1 - np.tanh(z1) ** 2)
    grads["W1"] = X.T.dot(dz1) / m
    grads["b1"] = dz1.mean(axis=0)
    return grads
