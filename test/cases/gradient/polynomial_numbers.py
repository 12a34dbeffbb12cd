# mutant missing_mean: `da = 2 * np.mean(err * x ** 2)` -> `da = 2 * np.sum(err * x ** 2)`
# mutant factor_two: `db_ = 2 * np.mean(err * x)` -> `db_ = np.mean(err * x)`
# mutant sign: `err = y_hat - y` -> `err = y - y_hat`
# mutant wrong_layer_input: `da = 2 * np.mean(err * x ** 2)` -> `da = 2 * np.mean(err * x)`
# mutant bias_not_averaged: `dc = 2 * np.mean(err)` -> `dc = 2 * np.sum(err)`
# mutant bias_missing: `c -= lr * dc` -> `pass`
# %% data
import numpy as np
import matplotlib.pyplot as plt

rng = np.random.default_rng(42)
x = np.linspace(-2, 2, 60)
y = 1.5 * x ** 2 - 0.7 * x + 0.3 + rng.normal(0, 0.2, size=60)

# %% model
a, b, c = 0.1, 0.2, 0.0
lr = 0.05
history = []

# %% train
for step in range(2000):
    y_hat = a * x ** 2 + b * x + c
    err = y_hat - y
    history.append(np.mean(err ** 2))
    da = 2 * np.mean(err * x ** 2)
    db_ = 2 * np.mean(err * x)
    dc = 2 * np.mean(err)
    a -= lr * da
    b -= lr * db_
    c -= lr * dc

plt.plot(history)
plt.yscale("log")
