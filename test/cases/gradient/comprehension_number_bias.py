# mutant missing_mean: `rest = (guess - t) / len(t)` -> `rest = guess - t`
# mutant sign: `rest = (guess - t) / len(t)` -> `rest = (t - guess) / len(t)`
# mutant bias_not_averaged: `"shift": rest.sum()` -> `"shift": rest.sum() * len(t)`
import numpy as np

P = np.random.randn(20, 3)
t = P.sum(axis=1) + 2
model = {"slope": np.zeros(3), "shift": 0.0}
for turn in range(40):
    guess = P @ model["slope"] + model["shift"]
    loss = 0.5 * np.mean((guess - t) ** 2)
    rest = (guess - t) / len(t)
    grads = {"slope": P.T @ rest, "shift": rest.sum()}
    model = {key: model[key] - 0.1 * grads[key] for key in model}
    print(turn, loss)
