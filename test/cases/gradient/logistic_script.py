# mutant missing_mean: `X.T @ (A - y) / m` -> `X.T @ (A - y)`
# mutant sign: `w = w - lr * dw` -> `w = w + lr * dw`
# mutant label_missing: `X.T @ (A - y) / m` -> `X.T @ A / m`
# mutant bias_not_averaged: `db = (A - y).mean()` -> `db = (A - y).sum()`
# mutant extra_activation_derivative: `X.T @ (A - y) / m` -> `X.T @ ((A - y) * A * (1 - A)) / m`
import numpy as np

rng = np.random.default_rng(0)
X = rng.normal(size=(40, 3))
y = (X @ np.array([1.0, -2.0, 0.5]) > 0).astype(float)
m, n = X.shape
w = np.zeros(n)
b = 0.0
lr = 0.5

for epoch in range(200):
    A = 1 / (1 + np.exp(-(X @ w + b)))
    cost = -np.mean(y * np.log(A + 1e-8) + (1 - y) * np.log(1 - A + 1e-8))
    dw = X.T @ (A - y) / m
    db = (A - y).mean()
    w = w - lr * dw
    b = b - lr * db
    if epoch % 50 == 0:
        print(epoch, cost)
