# mutant missing_mean: `dz2 = (a2 - y) / m` -> `dz2 = a2 - y`
# mutant sign: `dz2 = (a2 - y) / m` -> `dz2 = (y - a2) / m`
# mutant extra_activation_derivative: `dz2 = (a2 - y) / m` -> `dz2 = (a2 - y) * a2 * (1 - a2) / m`
# mutant missing_activation_derivative: `dz1 = da1 * (z1 > 0)` -> `dz1 = da1`
# mutant wrong_activation_derivative: `dz1 = da1 * (z1 > 0)` -> `dz1 = da1 * a1 * (1 - a1)`
# mutant uses_z_for_a: `'W2': a1.T @ dz2` -> `'W2': z1.T @ dz2`
# mutant bias_axis: `'b1': dz1.sum(0)` -> `'b1': dz1.sum()`
# mutant label_missing: `dz2 = (a2 - y) / m` -> `dz2 = a2 / m`
import numpy as np


class Net:
    def __init__(self, d, h, seed=0):
        g = np.random.default_rng(seed)
        self.theta = {
            'W1': g.standard_normal((d, h)) * 0.1, 'b1': np.zeros(h),
            'W2': g.standard_normal((h, 1)) * 0.1, 'b2': np.zeros(1),
        }
        self.velocity = {name: np.zeros(value.shape) for name, value in self.theta.items()}

    def gradient(self, X, y):
        m = X.shape[0]
        t = self.theta
        z1 = X @ t['W1'] + t['b1']
        a1 = np.maximum(z1, 0)
        z2 = a1 @ t['W2'] + t['b2']
        a2 = 1 / (1 + np.exp(-z2))
        loss = -(y * np.log(a2) + (1 - y) * np.log(1 - a2)).mean()
        dz2 = (a2 - y) / m
        da1 = dz2 @ t['W2'].T
        dz1 = da1 * (z1 > 0)
        return loss, {'W1': X.T @ dz1, 'b1': dz1.sum(0), 'W2': a1.T @ dz2, 'b2': dz2.sum(0)}

    def fit(self, X, y, epochs=100, lr=0.1, mu=0.9):
        curve = []
        for _ in range(epochs):
            loss, grads = self.gradient(X, y)
            for name in self.theta:
                self.velocity[name] = mu * self.velocity[name] - lr * grads[name]
                self.theta[name] += self.velocity[name]
            curve.append(loss)
        return curve
