# derivation: none
# mutant penalty_sign: `slope = strength * w - t[i]` -> `slope = -strength * w - t[i]`
# mutant sign: `strength * w - t[i] * X[i]` -> `strength * w + t[i] * X[i]`
"""A margin classifier that learns from one point after the other, and tells the objective of all of them."""
import numpy as np


def learn(X, t, strength=0.05, turns=5):
    rng = np.random.default_rng(2)
    w = np.zeros(X.shape[1])
    count = 0
    for turn in range(turns):
        for i in rng.permutation(len(X)):
            count += 1
            rate = 1.0 / (strength * (count + 10))
            if t[i] * (w @ X[i]) < 1:
                slope = strength * w - t[i] * X[i]
            else:
                slope = strength * w
            w = w - rate * slope
        objective = 0.5 * strength * (w @ w) + np.maximum(0.0, 1.0 - t * (X @ w)).mean()
        print(turn, "objective", round(objective, 4))
    return w


rng = np.random.default_rng(12)
points = rng.normal(size=(90, 2))
sides = np.where(points[:, 0] - points[:, 1] > 0.2, 1.0, -1.0)
print(learn(np.hstack([points, np.ones((90, 1))]), sides))
