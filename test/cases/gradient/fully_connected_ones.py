# mutant sign: `return weights - self.learning_rate * gradient` -> `return weights + self.learning_rate * gradient`
# mutant missing_mean: `return (self.activations - label_tensor) / label_tensor.shape[0]` -> `return self.activations - label_tensor`
# mutant missing_activation_derivative: `return np.where(self.input > 0, error_tensor, 0)` -> `return error_tensor`
# mutant label_missing: `return (self.activations - label_tensor) / label_tensor.shape[0]` -> `return self.activations / label_tensor.shape[0]`
# mutant transposed_result: `self._gradient_weights = self.input.T @ error_tensor` -> `self._gradient_weights = error_tensor.T @ self.input`
# mutant double_mean: `self._gradient_weights = self.input.T @ error_tensor` -> `self._gradient_weights = self.input.T @ error_tensor / len(error_tensor)`
import numpy as np


class Sgd:
    def __init__(self, learning_rate):
        self.learning_rate = learning_rate

    def calculate_update(self, weights, gradient):
        return weights - self.learning_rate * gradient


class BaseLayer:
    def __init__(self):
        self.trainable = False


class FullyConnected(BaseLayer):
    def __init__(self, input_size, output_size):
        super().__init__()
        self.trainable = True
        self.weights = np.random.uniform(0, 1, (input_size + 1, output_size))
        self._optimizer = None

    @property
    def optimizer(self):
        return self._optimizer

    @optimizer.setter
    def optimizer(self, value):
        self._optimizer = value

    def forward(self, input_tensor):
        self.input = np.hstack((input_tensor, np.ones((input_tensor.shape[0], 1))))
        return self.input @ self.weights

    def backward(self, error_tensor):
        self._gradient_weights = self.input.T @ error_tensor
        previous = error_tensor @ self.weights[:-1].T
        if self._optimizer is not None:
            self.weights = self._optimizer.calculate_update(self.weights, self._gradient_weights)
        return previous


class ReLU(BaseLayer):
    def forward(self, input_tensor):
        self.input = input_tensor
        return np.maximum(0, input_tensor)

    def backward(self, error_tensor):
        return np.where(self.input > 0, error_tensor, 0)


class SoftMaxLoss:
    def forward(self, scores, label_tensor):
        shifted = scores - scores.max(axis=1)[:, np.newaxis]
        exps = np.exp(shifted)
        self.activations = exps / exps.sum(axis=1)[:, np.newaxis]
        return np.sum(-np.log(self.activations[label_tensor == 1])) / label_tensor.shape[0]

    def backward(self, label_tensor):
        return (self.activations - label_tensor) / label_tensor.shape[0]


class NeuralNetwork:
    def __init__(self, optimizer):
        self.optimizer = optimizer
        self.layers, self.loss = [], []
        self.loss_layer = SoftMaxLoss()

    def append_layer(self, layer):
        if layer.trainable:
            layer.optimizer = self.optimizer
        self.layers.append(layer)

    def forward(self, tensor, labels):
        for layer in self.layers:
            tensor = layer.forward(tensor)
        return self.loss_layer.forward(tensor, labels)

    def backward(self, labels):
        error = self.loss_layer.backward(labels)
        for layer in reversed(self.layers):
            error = layer.backward(error)

    def train(self, x, labels, iterations):
        for _ in range(iterations):
            self.loss.append(self.forward(x, labels))
            self.backward(labels)


np.random.seed(0)
x = np.random.randn(60, 4)
labels = np.eye(3)[np.random.randint(0, 3, 60)]
net = NeuralNetwork(Sgd(1e-2))
net.append_layer(FullyConnected(4, 9))
net.append_layer(ReLU())
net.append_layer(FullyConnected(9, 3))
net.train(x, labels, 100)
print(net.loss[-1])
