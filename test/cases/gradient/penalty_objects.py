# mutant missing_mean: `slope = (guess - t) @ x / len(t)` -> `slope = (guess - t) @ x`
# mutant sign: `slope = (guess - t) @ x` -> `slope = (t - guess) @ x`
# mutant divided_by_features: `slope = (guess - t) @ x / len(t)` -> `slope = (guess - t) @ x / x.shape[1]`
# mutant penalty_missing: ` + self.penalty.slope(self.w)` -> ``
# mutant penalty_sign: ` + self.penalty.slope(self.w)` -> ` - self.penalty.slope(self.w)`
# mutant factor_two: `return self.alpha * w` -> `return 2 * self.alpha * w`
import numpy as np


class Squares:
    def __init__(self, alpha):
        self.alpha = alpha

    def __call__(self, w):
        return 0.5 * self.alpha * w.dot(w)

    def slope(self, w):
        return self.alpha * w


class Fit:
    def __init__(self, rounds, learning_rate):
        self.rounds = rounds
        self.learning_rate = learning_rate

    def fit(self, x, t):
        self.errors = []
        self.w = np.random.uniform(-0.5, 0.5, x.shape[1])
        for _ in range(self.rounds):
            guess = x.dot(self.w)
            mse = 0.5 * np.mean((t - guess) ** 2) + self.penalty(self.w)
            self.errors.append(mse)
            slope = (guess - t) @ x / len(t) + self.penalty.slope(self.w)
            self.w -= self.learning_rate * slope


class Ridge(Fit):
    def __init__(self, strength, rounds=200, learning_rate=0.01):
        self.penalty = Squares(alpha=strength)
        super().__init__(rounds, learning_rate)
