# mutant missing_mean: `grad = (layers[-1].out - y) / len(x)` -> `grad = layers[-1].out - y`
# mutant missing_activation_derivative: `return g * np.where(self.z > 0, 1.0, self.slope)` -> `return g`
# mutant wrong_activation_derivative: `return g * np.where(self.z > 0, 1.0, self.slope)` -> `return g * np.where(self.z > 0, 1.0, 0.0)`
# mutant bias_axis: `self.db = g.sum(axis=0, keepdims=True)` -> `self.db = g.sum(axis=1, keepdims=True)`
# mutant bias_missing: `self.b -= lr * self.db` -> `pass`
# mutant sign: `grad = (layers[-1].out - y) / len(x)` -> `grad = (y - layers[-1].out) / len(x)`
# mutant factor_two: `grad = (layers[-1].out - y) / len(x)` -> `grad = 2 * (layers[-1].out - y) / len(x)`
import numpy as np


class FullyConnected:
    def __init__(self, fan_in, fan_out):
        self.w = np.random.normal(0, np.sqrt(2 / fan_in), (fan_in, fan_out))
        self.b = np.zeros((1, fan_out))

    def forward(self, x):
        self.x = x
        self.out = x @ self.w + self.b
        return self.out

    def backward(self, g):
        self.dw = self.x.T @ g
        self.db = g.sum(axis=0, keepdims=True)
        return g @ self.w.T

    def update(self, lr):
        self.w -= lr * self.dw
        self.b -= lr * self.db


class LeakyReLU:
    slope = 0.01

    def forward(self, z):
        self.z = z
        self.out = np.where(z > 0, z, self.slope * z)
        return self.out

    def backward(self, g):
        return g * np.where(self.z > 0, 1.0, self.slope)

    def update(self, lr):
        pass


x = np.random.uniform(-1, 1, (128, 3))
y = (x ** 2).sum(axis=1, keepdims=True)
layers = [FullyConnected(3, 10), LeakyReLU(), FullyConnected(10, 10), LeakyReLU(), FullyConnected(10, 1)]
for it in range(1000):
    h = x
    for layer in layers:
        h = layer.forward(h)
    half_mse = 0.5 * np.mean(np.sum((h - y) ** 2, axis=1))
    grad = (layers[-1].out - y) / len(x)
    for layer in layers[::-1]:
        grad = layer.backward(grad)
    for layer in layers:
        layer.update(0.05)
    if it % 200 == 0:
        print("loss:", half_mse)
