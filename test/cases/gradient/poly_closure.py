# A closure over the data; a comprehension for the loss.
# mutant factor_two: `return 2 * F.T @ (F @ w - y) / len(y)` -> `return F.T @ (F @ w - y) / len(y)`
# mutant missing_mean: `return 2 * F.T @ (F @ w - y) / len(y)` -> `return 2 * F.T @ (F @ w - y)`
# mutant sign: `return 2 * F.T @ (F @ w - y) / len(y)` -> `return -2 * F.T @ (F @ w - y) / len(y)`
import numpy as np

x = np.linspace(-1, 1, 15)
y = 0.5 * x ** 3 - x + 0.2
F = np.stack([np.ones_like(x), x, x ** 2, x ** 3], axis=1)


def make(F, y):
    def loss(w):
        return np.mean((F @ w - y) ** 2)

    def grad(w):
        return 2 * F.T @ (F @ w - y) / len(y)

    return loss, grad


loss, grad = make(F, y)
w = np.zeros(4)
history = []
for _ in range(100):
    history.append(loss(w))
    w = w - 0.1 * grad(w)
