# mutant factor_two: `return 2 * (y_pred - y_true) / y_true.size` -> `return (y_pred - y_true) / y_true.size`
# mutant sign: `return 2 * (y_pred - y_true) / y_true.size` -> `return 2 * (y_true - y_pred) / y_true.size`
# mutant missing_activation_derivative: `return np.multiply(output_gradient, self.activation_prime(self.input))` -> `return output_gradient`
# mutant wrong_activation_derivative: `lambda x: 1 - np.tanh(x) ** 2` -> `lambda x: np.tanh(x) * (1 - np.tanh(x))`
# mutant updated_weight_used_in_backprop: `input_gradient = np.dot(self.weights.T, output_gradient)` -> `self.weights -= learning_rate * weights_gradient; input_gradient = np.dot(self.weights.T, output_gradient); weights_gradient = 0`
# mutant bias_missing: `self.bias -= learning_rate * output_gradient` -> `pass`
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
        super().__init__(np.tanh, lambda x: 1 - np.tanh(x) ** 2)


def mse(y_true, y_pred):
    return np.mean(np.power(y_true - y_pred, 2))


def mse_prime(y_true, y_pred):
    return 2 * (y_pred - y_true) / y_true.size


X = np.reshape([[0, 0], [0, 1], [1, 0], [1, 1]], (4, 2, 1))
Y = np.reshape([[0], [1], [1], [0]], (4, 1, 1))
network = [Dense(2, 3), Tanh(), Dense(3, 1), Tanh()]
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
    print(f"{e + 1}/{epochs}, error={error}")
