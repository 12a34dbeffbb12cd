# What a stump adds to the scores is no step along a gradient of theirs.
import numpy as np


def boost(x, y, rounds=20, rate=0.1):
    scores = np.full(len(y), np.mean(y))
    losses = []
    for _ in range(rounds):
        residual = y - scores
        threshold = np.mean(x)
        left, right = residual[x < threshold].mean(), residual[x >= threshold].mean()
        scores += rate * np.where(x < threshold, left, right)
        losses.append(np.mean((y - scores) ** 2))
    return scores, losses


rng = np.random.default_rng(0)
x = rng.uniform(-1, 1, 40)
boost(x, np.sign(x) + 0.1 * rng.normal(size=40))
