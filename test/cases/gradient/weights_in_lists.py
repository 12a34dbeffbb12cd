# mutant missing_activation_derivative: `delta = delta @ self.weights[l].T * activations[l] * (1 - activations[l])` -> `delta = delta @ self.weights[l].T`
# mutant sign: `delta = activations[-1] - y` -> `delta = y - activations[-1]`
# mutant missing_mean: `grads_w[l] = activations[l].T @ delta / m` -> `grads_w[l] = activations[l].T @ delta`
# mutant extra_activation_derivative: `delta = activations[-1] - y` -> `delta = (activations[-1] - y) * activations[-1] * (1 - activations[-1])`
# mutant double_mean: `grads_w[l] = activations[l].T @ delta / m` -> `grads_w[l] = activations[l].T @ delta / m / m`
# mutant bias_not_averaged: `grads_b[l] = delta.sum(axis=0) / m` -> `grads_b[l] = delta.sum(axis=0)`
import numpy as np


class MLP:
    def __init__(self, layer_sizes, lr=0.1):
        self.weights = [np.random.randn(a, b) * 0.5 for a, b in zip(layer_sizes[:-1], layer_sizes[1:])]
        self.biases = [np.zeros(b) for b in layer_sizes[1:]]
        self.lr = lr

    def forward(self, x):
        activations = [x]
        for w, b in zip(self.weights, self.biases):
            z = activations[-1] @ w + b
            activations.append(1 / (1 + np.exp(-z)))
        return activations

    def fit(self, x, y, epochs=10):
        m = len(x)
        for epoch in range(epochs):
            activations = self.forward(x)
            p = activations[-1]
            loss = -np.sum(y * np.log(p) + (1 - y) * np.log(1 - p)) / m
            print(epoch, loss)
            grads_w = [None] * len(self.weights)
            grads_b = [None] * len(self.weights)
            delta = activations[-1] - y
            for l in range(len(self.weights) - 1, -1, -1):
                grads_w[l] = activations[l].T @ delta / m
                grads_b[l] = delta.sum(axis=0) / m
                if l > 0:
                    delta = delta @ self.weights[l].T * activations[l] * (1 - activations[l])
            for l in range(len(self.weights)):
                self.weights[l] -= self.lr * grads_w[l]
                self.biases[l] -= self.lr * grads_b[l]
