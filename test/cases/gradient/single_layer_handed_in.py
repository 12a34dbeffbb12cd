# mutant missing_mean: `w_grad = np.dot(x.T, err) / m` -> `w_grad = np.dot(x.T, err)`
# mutant bias_not_averaged: `b_grad = np.sum(err) / m` -> `b_grad = np.sum(err)`
# mutant sign: `err = -(y - a)` -> `err = (y - a)`
# mutant double_mean: `self.w -= self.lr * w_grad` -> `self.w -= self.lr * w_grad / m`
# mutant divided_by_features: `w_grad = np.dot(x.T, err) / m` -> `w_grad = np.dot(x.T, err) / x.shape[1]`
# mutant extra_activation_derivative: `err = -(y - a)` -> `err = -(y - a) * a * (1 - a)`
# mutant uses_z_for_a: `err = -(y - a)` -> `err = -(y - z)`
# mutant label_missing: `err = -(y - a)` -> `err = a`
# mutant penalty_missing: `w_grad += (self.l1 * np.sign(self.w) + self.l2 * self.w) / m` -> `pass`
# mutant penalty_sign: `w_grad += (self.l1` -> `w_grad -= (self.l1`
# mutant penalty_not_averaged: `w_grad += (self.l1 * np.sign(self.w) + self.l2 * self.w) / m` -> `w_grad += self.l1 * np.sign(self.w) + self.l2 * self.w`
# mutant bias_missing: `            self.b -= self.lr * b_grad\n` -> ``
# mutant transposed_result: `w_grad = np.dot(x.T, err) / m` -> `w_grad = np.dot(err.T, x) / m`
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
        z = np.dot(x, self.w) + self.b        # 선형 출력을 계산합니다.
        return z

    def backprop(self, x, err):
        m = len(x)
        w_grad = np.dot(x.T, err) / m         # 가중치에 대한 평균 그래디언트를 계산합니다.
        b_grad = np.sum(err) / m              # 절편에 대한 평균 그래디언트를 계산합니다.
        return w_grad, b_grad

    def activation(self, z):
        z = np.clip(z, -100, None)            # 안전한 np.exp() 계산을 위해
        a = 1 / (1 + np.exp(-z))              # 시그모이드 계산
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
            w_grad += (self.l1 * np.sign(self.w) + self.l2 * self.w) / m
            self.w -= self.lr * w_grad
            self.b -= self.lr * b_grad
            self.w_history.append(self.w.copy())
            a = np.clip(a, 1e-10, 1-1e-10)
            loss = np.sum(-(y*np.log(a) + (1-y)*np.log(1-a)))
            self.losses.append((loss + self.reg_loss()) / m)
            self.update_val_loss(x_val, y_val)

    def predict(self, x):
        z = self.forpass(x)
        return z > 0

    def score(self, x, y):
        return np.mean(self.predict(x) == y.reshape(-1, 1))

    def reg_loss(self):
        return self.l1 * np.sum(np.abs(self.w)) + self.l2 / 2 * np.sum(self.w**2)

    def update_val_loss(self, x_val, y_val):
        z = self.forpass(x_val)
        a = self.activation(z)
        a = np.clip(a, 1e-10, 1-1e-10)
        val_loss = np.sum(-(y_val*np.log(a) + (1-y_val)*np.log(1-a)))
        self.val_losses.append((val_loss + self.reg_loss()) / len(y_val))
