# L1 and L2 together, on a script's own data.
# mutant penalty_missing: `gw = X.T @ (p - y) / m + l1 * np.sign(w) + l2 * w` -> `gw = X.T @ (p - y) / m + l2 * w`
# mutant penalty_sign: `gw = X.T @ (p - y) / m + l1 * np.sign(w) + l2 * w` -> `gw = X.T @ (p - y) / m - l1 * np.sign(w) + l2 * w`
# mutant factor_two: `gw = X.T @ (p - y) / m + l1 * np.sign(w) + l2 * w` -> `gw = X.T @ (p - y) / m + l1 * np.sign(w) + 2 * l2 * w`
# mutant missing_mean: `gw = X.T @ (p - y) / m + l1 * np.sign(w) + l2 * w` -> `gw = X.T @ (p - y) + l1 * np.sign(w) + l2 * w`
import numpy as np

rs = np.random.RandomState(5)
X = rs.randn(25, 4)
y = rs.randint(0, 2, size=25)
m = X.shape[0]
w = rs.randn(4) * 0.1
l1, l2 = 0.01, 0.1
rate = 0.3
for epoch in range(50):
    p = 1 / (1 + np.exp(-X.dot(w)))
    loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)) + l1 * np.abs(w).sum() + 0.5 * l2 * (w ** 2).sum()
    gw = X.T @ (p - y) / m + l1 * np.sign(w) + l2 * w
    w -= rate * gw
