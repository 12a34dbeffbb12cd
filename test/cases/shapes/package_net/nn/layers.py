import numpy as np

from .activations import ACTIVATIONS


class Layer:
    def __init__(self):
        self.params = {}
        self.grads = {}

    def forward(self, inputs):
        raise NotImplementedError

    def backward(self, grad):
        raise NotImplementedError


class Dense(Layer):
    def __init__(self, input_size: int, output_size: int, activation=None) -> None:
        super().__init__()
        scale = np.sqrt(2 / input_size)
        self.params["w"] = np.random.randn(input_size, output_size) * scale
        self.params["b"] = np.zeros(output_size)
        self.activation = ACTIVATIONS[activation]

    def forward(self, inputs):
        self.inputs = inputs
        self.z = inputs @ self.params["w"] + self.params["b"]
        return self.activation(self.z)

    def backward(self, grad):
        grad = grad * self.activation(self.z, derivative=True)
        self.grads["b"] = np.sum(grad, axis=0)
        self.grads["w"] = self.inputs.T @ grad
        return grad @ self.params["w"].T
