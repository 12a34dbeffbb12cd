# mutant sign: `return output_activations - y` -> `return y - output_activations`
# mutant missing_activation_derivative: `delta = np.dot(self.weights[-l + 1].transpose(), delta) * sp` -> `delta = np.dot(self.weights[-l + 1].transpose(), delta)`
# mutant wrong_activation_derivative: `return sigmoid(z) * (1 - sigmoid(z))` -> `return 1 - sigmoid(z)`
# mutant wrong_layer_input: `nabla_w[-l] = np.dot(delta, activations[-l - 1].transpose())` -> `nabla_w[-l] = np.dot(delta, activations[-l].transpose())`
# mutant uses_z_for_a: `nabla_w[-1] = np.dot(delta, activations[-2].transpose())` -> `nabla_w[-1] = np.dot(delta, zs[-2].transpose())`
# mutant label_missing: `return output_activations - y` -> `return output_activations`
# mutant extra_activation_derivative: `delta = self.cost_derivative(activations[-1], y) * sigmoid_prime(zs[-1])` -> `delta = self.cost_derivative(activations[-1], y) * sigmoid_prime(zs[-1]) * sigmoid_prime(zs[-1])`
import random
import numpy as np


class Network(object):
    def __init__(self, sizes):
        self.num_layers = len(sizes)
        self.sizes = sizes
        self.biases = [np.random.randn(y, 1) for y in sizes[1:]]
        self.weights = [np.random.randn(y, x) for x, y in zip(sizes[:-1], sizes[1:])]

    def feedforward(self, a):
        for b, w in zip(self.biases, self.weights):
            a = sigmoid(np.dot(w, a) + b)
        return a

    def total_cost(self, data):
        cost = 0.0
        for x, y in data:
            a = self.feedforward(x)
            cost += 0.5 * np.linalg.norm(a - y) ** 2
        return cost / len(data)

    def SGD(self, training_data, epochs, mini_batch_size, eta):
        n = len(training_data)
        for j in range(epochs):
            random.shuffle(training_data)
            mini_batches = [training_data[k:k + mini_batch_size] for k in range(0, n, mini_batch_size)]
            for mini_batch in mini_batches:
                self.update_mini_batch(mini_batch, eta)
            print("Epoch {}: cost {}".format(j, self.total_cost(training_data)))

    def update_mini_batch(self, mini_batch, eta):
        nabla_b = [np.zeros(b.shape) for b in self.biases]
        nabla_w = [np.zeros(w.shape) for w in self.weights]
        for x, y in mini_batch:
            delta_nabla_b, delta_nabla_w = self.backprop(x, y)
            nabla_b = [nb + dnb for nb, dnb in zip(nabla_b, delta_nabla_b)]
            nabla_w = [nw + dnw for nw, dnw in zip(nabla_w, delta_nabla_w)]
        self.weights = [w - (eta / len(mini_batch)) * nw for w, nw in zip(self.weights, nabla_w)]
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
        delta = self.cost_derivative(activations[-1], y) * sigmoid_prime(zs[-1])
        nabla_b[-1] = delta
        nabla_w[-1] = np.dot(delta, activations[-2].transpose())
        for l in range(2, self.num_layers):
            z = zs[-l]
            sp = sigmoid_prime(z)
            delta = np.dot(self.weights[-l + 1].transpose(), delta) * sp
            nabla_b[-l] = delta
            nabla_w[-l] = np.dot(delta, activations[-l - 1].transpose())
        return (nabla_b, nabla_w)

    def cost_derivative(self, output_activations, y):
        return output_activations - y


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))


def sigmoid_prime(z):
    return sigmoid(z) * (1 - sigmoid(z))


xor = [(np.array([[a], [b], [1.0]]), np.array([[float(a != b)], [float(a == b)]])) for a in (0, 1) for b in (0, 1)]
net = Network([3, 4, 2])
net.SGD(xor, 3, 4, 3.0)
