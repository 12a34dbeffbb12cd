# mutant sign: `miss = guess - wanted` -> `miss = wanted - guess`
# mutant penalty_sign: `+ self.l2 * self.w` -> `- self.l2 * self.w`
# mutant penalty_missing: `self.w -= self.rate * (miss * row + self.l2 * self.w)` -> `self.w -= self.rate * miss * row`
# mutant bias_missing: `            self.b -= self.rate * miss\n` -> ``
import numpy as np


class RowByRow:
    """Learns from one row after the other; what all of them cost is noted once an epoch."""

    def __init__(self, rate=0.05, l2=0.1):
        self.rate = rate
        self.l2 = l2

    def probability(self, row):
        return 1 / (1 + np.exp(-(np.dot(row, self.w) + self.b)))

    def fit(self, table, answers, epochs=3):
        self.w = np.zeros(table.shape[1])
        self.b = 0.0
        self.losses = []
        for _ in range(epochs):
            total = 0.0
            for row, wanted in zip(table, answers):
                guess = self.probability(row)
                total += -(wanted * np.log(guess) + (1 - wanted) * np.log(1 - guess))
                miss = guess - wanted
                self.w -= self.rate * (miss * row + self.l2 * self.w)
                self.b -= self.rate * miss
            self.losses.append(total / len(table) + self.l2 / 2 * np.sum(self.w**2))


table = np.random.randn(9, 3)
answers = (table[:, 0] > 0).astype(float)
RowByRow().fit(table, answers)
