# mutant missing_mean: `w2_grad = np.dot(self.a1.T, err) / m` -> `w2_grad = np.dot(self.a1.T, err)`
# mutant double_mean: `w1_grad = np.dot(x.T, err_to_hidden) / m` -> `w1_grad = np.dot(x.T, err_to_hidden) / m / m`
# mutant bias_not_averaged: `b2_grad = np.sum(err, axis=0) / m` -> `b2_grad = np.sum(err, axis=0)`
# mutant bias_axis: `b2_grad = np.sum(err, axis=0) / m` -> `b2_grad = np.sum(err) / m`
# mutant missing_activation_derivative: `err_to_hidden = np.dot(err, self.w2.T) * self.a1 * (1 - self.a1)` -> `err_to_hidden = np.dot(err, self.w2.T)`
# mutant wrong_activation_derivative: `self.a1 * (1 - self.a1)` -> `(self.z1 > 0)`
# mutant uses_z_for_a: `self.a1 * (1 - self.a1)` -> `self.z1 * (1 - self.z1)`
# mutant penalty_missing: `        w2_grad += (self.l1 * np.sign(self.w2) + self.l2 * self.w2) / m\n` -> ``
# mutant penalty_not_averaged: `w1_grad += (self.l1 * np.sign(self.w1) + self.l2 * self.w1) / m` -> `w1_grad += (self.l1 * np.sign(self.w1) + self.l2 * self.w1)`
# mutant sign: `err = -(y - a)` -> `err = y - a`
# mutant label_missing: `err = -(y - a)` -> `err = a`
# mutant wrong_layer_input: `w1_grad = np.dot(x.T, err_to_hidden) / m` -> `w1_grad = np.dot(self.a1.T, err_to_hidden) / m`
import numpy as np


class MultiClassNetwork:

    def __init__(self, units=10, batch_size=32, learning_rate=0.1, l1=0, l2=0):
        self.units = units
        self.batch_size = batch_size
        self.w1 = None
        self.b1 = None
        self.w2 = None
        self.b2 = None
        self.a1 = None
        self.losses = []
        self.val_losses = []
        self.lr = learning_rate
        self.l1 = l1
        self.l2 = l2

    def forpass(self, x):
        self.z1 = np.dot(x, self.w1) + self.b1
        self.a1 = self.sigmoid(self.z1)
        z2 = np.dot(self.a1, self.w2) + self.b2
        return z2

    def backprop(self, x, err):
        m = len(x)
        w2_grad = np.dot(self.a1.T, err) / m
        b2_grad = np.sum(err, axis=0) / m
        err_to_hidden = np.dot(err, self.w2.T) * self.a1 * (1 - self.a1)
        w1_grad = np.dot(x.T, err_to_hidden) / m
        b1_grad = np.sum(err_to_hidden, axis=0) / m
        return w1_grad, b1_grad, w2_grad, b2_grad

    def sigmoid(self, z):
        z = np.clip(z, -100, None)
        a = 1 / (1 + np.exp(-z))
        return a

    def softmax(self, z):
        z = np.clip(z, -100, None)
        exp_z = np.exp(z)
        return exp_z / np.sum(exp_z, axis=1).reshape(-1, 1)

    def init_weights(self, n_features, n_classes):
        self.w1 = np.random.normal(0, 1, (n_features, self.units))
        self.b1 = np.zeros(self.units)
        self.w2 = np.random.normal(0, 1, (self.units, n_classes))
        self.b2 = np.zeros(n_classes)

    def fit(self, x, y, epochs=100, x_val=None, y_val=None):
        np.random.seed(42)
        self.init_weights(x.shape[1], y.shape[1])
        for i in range(epochs):
            loss = 0
            print('.', end='')
            for x_batch, y_batch in self.gen_batch(x, y):
                a = self.training(x_batch, y_batch)
                a = np.clip(a, 1e-10, 1-1e-10)
                loss += np.sum(-y_batch*np.log(a))
            self.losses.append((loss + self.reg_loss()) / len(x))
            self.update_val_loss(x_val, y_val)

    def gen_batch(self, x, y):
        length = len(x)
        bins = length // self.batch_size
        if length % self.batch_size:
            bins += 1
        indexes = np.random.permutation(np.arange(len(x)))
        x = x[indexes]
        y = y[indexes]
        for i in range(bins):
            start = self.batch_size * i
            end = self.batch_size * (i + 1)
            yield x[start:end], y[start:end]

    def training(self, x, y):
        m = len(x)
        z = self.forpass(x)
        a = self.softmax(z)
        err = -(y - a)
        w1_grad, b1_grad, w2_grad, b2_grad = self.backprop(x, err)
        w1_grad += (self.l1 * np.sign(self.w1) + self.l2 * self.w1) / m
        w2_grad += (self.l1 * np.sign(self.w2) + self.l2 * self.w2) / m
        self.w1 -= self.lr * w1_grad
        self.b1 -= self.lr * b1_grad
        self.w2 -= self.lr * w2_grad
        self.b2 -= self.lr * b2_grad
        return a

    def predict(self, x):
        z = self.forpass(x)
        return np.argmax(z, axis=1)

    def score(self, x, y):
        return np.mean(self.predict(x) == np.argmax(y, axis=1))

    def reg_loss(self):
        return self.l1 * (np.sum(np.abs(self.w1)) + np.sum(np.abs(self.w2))) + \
               self.l2 / 2 * (np.sum(self.w1**2) + np.sum(self.w2**2))

    def update_val_loss(self, x_val, y_val):
        z = self.forpass(x_val)
        a = self.softmax(z)
        a = np.clip(a, 1e-10, 1-1e-10)
        val_loss = np.sum(-y_val*np.log(a))
        self.val_losses.append((val_loss + self.reg_loss()) / len(y_val))
