# The loss is of all rows; each step is made of some, drawn with repetition: nothing tells what its gradient should be.
import numpy as np

gen = np.random.default_rng(1)
rows = gen.normal(size=(60, 3))
goal = gen.normal(size=60)
w = np.zeros(3)
for turn in range(50):
    some = np.random.choice(np.arange(60), size=20)
    x, t = rows[some], goal[some]
    gap = x @ w - t
    w -= 0.1 * x.T @ gap / len(t)
    print(np.mean((rows @ w - goal) ** 2))
