# mutant missing_activation_derivative: `delta = (delta @ W.T) * dsigma(acts[i])` -> `delta = delta @ W.T`
# mutant wrong_activation_derivative: `dsigma = lambda a: a * (1 - a)` -> `dsigma = lambda a: 1 - a * a`
# mutant sign: `delta = acts[-1] - y` -> `delta = y - acts[-1]`
# mutant missing_mean: `grads.append((acts[i].T @ delta / n, delta.mean(axis=0)))` -> `grads.append((acts[i].T @ delta, delta.mean(axis=0)))`
# mutant bias_not_averaged: `delta.mean(axis=0)))` -> `delta.sum(axis=0)))`
# mutant wrong_layer_input: `grads.append((acts[i].T @ delta / n` -> `grads.append((acts[i + 1].T @ delta / n`
# mutant extra_activation_derivative: `delta = acts[-1] - y` -> `delta = (acts[-1] - y) * acts[-1] * (1 - acts[-1])`
# mutant double_mean: `grads.append((acts[i].T @ delta / n,` -> `grads.append((acts[i].T @ delta / n / n,`
# mutant bias_axis: `delta.mean(axis=0)))` -> `delta.mean()))`
import numpy as np

sigma = lambda z: 1 / (1 + np.exp(-z))
dsigma = lambda a: a * (1 - a)


def make(sizes, seed=1):
    r = np.random.RandomState(seed)
    return [(r.randn(i, o) / np.sqrt(i), np.zeros(o)) for i, o in zip(sizes, sizes[1:])]


def forward(layers, X):
    acts = [X]
    for W, b in layers:
        acts.append(sigma(acts[-1] @ W + b))
    return acts


def bce(p, y):
    return -(y * np.log(p) + (1 - y) * np.log(1 - p)).sum() / len(y)


def backward(layers, acts, y):
    n = len(y)
    delta = acts[-1] - y
    grads = []
    for i in range(len(layers) - 1, -1, -1):
        W, _ = layers[i]
        grads.append((acts[i].T @ delta / n, delta.mean(axis=0)))
        if i:
            delta = (delta @ W.T) * dsigma(acts[i])
    return grads[::-1]


def train(X, y, sizes, lr=0.5, epochs=1000):
    layers = make(sizes)
    for e in range(epochs):
        acts = forward(layers, X)
        if e % 100 == 0:
            print(e, bce(acts[-1], y))
        grads = backward(layers, acts, y)
        layers = [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(layers, grads)]
    return layers
