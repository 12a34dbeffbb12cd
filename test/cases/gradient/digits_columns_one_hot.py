# mutant missing_mean: `dW2 = 1 / m * dZ2.dot(A1.T)` -> `dW2 = dZ2.dot(A1.T)`
# mutant bias_axis: `db2 = 1 / m * np.sum(dZ2, axis=1, keepdims=True)` -> `db2 = 1 / m * np.sum(dZ2)`
# mutant sign: `dZ2 = A2 - hot` -> `dZ2 = hot - A2`
# mutant missing_activation_derivative: `dZ1 = W2.T.dot(dZ2) * is_on(Z1)` -> `dZ1 = W2.T.dot(dZ2)`
# mutant uses_z_for_a: `dW2 = 1 / m * dZ2.dot(A1.T)` -> `dW2 = 1 / m * dZ2.dot(Z1.T)`
# mutant wrong_activation_derivative: `return Z > 0` -> `return Z < 0`
# mutant label_missing: `dZ2 = A2 - hot` -> `dZ2 = A2`
# mutant extra_activation_derivative: `dZ2 = A2 - hot` -> `dZ2 = (A2 - hot) * A2 * (1 - A2)`
# mutant bias_missing: `b1 = b1 - alpha * db1` -> `pass`
import numpy as np


def start():
    W1 = np.random.rand(10, 784) - 0.5
    b1 = np.random.rand(10, 1) - 0.5
    W2 = np.random.rand(10, 10) - 0.5
    b2 = np.random.rand(10, 1) - 0.5
    return W1, b1, W2, b2


def rectify(Z):
    return np.maximum(Z, 0)


def softmax(Z):
    exp = np.exp(Z - np.max(Z, axis=0))
    return exp / exp.sum(axis=0)


def ahead(W1, b1, W2, b2, X):
    Z1 = W1.dot(X) + b1
    A1 = rectify(Z1)
    Z2 = W2.dot(A1) + b2
    A2 = softmax(Z2)
    return Z1, A1, Z2, A2


def is_on(Z):
    return Z > 0


def hot_columns(Y):
    hot = np.zeros((Y.size, 10))
    hot[np.arange(Y.size), Y] = 1
    return hot.T


def loss_of(A2, Y):
    return -np.mean(np.sum(hot_columns(Y) * np.log(A2 + 1e-9), axis=0))


def back(Z1, A1, Z2, A2, W1, W2, X, Y):
    m = Y.size
    hot = hot_columns(Y)
    dZ2 = A2 - hot
    dW2 = 1 / m * dZ2.dot(A1.T)
    db2 = 1 / m * np.sum(dZ2, axis=1, keepdims=True)
    dZ1 = W2.T.dot(dZ2) * is_on(Z1)
    dW1 = 1 / m * dZ1.dot(X.T)
    db1 = 1 / m * np.sum(dZ1, axis=1, keepdims=True)
    return dW1, db1, dW2, db2


def stepped(W1, b1, W2, b2, dW1, db1, dW2, db2, alpha):
    W1 = W1 - alpha * dW1
    b1 = b1 - alpha * db1
    W2 = W2 - alpha * dW2
    b2 = b2 - alpha * db2
    return W1, b1, W2, b2


def guesses(A2):
    return np.argmax(A2, 0)


def train(X, Y, alpha, rounds):
    W1, b1, W2, b2 = start()
    for i in range(rounds):
        Z1, A1, Z2, A2 = ahead(W1, b1, W2, b2, X)
        dW1, db1, dW2, db2 = back(Z1, A1, Z2, A2, W1, W2, X, Y)
        W1, b1, W2, b2 = stepped(W1, b1, W2, b2, dW1, db1, dW2, db2, alpha)
        if i % 10 == 0:
            print(i, "right", np.mean(guesses(A2) == Y))
            print("loss", loss_of(A2, Y))
    return W1, b1, W2, b2
