# mutant sign: `return 2 * (y_pred - y_true) / np.size(y_true)` -> `return 2 * (y_true - y_pred) / np.size(y_true)`
# mutant factor_two: `return 2 * (y_pred - y_true) / np.size(y_true)` -> `return (y_pred - y_true) / np.size(y_true)`
# mutant missing_activation_derivative: `return np.multiply(output_gradient, self.activation_prime(self.input))` -> `return output_gradient`
# mutant wrong_activation_derivative: `lambda x: 1 - np.tanh(x) ** 2` -> `lambda x: 1 - np.tanh(x)`
# mutant uses_z_for_a: `lambda x: 1 - np.tanh(x) ** 2` -> `lambda x: 1 - x ** 2`
# mutant updated_weight_used_in_backprop: `input_gradient = np.dot(self.weights.T, output_gradient)\n        self.weights -= learning_rate * weights_gradient` -> `self.weights -= learning_rate * weights_gradient\n        input_gradient = np.dot(self.weights.T, output_gradient)`
# mutant bias_missing: `self.bias -= learning_rate * output_gradient` -> `pass`
# mutant label_missing: `return 2 * (y_pred - y_true) / np.size(y_true)` -> `return 2 * y_pred / np.size(y_true)`
# mutant transposed_result: `weights_gradient = np.dot(output_gradient, self.input.T)` -> `weights_gradient = np.dot(self.input, output_gradient.T)`
import numpy as np


class Layer:
    def __init__(self):
        self.input = None
        self.output = None

    def forward(self, input):
        pass

    def backward(self, output_gradient, learning_rate):
        pass


class Dense(Layer):
    def __init__(self, input_size, output_size):
        self.weights = np.random.randn(output_size, input_size)
        self.bias = np.random.randn(output_size, 1)

    def forward(self, input):
        self.input = input
        return np.dot(self.weights, self.input) + self.bias

    def backward(self, output_gradient, learning_rate):
        weights_gradient = np.dot(output_gradient, self.input.T)
        input_gradient = np.dot(self.weights.T, output_gradient)
        self.weights -= learning_rate * weights_gradient
        self.bias -= learning_rate * output_gradient
        return input_gradient


class Activation(Layer):
    def __init__(self, activation, activation_prime):
        self.activation = activation
        self.activation_prime = activation_prime

    def forward(self, input):
        self.input = input
        return self.activation(self.input)

    def backward(self, output_gradient, learning_rate):
        return np.multiply(output_gradient, self.activation_prime(self.input))


class Tanh(Activation):
    def __init__(self):
        super().__init__(lambda x: np.tanh(x), lambda x: 1 - np.tanh(x) ** 2)


def mse(y_true, y_pred):
    return np.mean(np.power(y_true - y_pred, 2))


def mse_prime(y_true, y_pred):
    return 2 * (y_pred - y_true) / np.size(y_true)


X = np.reshape([[0, 0], [0, 1], [1, 0], [1, 1]], (4, 2, 1))
Y = np.reshape([[0], [1], [1], [0]], (4, 1, 1))

network = [
    Dense(2, 3),
    Tanh(),
    Dense(3, 1),
    Tanh(),
]

epochs = 10000
learning_rate = 0.1

for e in range(epochs):
    error = 0
    for x, y in zip(X, Y):
        output = x
        for layer in network:
            output = layer.forward(output)
        error += mse(y, output)
        grad = mse_prime(y, output)
        for layer in reversed(network):
            grad = layer.backward(grad, learning_rate)
    error /= len(X)
    if e % 1000 == 0:
        print("%d/%d, error=%f" % (e + 1, epochs, error))
