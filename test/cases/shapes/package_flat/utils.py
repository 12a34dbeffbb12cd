import numpy as np

EPS = 1e-12


def one_hot(y, num_classes):
    out = np.zeros((y.shape[0], num_classes))
    out[np.arange(y.shape[0]), y] = 1.0
    return out


def batches(X, Y, size):
    order = np.random.permutation(len(X))
    for k in range(0, len(X), size):
        index = order[k:k + size]
        yield X[index], Y[index]
