# mutant sign: `slope = slope - 2 * (goal[i] - w * xs[i]) * xs[i]` -> `slope = slope + 2 * (goal[i] - w * xs[i]) * xs[i]`
# mutant factor_two: `slope = slope - 2 * (` -> `slope = slope - (`
import numpy as np

xs = np.array([1.0, 2.0, 3.0])
goal = np.array([2.0, 3.5, 6.5])


def cost(w):
    return np.sum((w * xs - goal) ** 2)


w = 5.0
for turn in range(50):
    slope = 0
    for i in range(len(xs)):
        slope = slope - 2 * (goal[i] - w * xs[i]) * xs[i]
    print(cost(w))
    w = w - 0.01 * slope
