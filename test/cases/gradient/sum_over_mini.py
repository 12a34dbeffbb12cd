# mutant missing_mean: `g = (p - yb) / len(xb)` -> `g = p - yb`
# mutant uses_z_for_a: `g = (p - yb) / len(xb)` -> `g = (z - yb) / len(xb)`
import numpy as np


def fit(X, Y, lr=0.1, batch_size=16, epochs=5):
    n, d = X.shape
    k = Y.shape[1]
    W = np.zeros((d, k))
    b = np.zeros(k)
    history = []
    for epoch in range(epochs):
        idx = np.random.permutation(n)
        epoch_loss = 0.0
        batches = 0
        for s in range(0, n, batch_size):
            xb, yb = X[idx[s:s+batch_size]], Y[idx[s:s+batch_size]]
            z = xb @ W + b
            z = z - z.max(axis=1, keepdims=True)
            p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
            epoch_loss += -np.sum(yb * np.log(p + 1e-9)) / len(xb)
            batches += 1
            g = (p - yb) / len(xb)
            W -= lr * xb.T @ g
            b -= lr * g.sum(axis=0)
        history.append(epoch_loss / batches)
    return W, b
