# mutant missing_mean: `slope = design.T @ (design @ coef - ys) / len(ys)` -> `slope = design.T @ (design @ coef - ys)`
# mutant sign: `slope = design.T @ (design @ coef - ys) / len(ys)` -> `slope = design.T @ (ys - design @ coef) / len(ys)`
# mutant factor_two: `slope = design.T @ (design @ coef - ys) / len(ys)` -> `slope = 2 * design.T @ (design @ coef - ys) / len(ys)`
# mutant penalty_missing: `slope += shrink * np.sign(coef)` -> `pass`
# mutant penalty_sign: `slope += shrink * np.sign(coef)` -> `slope -= shrink * np.sign(coef)`
import numpy as np


def features(xs, degree):
    return np.stack([xs ** d for d in range(degree + 1)], axis=1)


def fit_polynomial(xs, ys, degree=3, speed=0.2, steps=2000, shrink=0.01):
    design = features(xs, degree)
    coef = np.zeros(degree + 1)
    curve = []
    for _ in range(steps):
        curve.append(0.5 * np.mean((design @ coef - ys) ** 2) + shrink * np.abs(coef).sum())
        slope = design.T @ (design @ coef - ys) / len(ys)
        slope += shrink * np.sign(coef)
        coef = coef - speed * slope
    return coef, curve


xs = np.linspace(-1, 1, 25)
ys = np.sin(2 * xs)
coef, curve = fit_polynomial(xs, ys)
print(coef, curve[-1])
