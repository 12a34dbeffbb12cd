import numpy as np
from .base import Layer


class Embedding(Layer):
    def __init__(self, vocab, dim):
        super().__init__()
        self.params['E'] = 0.1 * np.random.standard_normal((vocab, dim))
        self.built = True

    def forward(self, ids, training=False):
        self.ids = ids
        e = self.params['E'][ids]
        return e.mean(axis=1)

    def backward(self, grad):
        g = np.zeros_like(self.params['E'])
        n = self.ids.shape[1]
        np.add.at(g, self.ids, np.repeat(grad[:, None, :], n, axis=1) / n)
        self.grads['E'] = g
        return None
