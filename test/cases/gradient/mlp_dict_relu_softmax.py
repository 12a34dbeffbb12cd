# mutant missing_activation_derivative: `dZ1[Z1 <= 0] = 0` -> `pass`
# mutant wrong_activation_derivative: `dZ1[Z1 <= 0] = 0` -> `dZ1[Z1 > 0] = 0`
# mutant double_mean: `"W2": A1.T @ dZ2` -> `"W2": A1.T @ dZ2 / m`
# mutant sign: `params[key] -= lr * grads[key]` -> `params[key] += lr * grads[key]`
import numpy as np


def init(n, h, k):
    return {
        "W1": np.random.randn(n, h) * np.sqrt(2 / n),
        "b1": np.zeros((1, h)),
        "W2": np.random.randn(h, k) * np.sqrt(2 / h),
        "b2": np.zeros((1, k)),
    }


def train(X, y, hidden=16, k=3, lr=0.1, epochs=100):
    m, n = X.shape
    params = init(n, hidden, k)
    history = []
    for epoch in range(epochs):
        Z1 = X @ params["W1"] + params["b1"]
        A1 = np.maximum(0, Z1)
        Z2 = A1 @ params["W2"] + params["b2"]
        E = np.exp(Z2 - Z2.max(axis=1, keepdims=True))
        P = E / E.sum(axis=1, keepdims=True)
        loss = -np.log(P[np.arange(m), y]).mean()
        history.append(loss)
        dZ2 = P.copy()
        dZ2[np.arange(m), y] -= 1
        dZ2 /= m
        dA1 = dZ2 @ params["W2"].T
        dZ1 = dA1.copy()
        dZ1[Z1 <= 0] = 0
        grads = {
            "W2": A1.T @ dZ2,
            "b2": dZ2.sum(axis=0, keepdims=True),
            "W1": X.T @ dZ1,
            "b1": dZ1.sum(axis=0, keepdims=True),
        }
        for key in params:
            params[key] -= lr * grads[key]
    return params
