# mutant missing_activation_derivative: `dz1 = da1 * gelu_grad(z1)` -> `dz1 = da1`
# mutant wrong_activation_derivative: `dz1 = da1 * gelu_grad(z1)` -> `dz1 = da1 * (z1 > 0)`
# mutant missing_activation_derivative: `dz2 = da2 * (s2 + z2 * s2 * (1 - s2))` -> `dz2 = da2`
# mutant wrong_activation_derivative: `dz2 = da2 * (s2 + z2 * s2 * (1 - s2))` -> `dz2 = da2 * s2 * (1 - s2)`
# mutant factor_two: `dpred = (pred - y) / n` -> `dpred = 2 * (pred - y) / n`
# mutant missing_mean: `dpred = (pred - y) / n` -> `dpred = pred - y`
# mutant uses_z_for_a: `dW3 = a2.T @ dpred` -> `dW3 = z2.T @ dpred`
# mutant bias_axis: `db2 = dz2.sum(axis=0)` -> `db2 = dz2.sum()`
# derivation: none
import numpy as np

SQRT_2_OVER_PI = np.sqrt(2 / np.pi)


def gelu(x):
    return 0.5 * x * (1 + np.tanh(SQRT_2_OVER_PI * (x + 0.044715 * x ** 3)))


def gelu_grad(x):
    u = SQRT_2_OVER_PI * (x + 0.044715 * x ** 3)
    t = np.tanh(u)
    du = SQRT_2_OVER_PI * (1 + 3 * 0.044715 * x ** 2)
    return 0.5 * (1 + t) + 0.5 * x * (1 - t ** 2) * du


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def init(d, h1, h2, rng):
    return {
        "W1": rng.normal(0, 0.5, (d, h1)), "b1": np.zeros(h1),
        "W2": rng.normal(0, 0.5, (h1, h2)), "b2": np.zeros(h2),
        "W3": rng.normal(0, 0.5, (h2, 1)), "b3": np.zeros(1),
    }


def step(P, X, y):
    n = X.shape[0]
    z1 = X @ P["W1"] + P["b1"]
    a1 = gelu(z1)
    z2 = a1 @ P["W2"] + P["b2"]
    s2 = sigmoid(z2)
    a2 = z2 * s2
    pred = a2 @ P["W3"] + P["b3"]
    loss = ((pred - y) ** 2).sum() / (2 * n)
    dpred = (pred - y) / n
    dW3 = a2.T @ dpred
    db3 = dpred.sum(axis=0)
    da2 = dpred @ P["W3"].T
    dz2 = da2 * (s2 + z2 * s2 * (1 - s2))
    dW2 = a1.T @ dz2
    db2 = dz2.sum(axis=0)
    da1 = dz2 @ P["W2"].T
    dz1 = da1 * gelu_grad(z1)
    dW1 = X.T @ dz1
    db1 = dz1.sum(axis=0)
    return loss, {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2, "W3": dW3, "b3": db3}


def train(X, y, epochs=100, lr=0.05):
    rng = np.random.default_rng(0)
    P = init(X.shape[1], 4, 5, rng)
    for e in range(epochs):
        loss, grads = step(P, X, y)
        for k in P:
            P[k] -= lr * grads[k]
        if e % 10 == 0:
            print(e, loss)
    return P
