# mutant sign: `err = -(y_i - a)` -> `err = y_i - a`
# mutant double_mean: `self.w -= self.lr * w_grad` -> `self.w -= self.lr * w_grad / len(x)`
# mutant label_missing: `err = -(y_i - a)` -> `err = a`
# mutant extra_activation_derivative: `w_grad = x * err` -> `w_grad = x * err * a * (1 - a)`
import numpy as np


class SGDNeuron:
    def __init__(self, lr=0.1):
        self.lr = lr
        self.losses = []

    def forpass(self, x):
        return np.sum(x * self.w) + self.b

    def fit(self, x, y, epochs=10):
        self.w = np.ones(x.shape[1])
        self.b = 0
        for i in range(epochs):
            loss = 0
            indexes = np.random.permutation(np.arange(len(x)))
            for i in indexes:
                x_i, y_i = x[i], y[i]
                z = self.forpass(x_i)
                a = 1 / (1 + np.exp(-z))
                err = -(y_i - a)
                w_grad, b_grad = self.backprop(x_i, err, a)
                self.w -= self.lr * w_grad
                self.b -= self.lr * b_grad
                a = np.clip(a, 1e-10, 1 - 1e-10)
                loss += -(y_i * np.log(a) + (1 - y_i) * np.log(1 - a))
            self.losses.append(loss / len(y))

    def backprop(self, x, err, a):
        w_grad = x * err
        b_grad = err * 1
        return w_grad, b_grad
