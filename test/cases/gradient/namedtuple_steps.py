# mutant missing_mean: `dW=x.T @ d / n + lam * p.W` -> `dW=x.T @ d + lam * p.W`
# mutant penalty_missing: `dW=x.T @ d / n + lam * p.W` -> `dW=x.T @ d / n`
# mutant penalty_sign: `dW=x.T @ d / n + lam * p.W` -> `dW=x.T @ d / n - lam * p.W`
# mutant factor_two: `dW=x.T @ d / n + lam * p.W` -> `dW=x.T @ d / n + 2 * lam * p.W`
# mutant bias_not_averaged: `db=d.mean(axis=0)` -> `db=d.sum(axis=0)`
# mutant sign: `d = probs - onehot` -> `d = onehot - probs`
# mutant label_missing: `d = probs - onehot` -> `d = probs`
# mutant uses_z_for_a: `d = probs - onehot` -> `d = s - onehot`
from typing import NamedTuple

import numpy as np


class Params(NamedTuple):
    W: np.ndarray
    b: np.ndarray


class Grads(NamedTuple):
    dW: np.ndarray
    db: np.ndarray


def scores(p: Params, x: np.ndarray) -> np.ndarray:
    return x @ p.W + p.b


def softmax(s):
    shifted = s - np.max(s, axis=1)[:, None]
    ex = np.exp(shifted)
    return ex / ex.sum(axis=1)[:, None]


def loss_fn(p, x, labels, lam):
    probs = softmax(scores(p, x))
    picked = probs[np.arange(len(x)), labels]
    return -np.mean(np.log(picked)) + 0.5 * lam * np.sum(p.W * p.W)


def grad_fn(p, x, labels, lam):
    n, k = len(x), p.W.shape[1]
    s = scores(p, x)
    probs = softmax(s)
    onehot = np.zeros((n, k))
    onehot[np.arange(n), labels] = 1
    d = probs - onehot
    return Grads(dW=x.T @ d / n + lam * p.W, db=d.mean(axis=0))


def sgd(p, g, lr):
    return Params(p.W - lr * g.dW, p.b - lr * g.db)


def fit(X, labels, k=3, steps=100, lr=0.2, lam=1e-2):
    p = Params(np.zeros((X.shape[1], k)), np.zeros(k))
    for _ in range(steps):
        value = loss_fn(p, X, labels, lam)
        p = sgd(p, grad_fn(p, X, labels, lam), lr)
    return p, value


rng = np.random.default_rng(4)
data = rng.normal(size=(30, 5))
labels = rng.integers(0, 3, size=30)
print(fit(data, labels)[1])
