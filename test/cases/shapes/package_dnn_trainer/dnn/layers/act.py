import numpy as np
from .base import Layer


class ReLU(Layer):
    def forward(self, x):
        self.mask = x > 0
        return np.where(self.mask, x, 0)

    def backward(self, grad):
        return grad * self.mask


class LeakyReLU(Layer):
    def __init__(self, alpha=0.01):
        super(LeakyReLU, self).__init__('lrelu')
        self.alpha = alpha

    def forward(self, x):
        self.d = np.ones_like(x)
        self.d[x < 0] = self.alpha
        return x * self.d

    def backward(self, grad):
        return self.d * grad


class Softmax(Layer):
    def forward(self, x):
        e = np.exp(x - np.amax(x, axis=-1, keepdims=True))
        self.out = e / e.sum(-1, keepdims=True)
        return self.out

    def backward(self, grad):
        s = (grad * self.out).sum(axis=1).reshape(-1, 1)
        return self.out * (grad - s)
