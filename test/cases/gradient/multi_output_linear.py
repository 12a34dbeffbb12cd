# Mean over samples and outputs.
# mutant sign: `grad_W = X.T @ D * 2 / D.size` -> `grad_W = -X.T @ D * 2 / D.size`
# mutant bias_not_averaged: `db = 2 * D.sum(axis=0) / D.size` -> `db = 2 * D.sum(axis=0) / D.shape[1]`
# mutant bias_axis: `db = 2 * D.sum(axis=0) / D.size` -> `db = 2 * D.sum() / D.size`
# mutant factor_two: `grad_W = X.T @ D * 2 / D.size` -> `grad_W = X.T @ D / D.size`
import numpy as np

np.random.seed(1)
X = np.random.randn(20, 4)
Y = X @ np.random.randn(4, 3) + 0.1 * np.random.randn(20, 3)
W = np.zeros((4, 3))
b = np.zeros(3)
for step in range(300):
    D = X @ W + b - Y
    loss = np.mean(D ** 2)
    grad_W = X.T @ D * 2 / D.size
    db = 2 * D.sum(axis=0) / D.size
    W -= 0.05 * grad_W
    b -= 0.05 * db
print(loss)
