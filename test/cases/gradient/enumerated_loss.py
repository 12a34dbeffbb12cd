# mutant missing_mean: `share /= len(y)` -> `pass`
# mutant label_missing: `        share[place[0], kind] -= 1\n` -> `        pass\n`
# mutant sign: `self.W -= rate * learning_rate_decay * X.T @ share` -> `self.W += rate * learning_rate_decay * X.T @ share`
# derivation: none
import numpy as np


class Chooser:
    def __init__(self, features, classes):
        self.W = 0.1 * np.random.randn(features, classes)

    def step(self, X, y, rate=0.1, learning_rate_decay=0.95):
        scores = X.dot(self.W)
        chances = np.exp(scores) / np.sum(np.exp(scores), axis=1)[:, None]
        loss = 0.0
        for place, kind in np.ndenumerate(y):
            loss -= np.log(chances[place][kind]) / len(y)
        share = chances.copy()
        for place, kind in np.ndenumerate(y):
            share[place[0], kind] -= 1
        share /= len(y)
        self.W -= rate * learning_rate_decay * X.T @ share
        return loss
