# mutant missing_mean: `g = (p - y[idx]) / len(idx)` -> `g = p - y[idx]`
# mutant sign: `g = (p - y[idx]) / len(idx)` -> `g = (y[idx] - p) / len(idx)`
# mutant penalty_missing: `gw = X[idx].T @ g + l2 * w` -> `gw = X[idx].T @ g`
# mutant penalty_sign: `gw = X[idx].T @ g + l2 * w` -> `gw = X[idx].T @ g - l2 * w`
# mutant bias_not_averaged: `gb = g.sum()` -> `gb = np.sum(p - y[idx])`
# mutant factor_two: `gw = X[idx].T @ g + l2 * w` -> `gw = X[idx].T @ g + 2 * l2 * w`
"""Mini-batch logistic regression with early stopping on a validation split; a plain function."""
import numpy as np


def log_loss(z, y):
    return np.mean(np.logaddexp(0, z) - y * z)


def train_logreg(X, y, X_val, y_val, l2=1e-3, lr=0.2, batch=32, max_epochs=100, patience=5, seed=0):
    rng = np.random.default_rng(seed)
    w, b = np.zeros(X.shape[1]), 0.0
    best = (np.inf, w.copy(), b)
    wait = 0
    for epoch in range(max_epochs):
        order = rng.permutation(len(X))
        epoch_loss = 0.0
        for start in range(0, len(X), batch):
            idx = order[start:start + batch]
            z = X[idx] @ w + b
            p = 1 / (1 + np.exp(-z))
            epoch_loss += len(idx) * (log_loss(z, y[idx]) + 0.5 * l2 * w @ w)
            g = (p - y[idx]) / len(idx)
            gw = X[idx].T @ g + l2 * w
            gb = g.sum()
            w = w - lr * gw
            b = b - lr * gb
        val = log_loss(X_val @ w + b, y_val)
        print(f"{epoch:3d} train {epoch_loss / len(X):.4f} val {val:.4f}")
        if val < best[0] - 1e-4:
            best, wait = (val, w.copy(), b), 0
        else:
            wait += 1
            if wait >= patience:
                break
    return best


if __name__ == "__main__":
    rng = np.random.default_rng(5)
    X = rng.normal(size=(400, 4))
    y = (rng.random(400) < 1 / (1 + np.exp(-(X @ [2.0, -1.0, 0.0, 0.5])))).astype(float)
    loss, w, b = train_logreg(X[:300], y[:300], X[300:], y[300:])
    print(loss, w, b)
