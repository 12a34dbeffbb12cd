# One of the two gradients goes through a function that is not known: the other one alone says nothing.
import numpy as np
from somewhere import smoothed


def train(X, y, rate=0.1, rounds=100):
    w = np.zeros(X.shape[1])
    b = 0.0
    losses = []
    for _ in range(rounds):
        error = X @ w + b - y
        losses.append(0.5 * np.mean(error ** 2))
        dw = smoothed(X.T @ error) / len(y)
        db = error.mean()
        w = w - rate * dw
        b = b - rate * db
    return w, b, losses
