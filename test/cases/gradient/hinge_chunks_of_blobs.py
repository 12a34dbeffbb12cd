# derivation: none
# mutant missing_mean: `-(hits * yb) @ xb / len(yb)` -> `-(hits * yb) @ xb`
# mutant sign: `-(hits * yb) @ xb / len(yb)` -> `(hits * yb) @ xb / len(yb)`
# mutant penalty_missing: ` + conf.decay * self.w` -> ``
# mutant bias_not_averaged: `-np.mean(hits * yb)` -> `-np.sum(hits * yb)`
"""A margin classifier that learns two clouds of points, one part of them after the other."""
from dataclasses import dataclass, field

import numpy as np


@dataclass
class Conf:
    rate: float = 0.05
    decay: float = 0.02
    rounds: int = 20
    part: int = 25


@dataclass
class Margins:
    conf: Conf
    width: int
    seen: dict = field(default_factory=lambda: {"loss": [], "hits": []})

    def __post_init__(self):
        self.rng = np.random.default_rng(3)
        self.w = np.zeros(self.width)
        self.b = 0.0

    def score(self, X):
        return X @ self.w + self.b

    def loss(self, X, y):
        gaps = np.maximum(0.0, 1.0 - y * self.score(X))
        return gaps.mean() + 0.5 * self.conf.decay * np.dot(self.w, self.w)

    def slopes(self, xb, yb):
        conf = self.conf
        hits = (yb * self.score(xb) < 1).astype(float)
        return -(hits * yb) @ xb / len(yb) + conf.decay * self.w, -np.mean(hits * yb)

    def learn(self, X, y):
        for _ in range(self.conf.rounds):
            order = self.rng.permutation(len(X))
            for part in np.array_split(order, len(X) // self.conf.part):
                dw, db = self.slopes(X[part], y[part])
                self.w -= self.conf.rate * dw
                self.b -= self.conf.rate * db
            self.seen["loss"].append(self.loss(X, y))
            self.seen["hits"].append(np.mean(np.sign(self.score(X)) == y))
        return self


source = np.random.default_rng(8)
X = np.vstack([source.normal(1.0, 1.0, (90, 3)), source.normal(-1.0, 1.0, (90, 3))])
y = np.r_[np.ones(90), -np.ones(90)]
margins = Margins(Conf(rounds=15), width=3).learn(X, y)
print(margins.seen["loss"][-1], margins.seen["hits"][-1])
