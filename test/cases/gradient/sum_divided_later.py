# mutant sign: `delta = (p - onehot) / len(xb)` -> `delta = (onehot - p) / len(xb)`
# derivation: none
import numpy as np


def softmax(z):
    z = z - z.max(1, keepdims=True)
    e = np.exp(z)
    return e / np.sum(e, axis=1).reshape(-1, 1)


def train(X, y, W, b, lr=0.1, epochs=3):
    history = {"loss": []}
    for epoch in range(epochs):
        total, seen = 0.0, 0
        for start in range(0, len(X), 8):
            xb, yb = X[start:start + 8], y[start:start + 8]
            p = softmax(xb @ W + b)
            onehot = np.eye(3)[yb]
            total += -np.sum(onehot * np.log(p + 1e-9))
            seen += len(xb)
            delta = (p - onehot) / len(xb)
            W -= lr * xb.T @ delta
            b -= lr * delta.sum(0)
        history["loss"].append(total / seen)
    return history


rng = np.random.default_rng(1)
X = rng.normal(size=(40, 4))
y = rng.integers(0, 3, 40)
print(train(X, y, rng.normal(size=(4, 3)) * 0.1, np.zeros(3)))
