# derivation: none
# mutant missing_mean: `self.w -= 0.05 * slope / len(rows)` -> `self.w -= 0.05 * slope`
# mutant sign: `slope += -side * row` -> `slope += side * row`
import numpy as np


class Margin:
    def __init__(self):
        self.w = np.random.randn(3) * 0.1

    def learn(self, rows, sides):
        total_loss = 0.0
        slope = np.zeros_like(self.w)
        for row, side in zip(rows, sides):
            loss = max(0, 1 - side * np.dot(self.w, row))
            total_loss += loss
            if loss > 0:
                slope += -side * row
        self.w -= 0.05 * slope / len(rows)
        return total_loss / len(rows)


gen = np.random.default_rng(0)
rows = gen.normal(size=(60, 3))
sides = np.where(rows[:, 0] > 0, 1, -1)
model = Margin()
for epoch in range(30):
    epoch_loss = 0.0
    for start in range(0, 60, 20):
        loss = model.learn(rows[start:start + 20], sides[start:start + 20])
        epoch_loss += loss * 20
    print(epoch, epoch_loss / 60)
