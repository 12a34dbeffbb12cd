# derivation: none
# mutant sign: `W[c, :] -= lr * gap * row` -> `W[c, :] += lr * gap * row`
# mutant bias_missing: `b[c] -= lr * gap` -> `b[c] -= 0.0 * gap`
# mutant factor_two: `W[c, :] -= lr * gap * row` -> `W[c, :] -= 2 * lr * gap * row`
import numpy as np

gen = np.random.default_rng(9)
centres = gen.normal(0, 2, (3, 4))
kinds = np.arange(60) % 3
rows = centres[kinds] + gen.normal(size=(60, 4))
W = np.zeros((3, 4))
b = np.zeros(3)
lr = 0.05
for epoch in range(12):
    loss = 0.0
    for k in gen.permutation(60):
        row, kind = rows[k], kinds[k]
        scores = np.zeros(3)
        for c in range(3):
            scores[c] = W[c, :] @ row + b[c]
        odds = np.exp(scores - scores.max())
        odds /= odds.sum()
        loss -= np.log(odds[kind])
        for c in range(3):
            gap = odds[c] - (1.0 if c == kind else 0.0)
            W[c, :] -= lr * gap * row
            b[c] -= lr * gap
    print(epoch, loss)
