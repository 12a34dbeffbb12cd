"""NumPy and scikit-learn for the benchmark: a line "WORKLOAD STYLE SECONDS CLOCK" in, microseconds an epoch out."""
import ast
import os
import sys
import time
import warnings

import numpy as np

warnings.filterwarnings("ignore")
LESSON = (364, 30, 91)
SHAPES = {"A": LESSON, "S": LESSON, "M": LESSON, "MS": LESSON, "B": (100_000, 30, 91), "C": (1_000_000, 30, 91)}
data = {}


def load(workload):
    if workload not in data:
        random = np.random.RandomState(1)
        m, n, mv = (60_000, 784, 91) if workload == "D" else SHAPES[workload]
        k = 10 if workload == "D" else 2
        make = lambda rows: (random.normal(size=(rows, n)), random.randint(0, k, rows).astype(float))
        data[workload] = (*make(m), *make(mv))
    return data[workload]


def lesson_class():
    """The class of the lesson that ships, as it stands there: what a learner writes."""
    path = os.path.join(os.path.dirname(__file__), "../../media/lesson/neuron.py")
    with open(path, encoding="utf-8") as file:
        tree = ast.parse(file.read())
    tree.body = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    names = {"np": np}
    exec(compile(tree, path, "exec"), names)
    return names["SingleLayer"]


class Learner(lesson_class()):
    """The lesson's class, with mini-batches and single samples added in its own style."""

    def start(self, n):
        self.w = np.ones((n, 1))
        return self

    def training(self, x, y):
        """The body of the lesson's loop: one update, and the loss of what was before it."""
        m = len(x)
        a = self.activation(self.forpass(x))
        err = -(y - a)
        w_grad, b_grad = self.backprop(x, err)
        w_grad += (self.l1 * np.sign(self.w) + self.l2 * self.w) / m
        self.w -= self.lr * w_grad
        self.b -= self.lr * b_grad
        return self.loss(a, y)

    def batch_epoch(self, x, y, xv, yv):
        self.losses.append(self.training(x, y))
        self.update_val_loss(xv, yv)

    def mini_epoch(self, x, y, xv, yv, size=32):
        m = len(x)
        loss = 0
        for at in range(0, m, size):
            batch = y[at : at + size]
            loss += self.training(x[at : at + size], batch) * len(batch)
        self.losses.append(loss / m)
        self.update_val_loss(xv, yv)

    def shuffled_mini_epoch(self, x, y, xv, yv):
        order = np.random.permutation(len(x))
        self.mini_epoch(x[order], y[order], xv, yv)

    def sgd_epoch(self, x, y, xv, yv):
        """One sample at a time, vectors and no matrices."""
        w, loss = self.w[:, 0], 0.0
        for i in np.random.permutation(len(x)):
            a = self.activation(np.sum(x[i] * w) + self.b)
            err = -(y[i, 0] - a)
            w_grad = err * x[i] + self.l1 * np.sign(w) + self.l2 * w
            w -= self.lr * w_grad
            self.b -= self.lr * err
            a = np.clip(a, 1e-10, 1 - 1e-10)
            loss += -(y[i, 0] * np.log(a) + (1 - y[i, 0]) * np.log(1 - a))
        self.losses.append((loss + self.reg_loss()) / len(x))
        self.update_val_loss(xv, yv)


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


def torch_epoch(x, y, xv, yv):
    """PyTorch as its tutorials write it, in float64."""
    import torch

    x, y, xv, yv = (torch.from_numpy(each) for each in (x, y.reshape(-1, 1), xv, yv.reshape(-1, 1)))
    model = torch.nn.Linear(x.shape[1], 1, dtype=torch.float64)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    loss_of = torch.nn.BCEWithLogitsLoss()

    def epoch():
        optimizer.zero_grad()
        loss = loss_of(model(x), y)
        loss.backward()
        optimizer.step()
        with torch.no_grad():
            return loss.item(), loss_of(model(xv), yv).item()

    return epoch


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
    if style == "torch":
        return torch_epoch(x, y, xv, yv), 1
    if style == "best":
        best = BestEffort(x, y, xv, yv)
        return best.epoch, 1
    learner = Learner().start(x.shape[1])
    y = y.reshape(-1, 1)
    epoch = {"S": learner.sgd_epoch, "M": learner.mini_epoch, "MS": learner.shuffled_mini_epoch}.get(workload, learner.batch_epoch)
    return lambda: epoch(x, y, xv, yv), 1


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
