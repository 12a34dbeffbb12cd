# mutant missing_mean: `gap = (chance - t) / len(t)` -> `gap = chance - t`
# mutant missing_activation_derivative: `below = gap @ self.p["W2"].T * hidden * (1 - hidden)` -> `below = gap @ self.p["W2"].T`
# mutant sign: `gap = (chance - t) / len(t)` -> `gap = (t - chance) / len(t)`
import numpy as np
from course.digits import read_digits


class Digits:
    def __init__(self, size_in, size_hidden, size_out):
        self.p = {"W1": 0.01 * np.random.randn(size_in, size_hidden), "W2": 0.01 * np.random.randn(size_hidden, size_out)}

    def forward(self, x):
        hidden = 1 / (1 + np.exp(-(x @ self.p["W1"])))
        score = hidden @ self.p["W2"]
        score = np.exp(score - score.max(axis=1, keepdims=True))
        return hidden, score / score.sum(axis=1, keepdims=True)

    def loss(self, x, t):
        _, chance = self.forward(x)
        return -np.sum(t * np.log(chance + 1e-7)) / len(t)

    def slopes(self, x, t):
        hidden, chance = self.forward(x)
        gap = (chance - t) / len(t)
        below = gap @ self.p["W2"].T * hidden * (1 - hidden)
        return {"W2": hidden.T @ gap, "W1": x.T @ below}


(x_train, t_train), (x_test, t_test) = read_digits(one_hot=True)
net = Digits(784, 50, 10)
for turn in range(1000):
    rows = np.random.choice(len(x_train), 100)
    slopes = net.slopes(x_train[rows], t_train[rows])
    for key in ("W1", "W2"):
        net.p[key] -= 0.1 * slopes[key]
    print("loss:", net.loss(x_train[rows], t_train[rows]))
