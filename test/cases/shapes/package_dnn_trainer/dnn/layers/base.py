from abc import ABC, abstractmethod


class Layer(ABC):
    def __init__(self, name=None):
        self.name = name or self.__class__.__name__
        self.params = {}
        self.grads = {}
        self.training = True

    def __call__(self, x):
        return self.forward(x)

    @abstractmethod
    def forward(self, x):
        raise NotImplementedError

    @abstractmethod
    def backward(self, grad):
        raise NotImplementedError

    @property
    def n_params(self):
        return sum(p.size for p in self.params.values())
