# mutant sign: `theta = theta - eta * gradients` -> `theta = theta + eta * gradients`
# mutant factor_two: `gradients = 2 * xi.T.dot(xi.dot(theta) - yi)` -> `gradients = xi.T.dot(xi.dot(theta) - yi)`
# mutant transposed_result: `gradients = 2 * xi.T.dot(xi.dot(theta) - yi)` -> `gradients = 2 * (xi.dot(theta) - yi).T.dot(xi)`
# mutant label_missing: `gradients = 2 * xi.T.dot(xi.dot(theta) - yi)` -> `gradients = 2 * xi.T.dot(xi.dot(theta))`
# derivation: no error
import numpy as np

np.random.seed(42)
m = 100
X = 2 * np.random.rand(m, 1)
y = 4 + 3 * X + np.random.randn(m, 1)
X_b = np.c_[np.ones((m, 1)), X]
theta = np.random.randn(2, 1)
eta = 0.1
n_epochs = 50

for epoch in range(n_epochs):
    for i in range(m):
        random_index = np.random.randint(m)
        xi = X_b[random_index:random_index + 1]
        yi = y[random_index:random_index + 1]
        squared_error = ((xi.dot(theta) - yi) ** 2).sum()
        gradients = 2 * xi.T.dot(xi.dot(theta) - yi)
        theta = theta - eta * gradients
    print(epoch, squared_error)
