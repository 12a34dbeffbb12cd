# mutant missing_mean: `w -= 0.1 * X.T @ (p - y) / len(y)` -> `w -= 0.1 * X.T @ (p - y)`
# mutant sign: `w -= 0.1` -> `w += 0.1`
import numpy as np

data = np.loadtxt("rows.csv", delimiter=",")
X, y = data[:, :-1], data[:, -1]
w = np.zeros(X.shape[1])
b = 0.0
for epoch in range(100):
    p = 1 / (1 + np.exp(-(X @ w + b)))
    loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    w -= 0.1 * X.T @ (p - y) / len(y)
    b -= 0.1 * np.mean(p - y)
