# mutant missing_mean: `grad_pred = np.sign(pred - y) / y.size` -> `grad_pred = np.sign(pred - y)`
# mutant sign: `grad_pred = np.sign(pred - y) / y.size` -> `grad_pred = np.sign(y - pred) / y.size`
# mutant missing_activation_derivative: `grad_pre = grad_hid * (1 - self.hid ** 2)` -> `grad_pre = grad_hid`
# mutant wrong_activation_derivative: `grad_pre = grad_hid * (1 - self.hid ** 2)` -> `grad_pre = grad_hid * self.hid * (1 - self.hid)`
# mutant bias_missing: `self.c -= lr * grad_pred.sum()` -> `pass`
# mutant uses_z_for_a: `grad_v = self.hid.T @ grad_pred` -> `grad_v = self.pre.T @ grad_pred`
# mutant updated_weight_used_in_backprop: `grad_hid = np.outer(grad_pred, self.v)\n        grad_v = self.hid.T @ grad_pred` -> `grad_v = self.hid.T @ grad_pred\n        self.v -= lr * grad_v\n        grad_hid = np.outer(grad_pred, self.v)\n        grad_v = grad_v * 0`
import numpy as np


class MedianNet:
    """A hidden layer of tanh units that predicts the median: mean absolute error."""

    def __init__(self, width=12, seed=0):
        self.width = width
        self.rng = np.random.default_rng(seed)
        self.U = None

    def _build(self, d):
        self.U = self.rng.normal(size=(d, self.width)).astype(np.float32)
        self.a = np.zeros(self.width, dtype=np.float32)
        self.v = self.rng.normal(size=self.width).astype(np.float32)
        self.c = 0.0

    def forward(self, X):
        if self.U is None:
            self._build(X.shape[1])
        self.pre = X @ self.U + self.a
        self.hid = np.tanh(self.pre)
        return self.hid @ self.v + self.c

    def train_step(self, X, y, lr):
        pred = self.forward(X)
        loss = np.mean(np.abs(pred - y))
        grad_pred = np.sign(pred - y) / y.size
        grad_hid = np.outer(grad_pred, self.v)
        grad_v = self.hid.T @ grad_pred
        grad_pre = grad_hid * (1 - self.hid ** 2)
        self.v -= lr * grad_v
        self.c -= lr * grad_pred.sum()
        self.U -= lr * X.T @ grad_pre
        self.a -= lr * grad_pre.sum(axis=0)
        return loss


X = np.random.default_rng(1).uniform(-1, 1, (80, 2)).astype(np.float32)
y = np.abs(X[:, 0]) + X[:, 1]
net = MedianNet()
for i in range(300):
    loss = net.train_step(X, y, 0.05)
    if i % 50 == 0:
        print(i, float(loss))
