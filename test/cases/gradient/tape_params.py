# mutant missing_mean: `delta = delta / len(y)` -> `pass`
# mutant label_missing: `delta = softmax(logits) - np.eye(logits.shape[-1])[y]` -> `delta = softmax(logits)`
# mutant sign: `delta = softmax(logits) - np.eye(logits.shape[-1])[y]` -> `delta = np.eye(logits.shape[-1])[y] - softmax(logits)`
# mutant missing_activation_derivative: `delta = (delta @ w.T) * (z > 0)` -> `delta = delta @ w.T`
# mutant bias_axis: `delta.sum(axis=0)` -> `delta.sum(axis=1)`
# mutant uses_z_for_a: `grads.append((x.T @ delta, delta.sum(axis=0)))` -> `grads.append(((x if z is None else z).T @ delta, delta.sum(axis=0)))`
# mutant bias_not_averaged: `delta.sum(axis=0)` -> `delta.sum(axis=0) * len(y)`
# mutant wrong_activation_derivative: `* (z > 0)` -> `* (z < 0)`
import numpy as np


def softmax(x):
    x = np.exp(x - x.max(axis=1)[:, None])
    return x / np.sum(x, axis=1, keepdims=True)


def relu(x):
    return np.maximum(0, x)


def forward(x, params):
    tape = [(None, x)]
    for w, b in params:
        z = x @ w + b
        x = relu(z)
        tape.append((z, x))
    return z, tape[:-1]


def loss_fn(logits, y):
    p = softmax(logits)
    return -np.log(p[range(len(y)), y]).mean()


def backward(params, tape, logits, y):
    delta = softmax(logits) - np.eye(logits.shape[-1])[y]
    delta = delta / len(y)
    grads = []
    for (w, b), (z, x) in zip(params[::-1], tape[::-1]):
        grads.append((x.T @ delta, delta.sum(axis=0)))
        if z is not None:
            delta = (delta @ w.T) * (z > 0)
    return grads[::-1]


def setup(sizes):
    return [(np.random.randn(a, b) * np.sqrt(2 / a), np.zeros(b)) for a, b in zip(sizes, sizes[1:])]


def train(X, y, sizes=(4, 16, 3), lr=0.1, epochs=200):
    params = setup(sizes)
    for epoch in range(epochs):
        logits, tape = forward(X, params)
        loss = loss_fn(logits, y)
        grads = backward(params, tape, logits, y)
        for (w, b), (gw, gb) in zip(params, grads):
            w -= lr * gw
            b -= lr * gb
        if epoch % 20 == 0:
            print(f'{epoch=} {loss=:.3f}')
    return params


X = np.random.randn(90, 4)
y = np.argmax(X[:, :3] + 0.1 * np.random.randn(90, 3), axis=1)
train(X, y)
