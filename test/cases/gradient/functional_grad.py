# mutant missing_mean: `return X.T @ (predict(w, X) - y) * 2 / len(y)` -> `return X.T @ (predict(w, X) - y) * 2`
# mutant factor_two: `return X.T @ (predict(w, X) - y) * 2 / len(y)` -> `return X.T @ (predict(w, X) - y) / len(y)`
# mutant sign: `return X.T @ (predict(w, X) - y) * 2 / len(y)` -> `return X.T @ (y - predict(w, X)) * 2 / len(y)`
import numpy as np


def predict(w, X):
    return X @ w


def loss(w, X, y):
    return np.mean((predict(w, X) - y) ** 2)


def gradient(w, X, y):
    return X.T @ (predict(w, X) - y) * 2 / len(y)


def optimise(X, y, steps=100, lr=0.05):
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        w = w - lr * gradient(w, X, y)
        print(loss(w, X, y))
    return w
