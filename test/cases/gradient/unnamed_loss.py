# mutant missing_mean: `dW = X.T.dot(p - t) / 40` -> `dW = X.T.dot(p - t)`
# mutant double_mean: `dW = X.T.dot(p - t) / 40` -> `dW = X.T.dot(p - t) / 40 / 40`
# mutant sign: `W -= 0.5 * dW` -> `W += 0.5 * dW`
# mutant bias_not_averaged: `db = np.mean(p - t)` -> `db = np.sum(p - t)`
# mutant bias_missing: `c -= 0.5 * db` -> `pass`
# mutant extra_activation_derivative: `dW = X.T.dot(p - t) / 40` -> `dW = X.T.dot((p - t) * p * (1 - p)) / 40`
# mutant uses_z_for_a: `dW = X.T.dot(p - t) / 40` -> `dW = X.T.dot(s - t) / 40`
# mutant label_missing: `dW = X.T.dot(p - t) / 40` -> `dW = X.T.dot(p) / 40`
import numpy as np

np.random.seed(4)
X = np.random.randn(40, 2)
t = (X[:, 0] + X[:, 1] > 0).astype(float)
W = np.random.randn(2)
c = 0.0

for i in range(300):
    s = X.dot(W) + c
    p = 1.0 / (1.0 + np.exp(-s))
    if i % 50 == 0:
        print(i, -np.mean(t * np.log(p) + (1 - t) * np.log(1 - p)), np.mean((p > 0.5) == t))
    dW = X.T.dot(p - t) / 40
    db = np.mean(p - t)
    W -= 0.5 * dW
    c -= 0.5 * db
