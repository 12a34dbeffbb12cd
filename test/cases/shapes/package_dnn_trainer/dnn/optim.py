import numpy as np


class Optimizer:
    def __init__(self, model, lr=0.01):
        self.model = model
        self.lr = lr
        self.state = {}

    def step(self):
        for idx, (layer, key) in enumerate(self.model.parameters()):
            layer.params[key] -= self.update(idx, layer.params[key], layer.grads[key])

    def update(self, idx, p, g):
        raise NotImplementedError


class SGD(Optimizer):
    def __init__(self, model, lr=0.01, momentum=0.9):
        super().__init__(model, lr)
        self.momentum = momentum

    def update(self, idx, p, g):
        v = self.state.get(idx)
        if v is None:
            v = np.zeros_like(p)
        v = self.momentum * v + self.lr * g
        self.state[idx] = v
        return v


class Adam(Optimizer):
    b1, b2, eps = 0.9, 0.999, 1e-8

    def update(self, idx, p, g):
        m, v, t = self.state.setdefault(idx, (np.zeros_like(p), np.zeros_like(p), 0))
        t += 1
        m = self.b1 * m + (1 - self.b1) * g
        v = self.b2 * v + (1 - self.b2) * g * g
        self.state[idx] = (m, v, t)
        mhat = m / (1 - self.b1 ** t)
        vhat = v / (1 - self.b2 ** t)
        return self.lr * mhat / (np.sqrt(vhat) + self.eps)
