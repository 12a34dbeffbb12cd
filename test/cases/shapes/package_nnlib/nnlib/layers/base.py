import numpy as np
from ..registry import register, REGISTRY


class Layer:
    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        register(cls)

    def __init__(self):
        self.params = {}
        self.grads = {}
        self.built = False

    def build(self, input_shape):
        self.built = True
        return input_shape

    def __call__(self, x, **kwargs):
        if not self.built:
            self.build(x.shape)
        return self.forward(x, **kwargs)

    def num_params(self):
        return int(sum(np.prod(p.shape) for p in self.params.values()))

    def __repr__(self):
        return '%s(%d params)' % (type(self).__name__, self.num_params())
