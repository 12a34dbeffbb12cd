# mutant missing_mean: `grad_theta = (probs - Y) @ X.T / m + lam * theta` -> `grad_theta = (probs - Y) @ X.T + lam * theta`
# mutant sign: `grad_theta = (probs - Y) @ X.T / m + lam * theta` -> `grad_theta = (Y - probs) @ X.T / m + lam * theta`
# mutant penalty_sign: `grad_theta = (probs - Y) @ X.T / m + lam * theta` -> `grad_theta = (probs - Y) @ X.T / m - lam * theta`
# mutant penalty_missing: `grad_theta = (probs - Y) @ X.T / m + lam * theta` -> `grad_theta = (probs - Y) @ X.T / m`
# mutant transposed_result: `grad_theta = (probs - Y) @ X.T / m + lam * theta` -> `grad_theta = X @ (probs - Y).T / m + lam * theta.T`
# mutant bias_axis: `grad_bias = np.mean(probs - Y, axis=1, keepdims=True)` -> `grad_bias = np.mean(probs - Y, axis=0, keepdims=True)`
# mutant bias_not_averaged: `grad_bias = np.mean(probs - Y, axis=1, keepdims=True)` -> `grad_bias = np.sum(probs - Y, axis=1, keepdims=True)`
# mutant label_missing: `grad_theta = (probs - Y) @ X.T / m + lam * theta` -> `grad_theta = probs @ X.T / m + lam * theta`
from dataclasses import dataclass, field
import numpy as np


def softmax(s):
    s = s - s.max(axis=0, keepdims=True)
    e = np.exp(s)
    return e / e.sum(axis=0, keepdims=True)


@dataclass
class SoftmaxRegression:
    lr: float = 0.1
    lam: float = 0.01
    n_iter: int = 100
    losses: list = field(default_factory=list)

    def fit(self, X, Y):
        d, m = X.shape
        k = Y.shape[0]
        lam = self.lam
        theta = np.zeros((k, d))
        bias = np.zeros((k, 1))
        for _ in range(self.n_iter):
            probs = softmax(theta @ X + bias)
            nll = -np.sum(Y * np.log(probs)) / m + 0.5 * lam * np.sum(theta ** 2)
            self.losses.append(nll)
            grad_theta = (probs - Y) @ X.T / m + lam * theta
            grad_bias = np.mean(probs - Y, axis=1, keepdims=True)
            theta -= self.lr * grad_theta
            bias -= self.lr * grad_bias
        self.theta, self.bias = theta, bias
        return self
