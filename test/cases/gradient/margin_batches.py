# derivation: none
# mutant penalty_missing: `g_w = w - cost *` -> `g_w = -cost *`
# mutant missing_mean: `inside.T @ signs / size` -> `inside.T @ signs`
# mutant sign: `g_w = w - cost *` -> `g_w = w + cost *`
# mutant bias_not_averaged: `g_b = -cost * signs.sum() / size` -> `g_b = -cost * signs.sum()`
import numpy as np


def objective(w, b, points, labels, cost):
    gaps = 1 - labels * (points @ w + b)
    return 0.5 * w @ w + cost * np.mean(np.maximum(0, gaps))


rng = np.random.default_rng(12)
points = rng.normal(size=(160, 3))
labels = np.where(points[:, 0] - points[:, 2] + 0.4 * rng.normal(size=160) > 0, 1, -1)
w, b = np.zeros(3), 0.0
cost, size = 4.0, 32
for epoch in range(40):
    order = rng.permutation(160)
    for first in range(0, 160, size):
        chosen = order[first:first + size]
        near = labels[chosen] * (points[chosen] @ w + b) < 1
        inside, signs = points[chosen][near], labels[chosen][near]
        g_w = w - cost * inside.T @ signs / size
        g_b = -cost * signs.sum() / size
        w = w - 0.02 * g_w
        b = b - 0.02 * g_b
    print(epoch, objective(w, b, points, labels, cost))
