# mutant sign: `xb.T @ (p - yb) / len(yb)` -> `xb.T @ (yb - p) / len(yb)`
# mutant extra_activation_derivative: `xb.T @ (p - yb) / len(yb)` -> `xb.T @ ((p - yb) * p * (1 - p)) / len(yb)`
# mutant label_missing: `xb.T @ (p - yb) / len(yb)` -> `xb.T @ p / len(yb)`
# derivation: none
# mini-batches, loss on the whole training set once an epoch
import numpy as np


def train(X, y, lr=0.1, epochs=5, batch=4):
    n, d = X.shape
    w = np.zeros(d)
    losses = []
    for e in range(epochs):
        for i in range(0, n, 4):
            xb, yb = X[i:i + 4], y[i:i + 4]
            p = 1 / (1 + np.exp(-xb @ w))
            w -= lr * xb.T @ (p - yb) / len(yb)
        p = 1 / (1 + np.exp(-X @ w))
        loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
        losses.append(loss)
    return w
