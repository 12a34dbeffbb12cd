# derivation: none
# mutant label_missing: `gap = chance(X, w, b) - y` -> `gap = chance(X, w, b)`
# mutant sign: `gap = chance(X, w, b) - y` -> `gap = y - chance(X, w, b)`
"""Chance of a defect by temperature and age, with w and b put together into one vector."""
import numpy as np


def joined(w, b):
    return np.concatenate(([b], w))


def with_ones(X):
    return np.hstack([np.ones((len(X), 1)), X])


def chance(X, w, b):
    return 1 / (1 + np.exp(-with_ones(X) @ joined(w, b)))


def cost(X, y, w, b, strength):
    h = chance(X, w, b)
    fit = -np.mean(y * np.log(h) + (1 - y) * np.log(1 - h))
    return fit + strength / 2 * np.sum(joined(w, b)[1:] ** 2)


def gradients(X, y, w, b, strength):
    gap = chance(X, w, b) - y
    slope = with_ones(X).T @ gap / len(y)
    slope[1:] += strength * w
    return slope[1:], slope[0]
