# mutant missing_mean: `grad = Xb.T @ (p - y) / m + (lam / m) * mask * theta` -> `grad = Xb.T @ (p - y) + (lam / m) * mask * theta`
# mutant sign: `Xb.T @ (p - y) / m +` -> `Xb.T @ (y - p) / m +`
# mutant penalty_missing: `Xb.T @ (p - y) / m + (lam / m) * mask * theta` -> `Xb.T @ (p - y) / m`
# mutant penalty_sign: `/ m + (lam / m) * mask * theta` -> `/ m - (lam / m) * mask * theta`
# mutant penalty_not_averaged: `+ (lam / m) * mask * theta` -> `+ lam * mask * theta`
# mutant label_missing: `Xb.T @ (p - y) / m` -> `Xb.T @ p / m`
# mutant divided_by_features: `Xb.T @ (p - y) / m` -> `Xb.T @ (p - y) / Xb.shape[1]`
# mutant extra_activation_derivative: `Xb.T @ (p - y) / m` -> `Xb.T @ ((p - y) * p * (1 - p)) / m`
# mutant uses_z_for_a: `Xb.T @ (p - y) / m` -> `Xb.T @ (z - y) / m`
# mutant double_mean: `theta = theta - alpha * grad` -> `theta = theta - alpha * grad / m`
# mutant factor_two: `+ (lam / m) * mask * theta` -> `+ (2 * lam / m) * mask * theta`
import numpy as np

np.random.seed(3)
X = np.random.randn(120, 4)
y = (X[:, 0] - 0.5 * X[:, 2] + 0.2 * np.random.randn(120) > 0).astype(float)
m = X.shape[0]
Xb = np.hstack((np.ones((m, 1)), X))
theta = np.zeros(Xb.shape[1])
mask = np.ones(Xb.shape[1])
mask[0] = 0
alpha = 0.5
lam = 1.0
costs = []

for i in range(300):
    z = Xb @ theta
    p = 1 / (1 + np.exp(-z))
    cost = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)) + lam / (2 * m) * np.sum(mask * theta ** 2)
    costs.append(cost)
    grad = Xb.T @ (p - y) / m + (lam / m) * mask * theta
    theta = theta - alpha * grad

print("theta:", theta)
print("cost:", costs[-1])
