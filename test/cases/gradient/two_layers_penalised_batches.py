# mutant missing_mean: `w2_grad = np.dot(self.a1.T, err) / m` -> `w2_grad = np.dot(self.a1.T, err)`
# mutant missing_mean: `w1_grad = np.dot(x.T, err_to_hidden) / m` -> `w1_grad = np.dot(x.T, err_to_hidden)`
# mutant bias_not_averaged: `b1_grad = np.sum(err_to_hidden, axis=0) / m` -> `b1_grad = np.sum(err_to_hidden, axis=0)`
# mutant bias_axis: `b1_grad = np.sum(err_to_hidden, axis=0) / m` -> `b1_grad = np.sum(err_to_hidden) / m`
# mutant missing_activation_derivative: `err_to_hidden = np.dot(err, self.w2.T) * self.a1 * (1 - self.a1)` -> `err_to_hidden = np.dot(err, self.w2.T)`
# mutant wrong_activation_derivative: `err_to_hidden = np.dot(err, self.w2.T) * self.a1 * (1 - self.a1)` -> `err_to_hidden = np.dot(err, self.w2.T) * (1 - self.a1 ** 2)`
# mutant uses_z_for_a: `w2_grad = np.dot(self.a1.T, err) / m` -> `w2_grad = np.dot(self.z1.T, err) / m`
# mutant penalty_missing: `w1_grad += (self.l1 * np.sign(self.w1) + self.l2 * self.w1) / m` -> `pass`
# mutant penalty_sign: `w2_grad += (self.l1` -> `w2_grad -= (self.l1`
# mutant sign: `err = -(y - a)` -> `err = y - a`
# mutant extra_activation_derivative: `err = -(y - a)` -> `err = -(y - a) * a * (1 - a)`
# mutant bias_missing: `        self.b1 -= self.lr * b1_grad\n` -> ``
import numpy as np


class DualLayer:
    def __init__(self, units=10, batch_size=16, learning_rate=0.1, l1=0, l2=0):
        self.units = units
        self.batch_size = batch_size
        self.w1 = None
        self.b1 = None
        self.w2 = None
        self.b2 = None
        self.a1 = None
        self.z1 = None
        self.losses = []
        self.val_losses = []
        self.lr = learning_rate
        self.l1 = l1
        self.l2 = l2

    def init_weights(self, n_features):
        np.random.seed(42)
        self.w1 = np.random.normal(0, 1, (n_features, self.units))
        self.b1 = np.zeros(self.units)
        self.w2 = np.random.normal(0, 1, (self.units, 1))
        self.b2 = 0

    def sigmoid(self, z):
        z = np.clip(z, -100, None)
        return 1 / (1 + np.exp(-z))

    def forpass(self, x):
        self.z1 = np.dot(x, self.w1) + self.b1
        self.a1 = self.sigmoid(self.z1)
        z2 = np.dot(self.a1, self.w2) + self.b2
        return z2

    def backprop(self, x, err):
        m = len(x)
        w2_grad = np.dot(self.a1.T, err) / m
        b2_grad = np.sum(err) / m
        err_to_hidden = np.dot(err, self.w2.T) * self.a1 * (1 - self.a1)
        w1_grad = np.dot(x.T, err_to_hidden) / m
        b1_grad = np.sum(err_to_hidden, axis=0) / m
        return w1_grad, b1_grad, w2_grad, b2_grad

    def training(self, x, y):
        m = len(x)
        z = self.forpass(x)
        a = self.sigmoid(z)
        err = -(y - a)
        w1_grad, b1_grad, w2_grad, b2_grad = self.backprop(x, err)
        w1_grad += (self.l1 * np.sign(self.w1) + self.l2 * self.w1) / m
        w2_grad += (self.l1 * np.sign(self.w2) + self.l2 * self.w2) / m
        self.w1 -= self.lr * w1_grad
        self.b1 -= self.lr * b1_grad
        self.w2 -= self.lr * w2_grad
        self.b2 -= self.lr * b2_grad
        return a

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

    def fit(self, x, y, epochs=100, x_val=None, y_val=None):
        y = y.reshape(-1, 1)
        y_val = y_val.reshape(-1, 1)
        self.init_weights(x.shape[1])
        for i in range(epochs):
            loss = 0
            for x_batch, y_batch in self.gen_batch(x, y):
                a = self.training(x_batch, y_batch)
                a = np.clip(a, 1e-10, 1 - 1e-10)
                loss += np.sum(-(y_batch * np.log(a) + (1 - y_batch) * np.log(1 - a)))
            self.losses.append((loss + self.reg_loss()) / len(x))
            self.update_val_loss(x_val, y_val)

    def reg_loss(self):
        return self.l1 * (np.sum(np.abs(self.w1)) + np.sum(np.abs(self.w2))) + \
               self.l2 / 2 * (np.sum(self.w1 ** 2) + np.sum(self.w2 ** 2))

    def update_val_loss(self, x_val, y_val):
        a = self.sigmoid(self.forpass(x_val))
        a = np.clip(a, 1e-10, 1 - 1e-10)
        val_loss = np.sum(-(y_val * np.log(a) + (1 - y_val) * np.log(1 - a)))
        self.val_losses.append((val_loss + self.reg_loss()) / len(y_val))

    def predict(self, x):
        return self.forpass(x) > 0

    def score(self, x, y):
        return np.mean(self.predict(x) == y.reshape(-1, 1))


if __name__ == "__main__":
    rng = np.random.RandomState(0)
    x = rng.randn(200, 5)
    y = (x[:, 0] * x[:, 1] > 0).astype(int)
    net = DualLayer(units=8, l2=0.01, learning_rate=0.3)
    net.fit(x[:160], y[:160], epochs=60, x_val=x[160:], y_val=y[160:])
    print(net.losses[0], net.losses[-1], net.score(x[160:], y[160:]))
