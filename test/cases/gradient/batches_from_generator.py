# derivation: none
# mutant sign: `gap = -(t - p)` -> `gap = t - p`
# mutant missing_mean: `dv = self.hidden.T @ gap / rows` -> `dv = self.hidden.T @ gap`
# mutant missing_activation_derivative: `back = gap @ self.v.T * (1 - self.hidden ** 2)` -> `back = gap @ self.v.T`
# mutant penalty_missing: `        du += self.l2 * self.u / rows\n` -> ``
# mutant penalty_sign: `dv += self.l2 * self.v / rows` -> `dv -= self.l2 * self.v / rows`
# mutant penalty_not_averaged: `du += self.l2 * self.u / rows` -> `du += self.l2 * self.u`
# mutant bias_not_averaged: `dc = gap.sum(axis=0) / rows` -> `dc = gap.sum(axis=0)`
import numpy as np


class Sorter:
    def __init__(self, units=6, batch_size=16, speed=0.1, l2=0.01):
        self.units = units
        self.batch_size = batch_size
        self.speed = speed
        self.l2 = l2
        self.losses = []

    def start(self, inputs, kinds):
        self.u = np.random.normal(0, 1, (inputs, self.units))
        self.a = np.zeros(self.units)
        self.v = np.random.normal(0, 1, (self.units, kinds))
        self.c = np.zeros(kinds)

    def forward(self, x):
        self.hidden = np.tanh(x @ self.u + self.a)
        top = np.exp(self.hidden @ self.v + self.c)
        return top / top.sum(axis=1, keepdims=True)

    def backward(self, x, gap):
        rows = len(x)
        dv = self.hidden.T @ gap / rows
        dc = gap.sum(axis=0) / rows
        back = gap @ self.v.T * (1 - self.hidden ** 2)
        du = x.T @ back / rows
        da = back.sum(axis=0) / rows
        du += self.l2 * self.u / rows
        dv += self.l2 * self.v / rows
        return du, da, dv, dc

    def parts(self, x, t):
        order = np.random.permutation(len(x))
        x, t = x[order], t[order]
        for first in range(0, len(x), self.batch_size):
            yield x[first:first + self.batch_size], t[first:first + self.batch_size]

    def learn(self, x, t):
        p = self.forward(x)
        gap = -(t - p)
        du, da, dv, dc = self.backward(x, gap)
        self.u -= self.speed * du
        self.a -= self.speed * da
        self.v -= self.speed * dv
        self.c -= self.speed * dc
        return p

    def weight(self):
        return self.l2 / 2 * (np.sum(self.u ** 2) + np.sum(self.v ** 2))

    def fit(self, x, t, epochs=5):
        self.start(x.shape[1], t.shape[1])
        for _ in range(epochs):
            loss = 0
            for some, answers in self.parts(x, t):
                p = np.clip(self.learn(some, answers), 1e-10, 1 - 1e-10)
                loss += np.sum(-answers * np.log(p))
            self.losses.append((loss + self.weight()) / len(x))


data = np.random.rand(80, 5)
kinds = np.eye(3)[np.random.randint(0, 3, 80)]
sorter = Sorter()
sorter.fit(data, kinds)
print(sorter.losses)
