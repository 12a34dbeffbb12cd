# mutant penalty_sign: `w_grad += self.l1 * np.sign(self.w) + self.l2 * self.w` -> `w_grad += self.l1 * np.sign(self.w) - self.l2 * self.w`
# mutant penalty_missing: `w_grad += self.l1 * np.sign(self.w) + self.l2 * self.w` -> `w_grad += self.l1 * np.sign(self.w)`
# mutant penalty_missing: `w_grad += self.l1 * np.sign(self.w) + self.l2 * self.w` -> `pass`
# mutant missing_mean: `w_grad = np.dot(x.T, err) / m` -> `w_grad = np.dot(x.T, err)`
# mutant bias_missing: `self.b -= self.lr * b_grad` -> `pass`
# mutant transposed_result: `w_grad = np.dot(x.T, err) / m` -> `w_grad = np.dot(err.T, x) / m`
# mutant transposed_result: `w_grad = np.dot(x.T, err) / m` -> `w_grad = np.mean(err * x, axis=0)`
import numpy as np


class SingleLayer:
    def __init__(self, learning_rate=0.1, l1=0, l2=0):
        self.w = None
        self.b = None
        self.losses = []
        self.val_losses = []
        self.w_history = []
        self.lr = learning_rate
        self.l1 = l1
        self.l2 = l2

    def forpass(self, x):
        z = np.dot(x, self.w) + self.b
        return z

    def backprop(self, x, err):
        m = len(x)
        w_grad = np.dot(x.T, err) / m
        b_grad = np.sum(err) / m
        return w_grad, b_grad

    def activation(self, z):
        z = np.clip(z, -100, None)
        a = 1 / (1 + np.exp(-z))
        return a

    def fit(self, x, y, epochs=100, x_val=None, y_val=None):
        y = y.reshape(-1, 1)
        y_val = y_val.reshape(-1, 1)
        m = len(x)
        self.w = np.ones((x.shape[1], 1))
        self.b = 0
        self.w_history.append(self.w.copy())
        for i in range(epochs):
            z = self.forpass(x)
            a = self.activation(z)
            err = -(y - a)
            w_grad, b_grad = self.backprop(x, err)
            w_grad += self.l1 * np.sign(self.w) + self.l2 * self.w
            self.w -= self.lr * w_grad
            self.b -= self.lr * b_grad
            self.w_history.append(self.w.copy())
            a = np.clip(a, 1e-10, 1 - 1e-10)
            loss = np.sum(-(y * np.log(a) + (1 - y) * np.log(1 - a)))
            self.losses.append(loss / m + self.reg_loss())
            self.update_val_loss(x_val, y_val)

    def update_val_loss(self, x_val, y_val):
        z = self.forpass(x_val)
        a = self.activation(z)
        a = np.clip(a, 1e-10, 1 - 1e-10)
        val_loss = np.sum(-(y_val * np.log(a) + (1 - y_val) * np.log(1 - a)))
        self.val_losses.append(val_loss / len(y_val) + self.reg_loss())

    def reg_loss(self):
        return self.l1 * np.sum(np.abs(self.w)) + self.l2 / 2 * np.sum(self.w**2)
