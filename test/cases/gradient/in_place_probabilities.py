# mutant label_missing: `dL_dy[np.arange(num_samples), y] -= 1` -> `pass`
# mutant missing_mean: `dL_dy /= num_samples` -> `pass`
# mutant penalty_missing: `dL_dW1 += reg_strength * W1` -> `pass`
# mutant penalty_sign: `dL_dW2 += reg_strength * W2` -> `dL_dW2 -= reg_strength * W2`
# mutant missing_activation_derivative: `dZ1 = relu_derivative(Z1) * dL_dA1` -> `dZ1 = dL_dA1`
# mutant uses_z_for_a: `dL_dW2, dL_db2 = linear_derivative(A1, W2, dL_dy)` -> `dL_dW2, dL_db2 = linear_derivative(Z1, W2, dL_dy)`
# mutant bias_axis: `dL_db = np.sum(dL_dY, axis=0)` -> `dL_db = np.sum(dL_dY)`
# mutant bias_missing: `sgd(W1, b1, dW1, db1, learning_rate)` -> `sgd(W1, b1, dW1, 0, learning_rate)`
import numpy as np


def relu(x):
    return np.maximum(0, x)


def softmax(x):
    exps = np.exp(x - np.max(x, axis=1, keepdims=True))
    return exps / np.sum(exps, axis=1, keepdims=True)


def compute_loss(y_true, y_pred, reg_strength, W1, W2):
    num_samples = y_true.shape[0]
    loss = -np.sum(np.log(y_pred[np.arange(num_samples), y_true])) / num_samples
    loss += reg_strength * (np.sum(W1 ** 2) + np.sum(W2 ** 2)) / 2
    return loss


def forward_pass(X, W1, b1, W2, b2):
    h1 = relu(X.dot(W1) + b1)
    h2 = h1.dot(W2) + b2
    return softmax(h2)


def relu_derivative(Z):
    return np.where(Z > 0, 1, 0)


def linear_derivative(X, W, dL_dY):
    dL_dW = np.dot(X.T, dL_dY)
    dL_db = np.sum(dL_dY, axis=0)
    return dL_dW, dL_db


def backpropagation(X, y, W1, b1, W2, b2, reg_strength, y_pred):
    num_samples = X.shape[0]
    dL_dy = y_pred
    dL_dy[np.arange(num_samples), y] -= 1
    dL_dy /= num_samples
    Z1 = X.dot(W1) + b1
    A1 = relu(Z1)
    dL_dW2, dL_db2 = linear_derivative(A1, W2, dL_dy)
    dL_dA1 = np.dot(dL_dy, W2.T)
    dZ1 = relu_derivative(Z1) * dL_dA1
    dL_dW1, dL_db1 = linear_derivative(X, W1, dZ1)
    dL_dW1 += reg_strength * W1
    dL_dW2 += reg_strength * W2
    return dL_dW1, dL_db1, dL_dW2, dL_db2


def sgd(W, b, dW, db, learning_rate):
    W -= learning_rate * dW
    b -= learning_rate * db


def train(X, y, hidden=10, classes=3, learning_rate=0.1, reg_strength=0.01, epochs=50):
    W1 = np.random.randn(X.shape[1], hidden) * 0.1
    b1 = np.zeros(hidden)
    W2 = np.random.randn(hidden, classes) * 0.1
    b2 = np.zeros(classes)
    for epoch in range(epochs):
        y_pred = forward_pass(X, W1, b1, W2, b2)
        loss = compute_loss(y, y_pred, reg_strength, W1, W2)
        dW1, db1, dW2, db2 = backpropagation(X, y, W1, b1, W2, b2, reg_strength, y_pred)
        sgd(W1, b1, dW1, db1, learning_rate)
        sgd(W2, b2, dW2, db2, learning_rate)
        print(epoch, loss)


X = np.random.randn(80, 4)
y = np.random.randint(0, 3, 80)
train(X, y)
