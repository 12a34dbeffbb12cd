# mutant missing_mean: `dw[j] = s / m` -> `dw[j] = s`
# mutant sign: `s += (h[i] - y[i]) * X[i, j]` -> `s += (y[i] - h[i]) * X[i, j]`
# mutant bias_not_averaged: `b = b - a * (h - y).mean()` -> `b = b - a * (h - y).sum()`
# mutant bias_missing: `b = b - a * (h - y).mean()` -> `pass`
# mutant extra_activation_derivative: `s += (h[i] - y[i]) * X[i, j]` -> `s += (h[i] - y[i]) * h[i] * (1 - h[i]) * X[i, j]`
# derivation: none
import numpy as np

np.random.seed(3)
X = np.random.rand(20, 3)
y = (X.sum(axis=1) > 1.5) * 1
m, n = X.shape
w = np.zeros(n)
b = 0.0
a = 0.5
for t in range(100):
    h = np.empty(m)
    for i in range(m):
        total = b
        for j in range(n):
            total += w[j] * X[i, j]
        h[i] = 1 / (1 + np.exp(-total))
    J = 0
    for i in range(m):
        J -= y[i] * np.log(h[i]) + (1 - y[i]) * np.log(1 - h[i])
    J /= m
    dw = np.zeros(n)
    for j in range(n):
        s = 0
        for i in range(m):
            s += (h[i] - y[i]) * X[i, j]
        dw[j] = s / m
    w = w - a * dw
    b = b - a * (h - y).mean()
    if t % 10 == 0:
        print(J)
