# derivation: none
# mutant missing_mean: `slope_w -= sign[k] * P[k] / count` -> `slope_w -= sign[k] * P[k]`
# mutant bias_not_averaged: `slope_b -= sign[k] / count` -> `slope_b -= sign[k]`
# mutant sign: `slope_w -= sign[k] * P[k] / count` -> `slope_w += sign[k] * P[k] / count`
# mutant penalty_sign: `slope_w = lam * w` -> `slope_w = -lam * w`
import numpy as np


def objective(w, b):
    total = 0.0
    for k in range(len(P)):
        total += max(0.0, 1.0 - sign[k] * (P[k] @ w + b))
    return total / len(P) + lam / 2 * w @ w


def slopes(w, b):
    count = len(P)
    slope_w = lam * w
    slope_b = 0.0
    for k in range(count):
        if sign[k] * (P[k] @ w + b) < 1:
            slope_w -= sign[k] * P[k] / count
            slope_b -= sign[k] / count
    return slope_w, slope_b


gen = np.random.default_rng(21)
P = gen.normal(size=(48, 3))
sign = np.where(P[:, 0] > P[:, 1], 1.0, -1.0)
w, b, lam = np.zeros(3), 0.0, 0.02
for t in range(1, 60):
    rate = 0.4 / np.sqrt(t)
    slope_w, slope_b = slopes(w, b)
    w = w - rate * slope_w
    b = b - rate * slope_b
    if t % 10 == 0:
        print(t, objective(w, b))
