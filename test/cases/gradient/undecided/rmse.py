import numpy as np


def fit(X, y, lr=0.1, epochs=5):
    w = np.zeros(X.shape[1])
    for _ in range(epochs):
        r = X @ w - y
        rmse = np.sqrt(np.mean(r ** 2))
        w -= lr * X.T @ r / len(y) * 2
        print("loss", rmse)
    return w
