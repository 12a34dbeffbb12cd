import numpy as np
from .base import Layer


class Dense(Layer):
    def __init__(self, n_in, n_out, init='he', **kwargs):
        super().__init__(**kwargs)
        scale = {'he': np.sqrt(2.0 / n_in), 'xavier': np.sqrt(1.0 / n_in)}[init]
        self.params['W'] = np.random.randn(n_in, n_out) * scale
        self.params['b'] = np.zeros((1, n_out))
        self._x = None

    def forward(self, x):
        self._x = x
        return x @ self.params['W'] + self.params['b']

    def backward(self, grad):
        self.grads['W'] = self._x.T @ grad
        self.grads['b'] = grad.sum(axis=0, keepdims=True)
        return grad @ self.params['W'].T


class Flatten(Layer):
    def forward(self, x):
        self._shape = x.shape
        return x.reshape(len(x), -1)

    def backward(self, grad):
        return grad.reshape(*self._shape)
