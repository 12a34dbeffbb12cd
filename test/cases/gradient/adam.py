# mutant missing_mean: `g = X.T @ (p - y) / len(y)` -> `g = X.T @ (p - y)`
# mutant label_missing: `g = X.T @ (p - y) / len(y)` -> `g = X.T @ p / len(y)`
import numpy as np


def fit(X, y, lr=0.01, epochs=50):
    w = np.zeros(X.shape[1])
    mt = np.zeros_like(w)
    vt = np.zeros_like(w)
    beta1, beta2, eps = 0.9, 0.999, 1e-8
    for t in range(1, epochs + 1):
        p = 1 / (1 + np.exp(-(X @ w)))
        loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
        g = X.T @ (p - y) / len(y)
        mt = beta1 * mt + (1 - beta1) * g
        vt = beta2 * vt + (1 - beta2) * g ** 2
        mhat = mt / (1 - beta1 ** t)
        vhat = vt / (1 - beta2 ** t)
        w -= lr * mhat / (np.sqrt(vhat) + eps)
    return w, loss
