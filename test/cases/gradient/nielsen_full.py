# mutant missing_activation_derivative: `delta = np.dot(self.weights[-l + 1].transpose(), delta) * sp` -> `delta = np.dot(self.weights[-l + 1].transpose(), delta)`
# mutant extra_activation_derivative: `delta = activations[-1] - y` -> `delta = (activations[-1] - y) * sigmoid_prime(zs[-1])`
# mutant sign: `delta = activations[-1] - y` -> `delta = y - activations[-1]`
# mutant penalty_missing: `(1 - eta * lmbda / n) * w - (eta / len(mini_batch)) * nw` -> `w - (eta / len(mini_batch)) * nw`
# mutant penalty_sign: `(1 - eta * lmbda / n) * w` -> `(1 + eta * lmbda / n) * w`
# mutant bias_not_averaged: `b - (eta / len(mini_batch)) * nb` -> `b - eta * nb`
# mutant uses_z_for_a: `nabla_w[-1] = np.dot(delta, activations[-2].transpose())` -> `nabla_w[-1] = np.dot(delta, zs[-2].transpose())`
# mutant wrong_layer_input: `nabla_w[-l] = np.dot(delta, activations[-l - 1].transpose())` -> `nabla_w[-l] = np.dot(delta, activations[-l].transpose())`
# derivation: none
import random
import numpy as np


class Network(object):

    def __init__(self, sizes):
        self.num_layers = len(sizes)
        self.sizes = sizes
        self.biases = [np.random.randn(y, 1) for y in sizes[1:]]
        self.weights = [np.random.randn(y, x) / np.sqrt(x) for x, y in zip(sizes[:-1], sizes[1:])]

    def feedforward(self, a):
        for b, w in zip(self.biases, self.weights):
            a = sigmoid(np.dot(w, a) + b)
        return a

    def SGD(self, training_data, epochs, mini_batch_size, eta, lmbda=0.0):
        n = len(training_data)
        history = []
        for j in range(epochs):
            random.shuffle(training_data)
            mini_batches = [training_data[k:k + mini_batch_size] for k in range(0, n, mini_batch_size)]
            for mini_batch in mini_batches:
                cost = self.total_cost(mini_batch, lmbda)
                self.update_mini_batch(mini_batch, eta, lmbda, n)
            history.append(cost)
            print("Epoch %s training complete" % j)
        return history

    def update_mini_batch(self, mini_batch, eta, lmbda, n):
        nabla_b = [np.zeros(b.shape) for b in self.biases]
        nabla_w = [np.zeros(w.shape) for w in self.weights]
        for x, y in mini_batch:
            delta_nabla_b, delta_nabla_w = self.backprop(x, y)
            nabla_b = [nb + dnb for nb, dnb in zip(nabla_b, delta_nabla_b)]
            nabla_w = [nw + dnw for nw, dnw in zip(nabla_w, delta_nabla_w)]
        self.weights = [(1 - eta * lmbda / n) * w - (eta / len(mini_batch)) * nw
                        for w, nw in zip(self.weights, nabla_w)]
        self.biases = [b - (eta / len(mini_batch)) * nb for b, nb in zip(self.biases, nabla_b)]

    def backprop(self, x, y):
        nabla_b = [np.zeros(b.shape) for b in self.biases]
        nabla_w = [np.zeros(w.shape) for w in self.weights]
        activation = x
        activations = [x]
        zs = []
        for b, w in zip(self.biases, self.weights):
            z = np.dot(w, activation) + b
            zs.append(z)
            activation = sigmoid(z)
            activations.append(activation)
        delta = activations[-1] - y
        nabla_b[-1] = delta
        nabla_w[-1] = np.dot(delta, activations[-2].transpose())
        for l in range(2, self.num_layers):
            sp = sigmoid_prime(zs[-l])
            delta = np.dot(self.weights[-l + 1].transpose(), delta) * sp
            nabla_b[-l] = delta
            nabla_w[-l] = np.dot(delta, activations[-l - 1].transpose())
        return nabla_b, nabla_w

    def total_cost(self, data, lmbda):
        cost = 0.0
        for x, y in data:
            a = self.feedforward(x)
            cost += np.sum(np.nan_to_num(-y * np.log(a) - (1 - y) * np.log(1 - a))) / len(data)
        cost += 0.5 * (lmbda / len(data)) * sum(np.linalg.norm(w) ** 2 for w in self.weights)
        return cost


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))


def sigmoid_prime(z):
    return sigmoid(z) * (1 - sigmoid(z))


data = [(np.random.randn(3, 1), np.array([[float(i % 2)], [float(i % 3 == 0)]])) for i in range(12)]
net = Network([3, 4, 2])
net.SGD(data, 5, 12, 3.0, lmbda=0.1)
