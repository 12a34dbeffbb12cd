# mutant missing_mean: `g = -(X.T @ (y / (1 + np.exp(m)))) / n + lam * w` -> `g = -(X.T @ (y / (1 + np.exp(m)))) + lam * w`
# mutant penalty_missing: `/ n + lam * w` -> `/ n`
import numpy as np

def fit(X, y, lr=0.1, lam=0.1, iters=100):
    # y in {-1, +1}
    n, d = X.shape
    w = np.zeros(d)
    for _ in range(iters):
        m = y * (X @ w)
        loss = np.log(1 + np.exp(-m)).mean() + lam / 2 * (w @ w)
        g = -(X.T @ (y / (1 + np.exp(m)))) / n + lam * w
        w -= lr * g
    return w, loss
