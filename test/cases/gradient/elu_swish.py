# mutant missing_mean: `dout = (out - Y) * 2 / Y.shape[0]` -> `dout = (out - Y) * 2`
# mutant factor_two: `dout = (out - Y) * 2 / Y.shape[0]` -> `dout = (out - Y) / Y.shape[0]`
# mutant sign: `dout = (out - Y) * 2 / Y.shape[0]` -> `dout = (Y - out) * 2 / Y.shape[0]`
# mutant missing_activation_derivative: `dh2 = swish_grad(z2) * (dout @ V.T)` -> `dh2 = dout @ V.T`
# mutant missing_activation_derivative: `dh1 = elu_grad(z1) * (dh2 @ U.T)` -> `dh1 = dh2 @ U.T`
# mutant wrong_activation_derivative: `return np.where(z > 0, 1.0, np.exp(z))` -> `return np.where(z > 0, 1.0, 0.0)`
# mutant wrong_activation_derivative: `return s + z * s * (1 - s)` -> `return s * (1 - s)`
# mutant uses_z_for_a: `gU = h1.T @ dh2` -> `gU = z1.T @ dh2`
# mutant wrong_layer_input: `gV = h2.T @ dout` -> `gV = h1.T @ dout`
# derivation: none
import numpy as np


def elu(z):
    return np.where(z > 0, z, np.exp(z) - 1)


def elu_grad(z):
    return np.where(z > 0, 1.0, np.exp(z))


def swish(z):
    return z / (1 + np.exp(-z))


def swish_grad(z):
    s = 1 / (1 + np.exp(-z))
    return s + z * s * (1 - s)


def initial(n, h, k):
    return [np.random.randn(n, h) / 2, np.random.randn(h, k) / 2, np.random.randn(k, 1) / 2]


def backprop(params, X, Y):
    T, U, V = params
    z1 = X @ T
    h1 = elu(z1)
    z2 = h1 @ U
    h2 = swish(z2)
    out = h2 @ V
    loss = ((out - Y) ** 2).sum() / Y.shape[0]
    dout = (out - Y) * 2 / Y.shape[0]
    gV = h2.T @ dout
    dh2 = swish_grad(z2) * (dout @ V.T)
    gU = h1.T @ dh2
    dh1 = elu_grad(z1) * (dh2 @ U.T)
    gT = X.T @ dh1
    return loss, [gT, gU, gV]


def train(X, Y, rounds=500, lr=0.05):
    params = initial(X.shape[1], 6, 6)
    for r in range(rounds):
        loss, grads = backprop(params, X, Y)
        for p, g in zip(params, grads):
            p -= lr * g
        if r % 100 == 0:
            print(r, loss)
    return params
