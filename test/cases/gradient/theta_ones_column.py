# The bias is the weight of a column of ones.
# mutant missing_mean: `gradient = Xb.T.dot(h - y) / m` -> `gradient = Xb.T.dot(h - y)`
# mutant sign: `theta -= alpha * gradient` -> `theta += alpha * gradient`
# mutant extra_activation_derivative: `Xb.T.dot(h - y)` -> `Xb.T.dot((h - y) * h * (1 - h))`
# mutant label_missing: `Xb.T.dot(h - y)` -> `Xb.T.dot(h)`
# mutant uses_z_for_a: `Xb.T.dot(h - y)` -> `Xb.T.dot(z - y)`
import numpy as np

np.random.seed(3)
X = np.random.randn(30, 2)
y = (X[:, 0] + X[:, 1] > 0).astype(int).reshape(-1, 1)
m = len(y)
Xb = np.c_[np.ones((m, 1)), X]
theta = np.zeros((3, 1))
alpha = 0.1
for i in range(500):
    z = Xb.dot(theta)
    h = 1.0 / (1.0 + np.exp(-z))
    J = (-1 / m) * (y.T.dot(np.log(h)) + (1 - y).T.dot(np.log(1 - h)))
    gradient = Xb.T.dot(h - y) / m
    theta -= alpha * gradient
print(theta.ravel(), J)
