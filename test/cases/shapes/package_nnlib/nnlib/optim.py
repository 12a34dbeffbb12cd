import numpy as np
from collections import defaultdict


class Optimizer(object):
    def __init__(self, lr):
        self.lr = lr
        self.state = defaultdict(dict)

    def step(self, layers):
        for i, layer in enumerate(layers):
            for k in layer.params:
                if k in layer.grads:
                    layer.params[k] = self.update((i, k), layer.params[k], layer.grads[k])

    def update(self, key, p, g):
        raise NotImplementedError


class SGD(Optimizer):
    def __init__(self, lr=0.1, momentum=0.0):
        super(SGD, self).__init__(lr)
        self.momentum = momentum

    def update(self, key, p, g):
        v = self.state[key].get('v', np.zeros_like(p))
        v = self.momentum * v - self.lr * g
        self.state[key]['v'] = v
        return p + v


class RMSProp(Optimizer):
    def __init__(self, lr=0.01, rho=0.9, eps=1e-8):
        super().__init__(lr)
        self.rho, self.eps = rho, eps

    def update(self, key, p, g):
        st = self.state[key]
        if 'c' not in st:
            st['c'] = np.zeros(p.shape)
        st['c'] = self.rho * st['c'] + (1 - self.rho) * g ** 2
        return p - self.lr * g / (np.sqrt(st['c']) + self.eps)


def get(name, **kw):
    table = {'sgd': SGD, 'rmsprop': RMSProp}
    return table[name](**kw)
