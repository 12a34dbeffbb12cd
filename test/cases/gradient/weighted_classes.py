# mutant sign: `error = (p - hot) * each[:, None] / len(kinds)` -> `error = (hot - p) * each[:, None] / len(kinds)`
# mutant label_missing: `error = (p - hot) * each` -> `error = p * each`
# mutant uses_z_for_a: `error = (p - hot) * each` -> `error = (z - hot) * each`
# mutant other: `error = (p - hot) * each[:, None] / len(kinds)` -> `error = (p - hot) / len(kinds)`
import numpy as np

X = np.random.randn(12, 4)
kinds = np.array([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2])
worth = np.array([0.5, 1.0, 2.5])
hot = np.eye(3)[kinds]
each = worth[kinds]
W = np.zeros((4, 3))
for turn in range(30):
    z = X @ W
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    loss = -np.mean(each * np.log(p[np.arange(len(kinds)), kinds]))
    error = (p - hot) * each[:, None] / len(kinds)
    W -= 0.2 * X.T @ error
    print(turn, loss)
