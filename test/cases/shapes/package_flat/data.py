import numpy as np


def make_spiral(n=40, classes=3):
    X = np.zeros((n * classes, 2))
    y = np.zeros(n * classes, dtype='uint8')
    for j in range(classes):
        ix = range(n * j, n * (j + 1))
        r = np.linspace(0.0, 1, n)
        t = np.linspace(j * 4, (j + 1) * 4, n) + np.random.randn(n) * 0.2
        X[ix] = np.c_[r * np.sin(t), r * np.cos(t)]
        y[ix] = j
    return X, y


def standardize(X):
    return (X - X.mean(axis=0)) / X.std(axis=0)
