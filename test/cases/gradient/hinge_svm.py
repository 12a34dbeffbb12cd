# derivation: hinge
# mutant sign: `dw = -X.T @ (active * y) / m + reg * w` -> `dw = X.T @ (active * y) / m + reg * w`
# mutant missing_mean: `dw = -X.T @ (active * y) / m + reg * w` -> `dw = -X.T @ (active * y) + reg * w`
# mutant penalty_missing: `dw = -X.T @ (active * y) / m + reg * w` -> `dw = -X.T @ (active * y) / m`
# mutant factor_two: `dw = -X.T @ (active * y) / m + reg * w` -> `dw = -X.T @ (active * y) / m + 2 * reg * w`
import numpy as np


def svm_train(X, y, lr=0.05, reg=0.01, epochs=100):
    m, n = X.shape
    w = np.zeros(n)
    b = 0.0
    for _ in range(epochs):
        scores = X.dot(w) + b
        margins = np.maximum(0, 1 - y * scores)
        loss = margins.mean() + 0.5 * reg * np.dot(w, w)
        active = (margins > 0).astype(float)
        dw = -X.T @ (active * y) / m + reg * w
        db = -np.mean(active * y)
        w -= lr * dw
        b -= lr * db
    return w, b
