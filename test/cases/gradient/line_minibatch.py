# mutant missing_mean: `g_slope = (resid * xb).mean() * 2` -> `g_slope = (resid * xb).sum() * 2`
# mutant factor_two: `g_slope = (resid * xb).mean() * 2` -> `g_slope = (resid * xb).mean()`
# mutant sign: `resid = slope * xb + offset - yb` -> `resid = yb - slope * xb - offset`
# mutant label_missing: `resid = slope * xb + offset - yb` -> `resid = slope * xb + offset`
# mutant bias_not_averaged: `g_offset = resid.mean() * 2` -> `g_offset = resid.sum() * 2`
# mutant bias_missing: `offset -= rate * g_offset` -> `pass`
import numpy as np

rng = np.random.default_rng(7)
N = 200
xs = rng.uniform(-3, 3, N)
ys = 1.7 * xs - 0.4 + 0.3 * rng.standard_normal(N)

slope, offset = 0.0, 0.0
rate, size = 0.05, 20

for epoch in range(30):
    order = rng.permutation(N)
    for s in range(0, N, size):
        take = order[s:s + size]
        xb, yb = xs[take], ys[take]
        mse = np.square(slope * xb + offset - yb).mean()
        resid = slope * xb + offset - yb
        g_slope = (resid * xb).mean() * 2
        g_offset = resid.mean() * 2
        slope -= rate * g_slope
        offset -= rate * g_offset
    print(epoch, mse)
