# mutant missing_mean: `(chance - np.eye(3)[kinds]) / len(kinds)` -> `chance - np.eye(3)[kinds]`
# mutant sign: `(chance - np.eye(3)[kinds])` -> `(np.eye(3)[kinds] - chance)`
# mutant label_missing: `(chance - np.eye(3)[kinds])` -> `chance`
import numpy as np

kinds = np.array([0, 1, 2, 1, 0, 2])
texts = [[0, 3, 5], [1, 2], [4, 4, 6], [7], [2, 5, 7, 1], [3, 6]]
meaning = np.random.uniform(-1, 1, (8, 4))
means = np.stack([meaning[words].mean(axis=0) for words in texts])


class Bag:
    def __init__(self):
        self.w = np.random.randn(4, 3) * 0.1
        self.b = np.zeros(3)

    def cross_entropy(self, kinds, chance):
        one_hot = np.eye(chance.shape[1])[kinds]
        return np.mean(-np.sum(one_hot * np.log(np.clip(chance, 1e-15, 1 - 1e-15)), axis=1))

    def learn(self, means, kinds):
        score = np.exp(means @ self.w + self.b)
        chance = score / score.sum(axis=1, keepdims=True)
        print(self.cross_entropy(kinds, chance))
        error = (chance - np.eye(3)[kinds]) / len(kinds)
        self.w -= 0.05 * means.T @ error
        self.b -= 0.05 * error.sum(axis=0)


bag = Bag()
for turn in range(20):
    bag.learn(means, kinds)
