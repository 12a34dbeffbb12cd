# mutant missing_activation_derivative: `return grad * self.out * (1 - self.out)` -> `return grad`
# mutant wrong_activation_derivative: `return grad * self.out * (1 - self.out)` -> `return grad * (1 - self.out)`
# mutant missing_mean: `return 2 * (pred - y) / y.size` -> `return 2 * (pred - y)`
# mutant sign: `return 2 * (pred - y) / y.size` -> `return 2 * (y - pred) / y.size`
# mutant factor_two: `return 2 * (pred - y) / y.size` -> `return (pred - y) / y.size`
# mutant bias_axis: `self.db = grad.sum(axis=0)` -> `self.db = grad.sum()`
import numpy as np


class Layer:
    def update(self, lr):
        pass


class Dense(Layer):
    def __init__(self, n_in, n_out):
        self.W = np.random.randn(n_in, n_out) / np.sqrt(n_in)
        self.b = np.zeros(n_out)

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, grad):
        self.dW = self.x.T @ grad
        self.db = grad.sum(axis=0)
        return grad @ self.W.T

    def update(self, lr):
        self.W -= lr * self.dW
        self.b -= lr * self.db


class Sigmoid(Layer):
    def forward(self, x):
        self.out = 1 / (1 + np.exp(-x))
        return self.out

    def backward(self, grad):
        return grad * self.out * (1 - self.out)


def mse(pred, y):
    return ((pred - y) ** 2).mean()


def mse_grad(pred, y):
    return 2 * (pred - y) / y.size


X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
Y = np.array([[0.0], [1.0], [1.0], [0.0]])
layers = [Dense(2, 3), Sigmoid(), Dense(3, 1), Sigmoid()]
for epoch in range(1000):
    out = X
    for layer in layers:
        out = layer.forward(out)
    loss = mse(out, Y)
    grad = mse_grad(out, Y)
    for layer in reversed(layers):
        grad = layer.backward(grad)
    for layer in layers:
        layer.update(0.5)
print(loss)
