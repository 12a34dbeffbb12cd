# mutant other: `    steps_w[0] = rows.T @ back\n` -> ``
# mutant bias_missing: `    steps_b[0] = back.sum(axis=0)\n` -> ``
# mutant missing_activation_derivative: `back = (gap @ weights[1].T) * (1 - hidden ** 2)` -> `back = gap @ weights[1].T`
# mutant missing_mean: `gap = 2 * (out - goal) / goal.size` -> `gap = 2 * (out - goal)`
import numpy as np

gen = np.random.default_rng(0)
rows = gen.normal(size=(20, 3))
goal = gen.normal(size=(20, 2))
weights = [gen.normal(size=(i, o)) for i, o in zip([3, 4], [4, 2])]
biases = [gen.normal(size=o) for o in [4, 2]]
rate = 0.1
for turn in range(50):
    steps_w = [np.zeros(w.shape) for w in weights]
    steps_b = [np.zeros(b.shape) for b in biases]
    hidden = np.tanh(rows @ weights[0] + biases[0])
    out = hidden @ weights[1] + biases[1]
    print(np.mean((out - goal) ** 2))
    gap = 2 * (out - goal) / goal.size
    back = (gap @ weights[1].T) * (1 - hidden ** 2)
    steps_w[1] = hidden.T @ gap
    steps_b[1] = gap.sum(axis=0)
    steps_w[0] = rows.T @ back
    steps_b[0] = back.sum(axis=0)
    weights = [w - rate * s for w, s in zip(weights, steps_w)]
    biases = [b - rate * s for b, s in zip(biases, steps_b)]
