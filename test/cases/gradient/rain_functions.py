# derivation: none
# mutant sign: `gap = chance - y[i]` -> `gap = y[i] - chance`
# mutant label_missing: `gap = chance - y[i]` -> `gap = chance`
# mutant bias_not_averaged: `return db / m, dw` -> `return db, dw`
# mutant bias_missing: `db += gap` -> `db += 0`
"""Will it rain? Three functions to hand in, for one sample after the other."""
import math

import numpy as np


def predict(X, w, b):
    chances = np.zeros(len(X))
    for i in range(len(X)):
        total = b
        for j in range(X.shape[1]):
            total += w[j] * X[i, j]
        chances[i] = 1 / (1 + math.exp(-total))
    return chances


def cost(X, y, w, b):
    chances = predict(X, w, b)
    total = 0.0
    for i in range(len(X)):
        # What is counted on a rainy day is the chance of rain, and else that of a dry one.
        if y[i] == 1:
            total -= math.log(chances[i])
        else:
            total -= math.log(1 - chances[i])
    return total / len(X)


def gradients(X, y, w, b):
    m, n = X.shape
    chances = predict(X, w, b)
    dw = np.zeros(n)
    db = 0.0
    for i in range(m):
        chance = chances[i]
        gap = chance - y[i]
        for j in range(n):
            dw[j] += gap * X[i, j] / m
        db += gap
    return db / m, dw
