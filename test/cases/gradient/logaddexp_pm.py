# mutant sign: `s = -labels / (1 + np.exp(margin))` -> `s = labels / (1 + np.exp(margin))`
# mutant missing_mean: `return s @ points / len(points), s.mean()` -> `return s @ points, s.mean()`
# mutant bias_not_averaged: `return s @ points / len(points), s.mean()` -> `return s @ points / len(points), s.sum()`
# mutant bias_missing: `bias -= eta * g_b` -> `pass`
import numpy as np

r = np.random.RandomState(5)
points = np.vstack([r.randn(30, 2) + [1, 1], r.randn(30, 2) - [1, 1]])
labels = np.concatenate([np.ones(30), -np.ones(30)])


def objective(weights, bias):
    return np.logaddexp(0, -labels * (points @ weights + bias)).mean()


def gradients(weights, bias):
    margin = labels * (points @ weights + bias)
    s = -labels / (1 + np.exp(margin))
    return s @ points / len(points), s.mean()


weights, bias, eta = np.zeros(2), 0.0, 0.5
for step in range(200):
    if step % 20 == 0:
        print(step, objective(weights, bias))
    g_w, g_b = gradients(weights, bias)
    weights -= eta * g_w
    bias -= eta * g_b
