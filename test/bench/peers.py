"""NumPy and scikit-learn for the benchmark: a line "WORKLOAD STYLE SECONDS CLOCK" in, microseconds an epoch out."""
import sys
import time
import warnings

import numpy as np

warnings.filterwarnings("ignore")
SHAPES = {"A": (364, 30, 91), "S": (364, 30, 91), "M": (364, 30, 91), "B": (100_000, 30, 91), "C": (1_000_000, 30, 91)}
data = {}


def load(workload):
    if workload not in data:
        random = np.random.RandomState(1)
        m, n, mv = (60_000, 784, 91) if workload == "D" else SHAPES[workload]
        k = 10 if workload == "D" else 2
        make = lambda rows: (random.normal(size=(rows, n)), random.randint(0, k, rows).astype(float))
        data[workload] = (*make(m), *make(mv))
    return data[workload]


class Learner:
    """As a learner writes it: the lesson's class."""

    def __init__(self, n):
        self.w = np.ones((n, 1))
        self.b = 0.0
        self.lr = 0.1
        self.losses, self.val_losses = [], []

    def forpass(self, x):
        return np.dot(x, self.w) + self.b

    def backprop(self, x, err):
        m = len(x)
        return np.dot(x.T, err) / m, np.sum(err) / m

    def activation(self, z):
        return 1 / (1 + np.exp(-z))

    def loss(self, x, y):
        a = np.clip(self.activation(self.forpass(x)), 1e-10, 1 - 1e-10)
        return np.sum(-(y * np.log(a) + (1 - y) * np.log(1 - a))) / len(y)

    def training(self, x, y):
        a = self.activation(self.forpass(x))
        err = -(y - a)
        w_grad, b_grad = self.backprop(x, err)
        self.w -= self.lr * w_grad
        self.b -= self.lr * b_grad
        a = np.clip(a, 1e-10, 1 - 1e-10)
        return np.sum(-(y * np.log(a) + (1 - y) * np.log(1 - a)))

    def epoch(self, x, y, xv, yv, size):
        m = len(x)
        if size == m:
            self.losses.append(self.training(x, y) / m)
        else:
            order = np.random.permutation(m)
            x, y = x[order], y[order]
            loss = 0
            for at in range(0, m, size):
                loss += self.training(x[at : at + size], y[at : at + size])
            self.losses.append(loss / m)
        self.val_losses.append(self.loss(xv, yv))

    def sgd_epoch(self, x, y, xv, yv):
        """One sample at a time, as the chapter before the lesson has it: vectors, no matrices."""
        w, b, loss = self.w[:, 0], self.b, 0.0
        for i in np.random.permutation(len(x)):
            a = 1 / (1 + np.exp(-(np.sum(x[i] * w) + b)))
            err = -(y[i, 0] - a)
            w = w - self.lr * (x[i] * err)
            b = b - self.lr * err
            a = np.clip(a, 1e-10, 1 - 1e-10)
            loss += -(y[i, 0] * np.log(a) + (1 - y[i, 0]) * np.log(1 - a))
        self.w, self.b = w.reshape(-1, 1), b
        self.losses.append(loss / len(x))
        self.val_losses.append(self.loss(xv, yv))


class BestEffort:
    """NumPy with all arrays made beforehand, in place, and one logarithm a sample."""

    def __init__(self, x, y, xv, yv):
        self.x, self.y, self.xv = x, y, xv
        self.w, self.b, self.rate = np.ones(x.shape[1]), 0.0, 0.1
        self.z, self.zv = np.empty(len(x)), np.empty(len(xv))
        self.p, self.pv = np.empty(len(x)), np.empty(len(xv))
        self.g, self.xt = np.empty(x.shape[1]), x.T
        # |1 - y - a| is the probability of the true class.
        self.other, self.otherv = 1 - y, 1 - yv

    def forward(self, x, z):
        np.dot(x, self.w, out=z)
        z += self.b
        np.negative(z, out=z)
        np.exp(z, out=z)
        z += 1
        np.reciprocal(z, out=z)

    def loss(self, z, other, p):
        np.maximum(z, 1e-10, out=p)
        np.minimum(p, 1 - 1e-10, out=p)
        np.subtract(other, p, out=p)
        np.abs(p, out=p)
        np.log(p, out=p)
        return -p.sum() / len(p)

    def epoch(self):
        m = len(self.x)
        self.forward(self.x, self.z)
        loss = self.loss(self.z, self.other, self.p)
        self.z -= self.y
        np.dot(self.xt, self.z, out=self.g)
        self.w -= (self.rate / m) * self.g
        self.b -= self.rate / m * self.z.sum()
        self.forward(self.xv, self.zv)
        return loss, self.loss(self.zv, self.otherv, self.pv)


def softmax_epoch(state, x, y, xv, yv):
    w, b, one_hot, one_hot_v = state

    def forward(x):
        z = np.dot(x, w) + b
        e = np.exp(z - z.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)

    a = forward(x)
    err = a - one_hot
    w -= 0.1 * (np.dot(x.T, err) / len(x))
    b -= 0.1 * (err.sum(axis=0) / len(x))
    loss = -np.sum(one_hot * np.log(np.clip(a, 1e-10, 1 - 1e-10))) / len(x)
    return loss, -np.sum(one_hot_v * np.log(np.clip(forward(xv), 1e-10, 1 - 1e-10))) / len(xv)


def make(workload, style):
    """A function that runs one epoch; for scikit-learn one that runs many and says how many."""
    x, y, xv, yv = load(workload)
    if style == "sklearn":
        from sklearn.linear_model import SGDClassifier

        epochs = 300
        model = SGDClassifier(loss="log_loss", penalty=None, learning_rate="constant", eta0=0.1, max_iter=epochs, tol=None)
        return lambda: model.fit(x, y), epochs
    if workload == "D":
        state = (np.ones((784, 10)), np.zeros(10), np.eye(10)[y.astype(int)], np.eye(10)[yv.astype(int)])
        return lambda: softmax_epoch(state, x, y, xv, yv), 1
    if style == "best":
        best = BestEffort(x, y, xv, yv)
        return best.epoch, 1
    learner = Learner(x.shape[1])
    y, yv = y.reshape(-1, 1), yv.reshape(-1, 1)
    if workload == "S":
        return lambda: learner.sgd_epoch(x, y, xv, yv), 1
    size = 32 if workload == "M" else len(x)
    return lambda: learner.epoch(x, y, xv, yv, size), 1


made = {}
for line in sys.stdin:
    workload, style, seconds, clock = line.split()
    now = time.process_time if clock == "cpu" else time.perf_counter
    key = (workload, style)
    if key not in made:
        made[key] = make(workload, style)
        made[key][0]()
    run, epochs = made[key]
    start = now()
    count = 0
    while True:
        run()
        count += epochs
        spent = now() - start
        if spent >= float(seconds):
            break
    print(spent / count * 1e6, flush=True)
