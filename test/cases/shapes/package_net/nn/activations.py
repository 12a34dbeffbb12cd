import numpy as np


def sigmoid(x, derivative=False):
    s = 1.0 / (1.0 + np.exp(-x))
    if derivative:
        return s * (1 - s)
    return s


def relu(x, derivative=False):
    if derivative:
        return (x > 0).astype(float)
    return np.maximum(x, 0)


def identity(x, derivative=False):
    return np.ones_like(x) if derivative else x


ACTIVATIONS = {"sigmoid": sigmoid, "relu": relu, "linear": identity, None: identity}
