# mutant other: `slopes += np.outer(given - wished, cell)` -> `slopes = np.outer(given - wished, cell)`
# mutant sign: `slopes += np.outer(given - wished, cell)` -> `slopes += np.outer(wished - given, cell)`
# derivation: none
import numpy as np

rng = np.random.default_rng(11)
cells = rng.normal(size=(40, 5))
kinds = rng.integers(0, 3, 40)
table = np.eye(3)[kinds]
M = rng.normal(size=(3, 5)) * 0.1

for epoch in range(30):
    order = rng.permutation(40)
    for part in range(4):
        slopes = np.zeros(M.shape)
        cost = 0.0
        for i in order[part * 10 : (part + 1) * 10]:
            cell, wished = cells[i], table[i]
            scores = M @ cell
            given = np.exp(scores) / np.exp(scores).sum()
            cost -= np.sum(wished * np.log(given))
            slopes += np.outer(given - wished, cell)
        cost = cost / 10
        M = M - 0.3 * slopes / 10
    print(epoch, cost)
