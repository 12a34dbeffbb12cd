# mutant missing_activation_derivative: `delta = np.dot(self.weights[-l + 1].transpose(), delta) * bend` -> `delta = np.dot(self.weights[-l + 1].transpose(), delta)`
# mutant extra_activation_derivative: `delta = outs[-1] - y` -> `delta = (outs[-1] - y) * slope(sums[-1])`
# mutant sign: `delta = outs[-1] - y` -> `delta = y - outs[-1]`
# mutant penalty_missing: `(1 - eta * lmbda / n) * w - (eta / len(group)) * nw` -> `w - (eta / len(group)) * nw`
# mutant penalty_sign: `(1 - eta * lmbda / n) * w` -> `(1 + eta * lmbda / n) * w`
# mutant bias_not_averaged: `b - (eta / len(group)) * nb` -> `b - eta * nb`
# mutant uses_z_for_a: `sum_w[-1] = np.dot(delta, outs[-2].transpose())` -> `sum_w[-1] = np.dot(delta, sums[-2].transpose())`
# mutant wrong_layer_input: `sum_w[-l] = np.dot(delta, outs[-l - 1].transpose())` -> `sum_w[-l] = np.dot(delta, outs[-l].transpose())`
import random
import numpy as np


class Net(object):

    def __init__(self, sizes):
        self.depth = len(sizes)
        self.sizes = sizes
        self.biases = [np.random.randn(y, 1) for y in sizes[1:]]
        self.weights = [np.random.randn(y, x) / np.sqrt(x) for x, y in zip(sizes[:-1], sizes[1:])]

    def forward(self, a):
        for b, w in zip(self.biases, self.weights):
            a = squash(np.dot(w, a) + b)
        return a

    def train(self, pairs, epochs, size, eta, lmbda=0.0):
        n = len(pairs)
        history = []
        for j in range(epochs):
            random.shuffle(pairs)
            groups = [pairs[k:k + size] for k in range(0, n, size)]
            for group in groups:
                cost = self.cost_of(group, lmbda)
                self.update(group, eta, lmbda, n)
            history.append(cost)
            print("epoch %s" % j)
        return history

    def update(self, group, eta, lmbda, n):
        sum_b = [np.zeros(b.shape) for b in self.biases]
        sum_w = [np.zeros(w.shape) for w in self.weights]
        for x, y in group:
            one_b, one_w = self.backprop(x, y)
            sum_b = [nb + dnb for nb, dnb in zip(sum_b, one_b)]
            sum_w = [nw + dnw for nw, dnw in zip(sum_w, one_w)]
        self.weights = [(1 - eta * lmbda / n) * w - (eta / len(group)) * nw
                        for w, nw in zip(self.weights, sum_w)]
        self.biases = [b - (eta / len(group)) * nb for b, nb in zip(self.biases, sum_b)]

    def backprop(self, x, y):
        sum_b = [np.zeros(b.shape) for b in self.biases]
        sum_w = [np.zeros(w.shape) for w in self.weights]
        out = x
        outs = [x]
        sums = []
        for b, w in zip(self.biases, self.weights):
            z = np.dot(w, out) + b
            sums.append(z)
            out = squash(z)
            outs.append(out)
        delta = outs[-1] - y
        sum_b[-1] = delta
        sum_w[-1] = np.dot(delta, outs[-2].transpose())
        for l in range(2, self.depth):
            bend = slope(sums[-l])
            delta = np.dot(self.weights[-l + 1].transpose(), delta) * bend
            sum_b[-l] = delta
            sum_w[-l] = np.dot(delta, outs[-l - 1].transpose())
        return sum_b, sum_w

    def cost_of(self, data, lmbda):
        cost = 0.0
        for x, y in data:
            a = self.forward(x)
            cost += np.sum(np.nan_to_num(-y * np.log(a) - (1 - y) * np.log(1 - a))) / len(data)
        cost += 0.5 * (lmbda / len(data)) * sum(np.linalg.norm(w) ** 2 for w in self.weights)
        return cost


def squash(z):
    return 1.0 / (1.0 + np.exp(-z))


def slope(z):
    return squash(z) * (1 - squash(z))


data = [(np.random.randn(3, 1), np.array([[float(i % 2)], [float(i % 3 == 0)]])) for i in range(12)]
net = Net([3, 4, 2])
net.train(data, 5, 12, 3.0, lmbda=0.1)
