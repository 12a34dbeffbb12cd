# mutant sign: `gap = share * (guess - label)` -> `gap = share * (label - guess)`
# mutant penalty_missing: `slope = x.T @ gap / share.sum() + self.shrink * self.w` -> `slope = x.T @ gap / share.sum()`
# mutant penalty_sign: `+ self.shrink * self.w` -> `- self.shrink * self.w`
# mutant factor_two: `+ self.shrink * self.w` -> `+ 2 * self.shrink * self.w`
# mutant bias_missing: `            self.b -= self.speed * gap.sum() / share.sum()\n` -> ``
import numpy as np


class Balanced:
    """Rare answers weigh more."""

    def __init__(self, speed=0.3, shrink=0.02):
        self.speed = speed
        self.shrink = shrink
        self.w = None
        self.b = 0.0

    def chance(self, x):
        return 1 / (1 + np.exp(-(x @ self.w + self.b)))

    def fit(self, x, label, rounds=40):
        self.w = np.zeros(x.shape[1])
        self.course = []
        yes = label.mean()
        share = np.where(label == 1, 0.5 / yes, 0.5 / (1 - yes))
        for _ in range(rounds):
            guess = self.chance(x)
            surprise = -(label * np.log(guess) + (1 - label) * np.log(1 - guess))
            loss = np.average(surprise, weights=share) + self.shrink / 2 * self.w @ self.w
            self.course.append(loss)
            gap = share * (guess - label)
            slope = x.T @ gap / share.sum() + self.shrink * self.w
            self.w -= self.speed * slope
            self.b -= self.speed * gap.sum() / share.sum()
        return self


gen = np.random.default_rng(5)
points = gen.normal(size=(60, 3))
answers = (points[:, 0] + points[:, 1] > 1).astype(float)
print(Balanced().fit(points, answers).course[-1])
