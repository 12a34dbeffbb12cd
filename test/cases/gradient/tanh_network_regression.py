# mutant missing_activation_derivative: `delta1 = delta2.dot(W2.T) * (1 - H ** 2)` -> `delta1 = delta2.dot(W2.T)`
# mutant wrong_activation_derivative: `* (1 - H ** 2)` -> `* H * (1 - H)`
# mutant wrong_activation_derivative: `* (1 - H ** 2)` -> `* (1 - np.tanh(H) ** 2)`
# mutant uses_z_for_a: `* (1 - H ** 2)` -> `* (1 - Z ** 2)`
# mutant sign: `delta2 = 2 * (out - y) / N` -> `delta2 = 2 * (y - out) / N`
# mutant missing_mean: `delta2 = 2 * (out - y) / N` -> `delta2 = 2 * (out - y)`
# mutant factor_two: `delta2 = 2 * (out - y) / N` -> `delta2 = (out - y) / N`
# mutant updated_weight_used_in_backprop: `delta1 = delta2.dot(W2.T)` -> `W2 -= lr * dW2; delta1 = delta2.dot(W2.T)`
# mutant uses_z_for_a: `dW2 = H.T.dot(delta2)` -> `dW2 = Z.T.dot(delta2)`
import numpy as np


def train(X, y, hidden=8, lr=0.05, n_epochs=200):
    N, D = X.shape
    rng = np.random.RandomState(0)
    W1 = rng.normal(0, 0.5, (D, hidden))
    b1 = np.zeros((1, hidden))
    W2 = rng.normal(0, 0.5, (hidden, 1))
    b2 = np.zeros((1, 1))
    y = y.reshape(-1, 1)
    for epoch in range(n_epochs):
        Z = X.dot(W1) + b1
        H = np.tanh(Z)
        out = H.dot(W2) + b2
        mse = ((out - y) ** 2).mean()
        delta2 = 2 * (out - y) / N
        dW2 = H.T.dot(delta2)
        db2 = delta2.sum(axis=0, keepdims=True)
        delta1 = delta2.dot(W2.T) * (1 - H ** 2)
        dW1 = X.T.dot(delta1)
        db1 = delta1.sum(axis=0, keepdims=True)
        W1 -= lr * dW1
        b1 -= lr * db1
        W2 -= lr * dW2
        b2 -= lr * db2
        if epoch % 20 == 0:
            print(epoch, mse)
    return W1, b1, W2, b2
