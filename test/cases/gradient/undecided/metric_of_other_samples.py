# The number that is printed is a mean of squares over all pairs, the step's own loss is half of that over a batch.
import random

import numpy as np


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))


class Network:
    def __init__(self, sizes):
        self.biases = [np.random.normal(size=(y, 1)) for y in sizes[1:]]
        self.weights = [np.random.normal(size=(y, x)) for x, y in zip(sizes[:-1], sizes[1:])]

    def feedforward(self, a):
        for w, b in zip(self.weights, self.biases):
            a = sigmoid(np.dot(w, a) + b)
        return a

    def sgd(self, pairs, epochs, batchSize, eta):
        for i in range(epochs):
            random.shuffle(pairs)
            for batch in [pairs[j:j + batchSize] for j in range(0, len(pairs), batchSize)]:
                self.updateBatch(batch, eta)
            print("epoch", i, "cost", self.evaluate(pairs))

    def updateBatch(self, batch, eta):
        sumW = [np.zeros(w.shape) for w in self.weights]
        sumB = [np.zeros(b.shape) for b in self.biases]
        batchSize = len(batch)
        for x, y in batch:
            dW, dB = self.backpropagation(x, y)
            sumW = [one + other for one, other in zip(sumW, dW)]
            sumB = [one + other for one, other in zip(sumB, dB)]
        self.weights = [w - eta * dW / batchSize for w, dW in zip(self.weights, sumW)]
        self.biases = [b - eta * dB / batchSize for b, dB in zip(self.biases, sumB)]

    def backpropagation(self, x, y):
        activations = [x]
        for w, b in zip(self.weights, self.biases):
            activations.append(sigmoid(np.dot(w, activations[-1]) + b))
        out, hidden = activations[-1], activations[-2]
        delta = (out - y) * out * (1 - out)
        below = np.dot(self.weights[-1].T, delta) * hidden * (1 - hidden)
        return [np.dot(below, x.T), np.dot(delta, hidden.T)], [below, delta]

    def evaluate(self, pairs):
        total = 0
        for x, y in pairs:
            total += np.mean(np.square(y - self.feedforward(x)))
        return total / len(pairs)


inputs = [np.reshape(x, (2, 1)) for x in [[0, 0], [0, 1], [1, 0], [1, 1]]]
outputs = [np.reshape(x, (1, 1)) for x in [0, 1, 1, 0]]
Network([2, 2, 1]).sgd(list(zip(inputs, outputs)), 40, 2, 3.0)
