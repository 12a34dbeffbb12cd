import os, sys
sys.path.insert(0, os.path.abspath(os.path.join(os.path.dirname(__file__), '.')))
import numpy as np
import nnlib
from nnlib import Network, Dense, Activation, Embedding
from nnlib.optim import RMSProp


def spirals(points, classes, dim=2):
    X = np.zeros((points * classes, dim))
    y = np.zeros(points * classes, dtype='uint8')
    for c in range(classes):
        ix = range(points * c, points * (c + 1))
        r = np.linspace(0.0, 1, points)
        t = np.linspace(c * 4, (c + 1) * 4, points) + np.random.randn(points) * 0.2
        X[ix] = np.c_[r * np.sin(t), r * np.cos(t)]
        y[ix] = c
    return X, y


def run_spirals():
    X, y = spirals(50, 3)
    mean, std = X.mean(0), X.std(0)
    X = (X - mean) / std
    order = np.random.permutation(len(X))
    cut = int(.8 * len(X))
    tr, va = order[:cut], order[cut:]
    net = Network([Dense(32), Activation('relu'), ('dense', 16), ('activation', 'tanh')])
    net.add('dense', 3)
    hist = net.fit(X[tr], y[tr], nnlib.get_optimizer('sgd', lr=0.5, momentum=0.9), epochs=4, validation_data=(X[va], y[va]))
    print(net.score(X[va], y[va]), hist['loss'][-1], net.layers)
    curve = np.array(hist['loss'])
    h = 0.25
    xx, yy = np.meshgrid(np.arange(-2, 2, h), np.arange(-2, 2, h))
    Z = net.predict(np.c_[xx.ravel(), yy.ravel()])
    Z = np.argmax(Z, axis=1).reshape(xx.shape)
    return curve, Z


def run_bow():
    docs = np.random.randint(0, 30, size=(64, 7))
    labels = (docs.sum(axis=1) > 100).astype(int)
    net = Network([Embedding(30, 8), Dense(2)])
    net.fit(docs, labels, RMSProp(lr=0.02), epochs=2)
    probs = net.predict(docs[:5])
    return probs


if __name__ == '__main__':
    np.random.seed(0)
    curve, Z = run_spirals()
    probs = run_bow()
    print(curve.shape, Z.shape, probs.shape)
