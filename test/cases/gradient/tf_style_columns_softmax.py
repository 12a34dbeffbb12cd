# mutant missing_activation_derivative: `dZ1 = W2.T.dot(dZ2) * (Z1 > 0)` -> `dZ1 = W2.T.dot(dZ2)`
# mutant bias_axis: `db1 = 1 / m * np.sum(dZ1, 1).reshape(-1, 1)` -> `db1 = 1 / m * np.sum(dZ1)`
# mutant missing_mean: `dW2 = 1 / m * dZ2.dot(A1.T)` -> `dW2 = dZ2.dot(A1.T)`
import numpy as np


def train(X, Y, alpha=0.1, iterations=500):
    n, m = X.shape
    k = Y.shape[0]
    W1 = np.random.rand(10, n) - 0.5
    b1 = np.random.rand(10, 1) - 0.5
    W2 = np.random.rand(k, 10) - 0.5
    b2 = np.random.rand(k, 1) - 0.5
    for i in range(iterations):
        Z1 = W1.dot(X) + b1
        A1 = np.maximum(Z1, 0)
        Z2 = W2.dot(A1) + b2
        A2 = np.exp(Z2) / sum(np.exp(Z2))
        loss = -np.sum(Y * np.log(A2)) / m
        dZ2 = A2 - Y
        dW2 = 1 / m * dZ2.dot(A1.T)
        db2 = 1 / m * np.sum(dZ2, 1).reshape(-1, 1)
        dZ1 = W2.T.dot(dZ2) * (Z1 > 0)
        dW1 = 1 / m * dZ1.dot(X.T)
        db1 = 1 / m * np.sum(dZ1, 1).reshape(-1, 1)
        W1 = W1 - alpha * dW1
        b1 = b1 - alpha * db1
        W2 = W2 - alpha * dW2
        b2 = b2 - alpha * db2
    return W1, b1, W2, b2
