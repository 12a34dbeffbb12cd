# mutant missing_mean: `dW = one_by_m * np.matmul(dZ, X.T)` -> `dW = np.matmul(dZ, X.T)`
# mutant sign: `dZ = A - Y` -> `dZ = Y - A`
# mutant bias_not_averaged: `db = one_by_m * np.sum(dZ)` -> `db = np.sum(dZ)`
# mutant extra_activation_derivative: `dZ = A - Y` -> `dZ = (A - Y) * A * (1 - A)`
# mutant bias_missing: `self.__b = self.__b - alpha * db` -> `pass`
# mutant transposed_result: `dW = one_by_m * np.matmul(dZ, X.T)` -> `dW = one_by_m * np.matmul(X, dZ.T)`
import numpy as np


class Neuron:
    """A single neuron doing binary classification."""

    def __init__(self, nx):
        if type(nx) is not int:
            raise TypeError("nx must be an integer")
        if nx < 1:
            raise ValueError("nx must be a positive integer")
        self.__W = np.random.normal(size=(1, nx))
        self.__b = 0
        self.__A = 0

    @property
    def W(self):
        return self.__W

    @property
    def b(self):
        return self.__b

    @property
    def A(self):
        return self.__A

    def forward_prop(self, X):
        z = np.matmul(self.__W, X) + self.__b
        self.__A = 1 / (1 + np.exp(-z))
        return self.__A

    def cost(self, Y, A):
        m = Y.shape[1]
        loss = -(Y * np.log(A) + (1 - Y) * np.log(1.0000001 - A))
        return (1 / m) * np.sum(loss)

    def evaluate(self, X, Y):
        A = self.forward_prop(X)
        return np.where(A >= 0.5, 1, 0), self.cost(Y, A)

    def gradient_descent(self, X, Y, A, alpha=0.05):
        one_by_m = 1 / Y.shape[1]
        dZ = A - Y
        dW = one_by_m * np.matmul(dZ, X.T)
        db = one_by_m * np.sum(dZ)
        self.__W = self.__W - alpha * dW
        self.__b = self.__b - alpha * db

    def train(self, X, Y, iterations=5000, alpha=0.05, verbose=True):
        if not isinstance(iterations, int):
            raise TypeError("iterations must be an integer")
        if not isinstance(alpha, float):
            raise TypeError("alpha must be a float")
        for i in range(iterations):
            A = self.forward_prop(X)
            if verbose and i % 100 == 0:
                print("Cost after {} iterations: {}".format(i, self.cost(Y, A)))
            self.gradient_descent(X, Y, self.__A, alpha)
        return self.evaluate(X, Y)
