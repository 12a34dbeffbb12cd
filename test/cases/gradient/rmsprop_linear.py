# mutant missing_mean: `g = -2 * A.T @ (b - A @ x) / len(b)` -> `g = -2 * A.T @ (b - A @ x)`
# mutant sign: `g = -2 * A.T @ (b - A @ x) / len(b)` -> `g = 2 * A.T @ (b - A @ x) / len(b)`
# mutant factor_two: `g = -2 * A.T @ (b - A @ x) / len(b)` -> `g = -A.T @ (b - A @ x) / len(b)`
# mutant double_mean: `g = -2 * A.T @ (b - A @ x) / len(b)` -> `g = -2 * A.T @ (b - A @ x) / len(b) ** 2`
# mutant label_missing: `g = -2 * A.T @ (b - A @ x) / len(b)` -> `g = 2 * A.T @ (A @ x) / len(b)`
import numpy as np

rng = np.random.default_rng(3)
A = rng.normal(size=(50, 4))
truth = np.array([1.0, -2.0, 0.5, 3.0])
b = A @ truth + 0.1 * rng.normal(size=50)

x = np.zeros(A.shape[1])
sq = np.zeros_like(x)
rho, step_size = 0.9, 0.05
for k in range(400):
    mean_squares = ((A @ x - b) ** 2).mean()
    g = -2 * A.T @ (b - A @ x) / len(b)
    sq = rho * sq + (1 - rho) * g * g
    x = x - step_size * g / (np.sqrt(sq) + 1e-7)
    if k % 50 == 0:
        print(k, mean_squares)
