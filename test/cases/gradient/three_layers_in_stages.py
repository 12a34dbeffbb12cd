# mutant missing_mean: `self.dW3 = self.a2.T @ dz3 / m` -> `self.dW3 = self.a2.T @ dz3`
# mutant bias_not_averaged: `self.db2 = np.sum(dz2, axis=0, keepdims=True) / m` -> `self.db2 = np.sum(dz2, axis=0, keepdims=True)`
# mutant missing_activation_derivative: `dz1 = da1 * self.relu_derivative(self.z1)` -> `dz1 = da1`
# mutant wrong_activation_derivative: `return (z > 0).astype(float)` -> `return z * (z > 0)`
# mutant sign: `dz3 = self.a3 - y` -> `dz3 = y - self.a3`
# mutant label_missing: `dz3 = self.a3 - y` -> `dz3 = self.a3`
# mutant wrong_layer_input: `self.dW2 = self.a1.T @ dz2 / m` -> `self.dW2 = self.a2.T @ dz2 / m`
# mutant transposed_result: `da1 = dz2 @ self.W2.T` -> `da1 = dz2 @ self.W2`
# mutant bias_axis: `self.db1 = np.sum(dz1, axis=0, keepdims=True) / m` -> `self.db1 = np.sum(dz1, axis=1, keepdims=True) / m`
# mutant bias_missing: `        self.b3 -= lr * self.db3\n` -> ``
# mutant extra_activation_derivative: `dz3 = self.a3 - y` -> `dz3 = (self.a3 - y) * self.a3 * (1 - self.a3)`
import numpy as np


class NeuralNetwork:
    """Three layer network: ReLU, ReLU, sigmoid."""

    def __init__(self, input_size, hidden1, hidden2, output_size):
        self.W1 = np.random.randn(input_size, hidden1) * np.sqrt(2 / input_size)
        self.b1 = np.zeros((1, hidden1))
        self.W2 = np.random.randn(hidden1, hidden2) * np.sqrt(2 / hidden1)
        self.b2 = np.zeros((1, hidden2))
        self.W3 = np.random.randn(hidden2, output_size) * np.sqrt(1 / hidden2)
        self.b3 = np.zeros((1, output_size))

    def relu(self, z):
        return np.maximum(0, z)

    def relu_derivative(self, z):
        return (z > 0).astype(float)

    def sigmoid(self, z):
        return 1 / (1 + np.exp(-z))

    def forward(self, X):
        self.z1 = X @ self.W1 + self.b1
        self.a1 = self.relu(self.z1)
        self.z2 = self.a1 @ self.W2 + self.b2
        self.a2 = self.relu(self.z2)
        self.z3 = self.a2 @ self.W3 + self.b3
        self.a3 = self.sigmoid(self.z3)
        return self.a3

    def compute_loss(self, y, y_hat):
        m = y.shape[0]
        eps = 1e-8
        return -np.sum(y * np.log(y_hat + eps) + (1 - y) * np.log(1 - y_hat + eps)) / m

    def backward(self, X, y):
        m = X.shape[0]
        dz3 = self.a3 - y
        self.dW3 = self.a2.T @ dz3 / m
        self.db3 = np.sum(dz3, axis=0, keepdims=True) / m
        da2 = dz3 @ self.W3.T
        dz2 = da2 * self.relu_derivative(self.z2)
        self.dW2 = self.a1.T @ dz2 / m
        self.db2 = np.sum(dz2, axis=0, keepdims=True) / m
        da1 = dz2 @ self.W2.T
        dz1 = da1 * self.relu_derivative(self.z1)
        self.dW1 = X.T @ dz1 / m
        self.db1 = np.sum(dz1, axis=0, keepdims=True) / m

    def update(self, lr):
        self.W1 -= lr * self.dW1
        self.b1 -= lr * self.db1
        self.W2 -= lr * self.dW2
        self.b2 -= lr * self.db2
        self.W3 -= lr * self.dW3
        self.b3 -= lr * self.db3
