# mutant uses_z_for_a: `err = weight * (p - y)` -> `err = weight * (z - y)`
# mutant label_missing: `err = weight * (p - y)` -> `err = weight * p`
# mutant sign: `err = weight * (p - y)` -> `err = weight * (y - p)`
import numpy as np


def fit(X, y, rate=0.1, epochs=20):
    weight = np.where(y == 1, 3.0, 1.0)
    w = np.zeros(X.shape[1])
    for _ in range(epochs):
        z = X @ w
        p = 1 / (1 + np.exp(-z))
        loss = -np.mean(weight * (y * np.log(p) + (1 - y) * np.log(1 - p)))
        err = weight * (p - y)
        w -= rate * X.T @ err / len(y)
    return w, loss
