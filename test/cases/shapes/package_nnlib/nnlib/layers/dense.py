import numpy as np
from .base import Layer


class Dense(Layer):
    def __init__(self, units, use_bias=True, l2=0.0):
        super().__init__()
        self.units, self.use_bias, self.l2 = units, use_bias, l2

    def build(self, input_shape):
        fan_in = input_shape[-1]
        bound = np.sqrt(6.0 / (fan_in + self.units))
        self.params['W'] = np.random.uniform(-bound, bound, size=(fan_in, self.units))
        if self.use_bias:
            self.params['b'] = np.zeros(self.units)
        self.built = True
        return input_shape[:-1] + (self.units,)

    def forward(self, x, training=False):
        self.x = x
        out = np.matmul(x, self.params['W'])
        if self.use_bias:
            out += self.params['b']
        return out

    def backward(self, grad):
        x = self.x
        if x.ndim > 2:
            x = x.reshape((-1, x.shape[-1]))
            g = grad.reshape((-1, grad.shape[-1]))
        else:
            g = grad
        self.grads['W'] = x.T @ g + self.l2 * self.params['W']
        if self.use_bias:
            self.grads['b'] = g.sum(axis=0)
        return grad @ self.params['W'].T
