# mutant missing_mean: `gv = gv / rows + strength * v` -> `gv = gv + strength * v`
# mutant sign: `gb -= t[r]` -> `gb += t[r]`
# mutant bias_not_averaged: `return total / rows + 0.5 * strength * np.sum(v**2), gv, gb / rows` -> `return total / rows + 0.5 * strength * np.sum(v**2), gv, gb`
# mutant penalty_missing: `gv = gv / rows + strength * v` -> `gv = gv / rows`
# derivation: none
import numpy as np

rng = np.random.default_rng(8)
points = rng.normal(size=(60, 3))
t = np.where(points @ np.array([1.0, -2.0, 0.5]) > 0.1, 1, -1)


def hinge_loss(v, b, points, t, strength):
    rows = points.shape[0]
    total, gb = 0.0, 0.0
    gv = np.zeros(v.shape)
    for r in range(rows):
        margin = t[r] * (points[r] @ v + b)
        if margin < 1:
            total += 1 - margin
            gv -= t[r] * points[r]
            gb -= t[r]
    gv = gv / rows + strength * v
    return total / rows + 0.5 * strength * np.sum(v**2), gv, gb / rows


v, b, pace = rng.normal(size=3), 0.0, 0.05
for turn in range(300):
    loss, gv, gb = hinge_loss(v, b, points, t, 0.02)
    v = v - pace * gv
    b = b - pace * gb
    if turn % 50 == 0:
        print(turn, loss)
