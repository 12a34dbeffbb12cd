# mutant sign: `return (pred - true) / true.shape[0]` -> `return (true - pred) / true.shape[0]`
# mutant missing_mean: `return (pred - true) / true.shape[0]` -> `return pred - true`
# mutant missing_activation_derivative: `return upstream * self.f_prime(self.z)` -> `return upstream`
# mutant wrong_activation_derivative: `return 1 - np.square(np.tanh(z))` -> `return 1 - np.tanh(z)`
# mutant bias_axis: `self.grads["b"] = np.sum(upstream, axis=0)` -> `self.grads["b"] = np.sum(upstream)`
# mutant penalty_missing: `self.grads["W"] = self.x.T @ upstream + self.l2 * self.params["W"]` -> `self.grads["W"] = self.x.T @ upstream`
# mutant penalty_sign: `self.grads["W"] = self.x.T @ upstream + self.l2 * self.params["W"]` -> `self.grads["W"] = self.x.T @ upstream - self.l2 * self.params["W"]`
# mutant double_mean: `self.grads["W"] = self.x.T @ upstream + self.l2 * self.params["W"]` -> `self.grads["W"] = self.x.T @ upstream / len(upstream) + self.l2 * self.params["W"]`
from abc import ABC, abstractmethod

import numpy as np


class Layer(ABC):
    def __init__(self):
        self.params, self.grads = {}, {}

    @abstractmethod
    def forward(self, x):
        raise NotImplementedError

    @abstractmethod
    def backward(self, upstream):
        raise NotImplementedError

    def penalty(self):
        return 0.0


class Affine(Layer):
    def __init__(self, fan_in, fan_out, l2=1e-2):
        super().__init__()
        self.l2 = l2
        self.params["W"] = np.random.normal(scale=fan_in ** -0.5, size=(fan_in, fan_out))
        self.params["b"] = np.zeros(fan_out)

    def forward(self, x):
        self.x = x
        return np.matmul(x, self.params["W"]) + self.params["b"]

    def backward(self, upstream):
        self.grads["W"] = self.x.T @ upstream + self.l2 * self.params["W"]
        self.grads["b"] = np.sum(upstream, axis=0)
        return upstream @ self.params["W"].T

    def penalty(self):
        return 0.5 * self.l2 * np.sum(self.params["W"] ** 2)


class Elementwise(Layer):
    def f(self, z):
        raise NotImplementedError

    def f_prime(self, z):
        raise NotImplementedError

    def forward(self, x):
        self.z = x
        return self.f(x)

    def backward(self, upstream):
        return upstream * self.f_prime(self.z)


class Tanh(Elementwise):
    def f(self, z):
        return np.tanh(z)

    def f_prime(self, z):
        return 1 - np.square(np.tanh(z))


class HalfMSE:
    @staticmethod
    def value(pred, true):
        return np.sum((pred - true) ** 2) / (2 * true.shape[0])

    @staticmethod
    def gradient(pred, true):
        return (pred - true) / true.shape[0]


class Model:
    def __init__(self, *layers):
        self.layers = list(layers)

    def __call__(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def fit(self, x, t, lr=0.05, epochs=100):
        for epoch in range(epochs):
            pred = self(x)
            loss = HalfMSE.value(pred, t) + sum(layer.penalty() for layer in self.layers)
            grad = HalfMSE.gradient(pred, t)
            for layer in self.layers[::-1]:
                grad = layer.backward(grad)
            for layer in self.layers:
                for name, value in layer.params.items():
                    layer.params[name] = value - lr * layer.grads[name]
            if epoch % 20 == 0:
                print(f"{epoch:4d} {loss:.5f}")


np.random.seed(1)
x = np.random.uniform(-1, 1, (80, 2))
t = np.hstack([x.sum(axis=1, keepdims=True), x[:, :1] * x[:, 1:]])
Model(Affine(2, 8), Tanh(), Affine(8, 2)).fit(x, t)
