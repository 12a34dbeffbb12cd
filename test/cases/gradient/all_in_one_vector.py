# mutant missing_activation_derivative: `back = np.outer(gap, u) * (1 - H ** 2)` -> `back = np.outer(gap, u)`
# mutant penalty_missing: `du = H.T @ gap + decay * u` -> `du = H.T @ gap`
# mutant bias_not_averaged: `gap.sum()` -> `gap.sum() * len(X)`
"""Yield of a field by rain and sun: all weights in one vector, the last of them a bias of its own, and momentum."""
import numpy as np

gen = np.random.default_rng(8)
X = gen.normal(size=(60, 3))
t = np.sin(X[:, 0]) + 0.5 * X[:, 1] * X[:, 2]
units, decay = 4, 0.01


def parts(all_weights):
    V = all_weights[:3 * units].reshape(3, units)
    c = all_weights[3 * units:4 * units]
    u = all_weights[4 * units:5 * units]
    return V, c, u, all_weights[-1]


def cost(all_weights):
    V, c, u, d = parts(all_weights)
    gap = np.tanh(X @ V + c) @ u + d - t
    return 0.5 * np.mean(gap ** 2) + 0.5 * decay * (np.sum(V ** 2) + np.sum(u ** 2))


def slope(all_weights):
    V, c, u, d = parts(all_weights)
    H = np.tanh(X @ V + c)
    gap = (H @ u + d - t) / len(X)
    du = H.T @ gap + decay * u
    back = np.outer(gap, u) * (1 - H ** 2)
    dV = X.T @ back + decay * V
    return np.concatenate([dV.ravel(), back.sum(axis=0), du, [gap.sum()]])


all_weights = 0.4 * gen.normal(size=5 * units + 1)
speed = np.zeros_like(all_weights)
for turn in range(80):
    speed = 0.8 * speed + slope(all_weights)
    all_weights = all_weights - 0.1 * speed
    if turn % 20 == 0:
        print(turn, cost(all_weights))
