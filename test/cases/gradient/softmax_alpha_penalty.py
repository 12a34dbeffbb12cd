# mutant missing_mean: `slope = rows.T @ (chance - marks) / count` -> `slope = rows.T @ (chance - marks)`
# mutant sign: `(chance - marks)` -> `(marks - chance)`
# mutant label_missing: `(chance - marks)` -> `chance`
# mutant penalty_missing: `    slope += np.r_[np.zeros((1, kinds)), alpha * weights[1:]]\n` -> ``
# mutant penalty_sign: `slope += np.r_` -> `slope -= np.r_`
# mutant factor_two: `alpha * weights[1:]]` -> `2 * alpha * weights[1:]]`
import numpy as np

gen = np.random.default_rng(8)
points = gen.normal(size=(45, 2))
kind = gen.integers(0, 3, 45)
rows = np.c_[np.ones(len(points)), points]
kinds = kind.max() + 1
marks = np.zeros((len(kind), kinds))
marks[np.arange(len(kind)), kind] = 1

eta = 0.2
alpha = 0.05
count = len(rows)
weights = gen.normal(size=(rows.shape[1], kinds))

for turn in range(60):
    powers = np.exp(rows @ weights)
    chance = powers / powers.sum(axis=1, keepdims=True)
    loss = -np.mean(np.sum(marks * np.log(chance), axis=1)) + alpha * 0.5 * np.sum(weights[1:] ** 2)
    slope = rows.T @ (chance - marks) / count
    slope += np.r_[np.zeros((1, kinds)), alpha * weights[1:]]
    weights = weights - eta * slope
    if turn % 20 == 0:
        print(turn, loss)
