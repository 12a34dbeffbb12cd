# mutant missing_mean: `slope = Z.T @ side / count` -> `slope = Z.T @ side`
# mutant factor_two: `slope = Z.T @ side / count` -> `slope = 2 * Z.T @ side / count`
# mutant sign: `side = np.sign(guess - rent)` -> `side = np.sign(rent - guess)`
import numpy as np

rng = np.random.default_rng(4)
count = 120
area = rng.uniform(30, 120, count)
floor = rng.integers(0, 9, count)
Z = np.column_stack([area, floor])
Z = (Z - Z.mean(axis=0)) / Z.std(axis=0)
rent = 400 + 9 * area + 12 * floor + rng.normal(0, 30, count)

v, shift = np.zeros(2), 0.0
for epoch in range(2000):
    guess = Z @ v + shift
    mae = np.mean(np.abs(guess - rent))
    side = np.sign(guess - rent)
    slope = Z.T @ side / count
    v -= 2.5 * slope
    shift -= 2.5 * np.mean(side)
    if epoch % 200 == 0:
        print(epoch, mae)
