# mutant label_missing: `gap = A @ w + c - b` -> `gap = A @ w + c`
import numpy as np

rng = np.random.default_rng(2)
n, d = 80, 5
A = rng.normal(size=(n, d))
b = A @ rng.normal(size=d) + rng.standard_t(2, size=n)
w = np.zeros(d)
c = 0.0
delta = 1.5
lr = 0.2


def huber(r, delta):
    small = np.abs(r) <= delta
    return np.where(small, 0.5 * r ** 2, delta * (np.abs(r) - 0.5 * delta)).mean()


for k in range(400):
    loss = huber(A @ w + c - b, delta)
    gap = A @ w + c - b
    slope = np.where(np.abs(gap) <= delta, gap, delta * np.sign(gap))
    g_w = A.T @ slope / n
    w -= lr * g_w
    c -= lr * slope.mean()
    if k % 50 == 0:
        print(k, loss)
