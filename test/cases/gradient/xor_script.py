# mutant missing_activation_derivative: `dh = do @ W2.T * h * (1 - h)` -> `dh = do @ W2.T`
# mutant factor_two: `do = 2 * (o - y)` -> `do = (o - y)`
import numpy as np

X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
y = np.array([[0], [1], [1], [0]])
np.random.seed(42)
W1 = np.random.randn(2, 4)
b1 = np.zeros((1, 4))
W2 = np.random.randn(4, 1)
b2 = np.zeros((1, 1))
lr = 0.5


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


for i in range(10000):
    h = sigmoid(X @ W1 + b1)
    o = sigmoid(h @ W2 + b2)
    loss = np.mean((o - y) ** 2)
    do = 2 * (o - y) / y.shape[0] * o * (1 - o)
    dW2 = h.T @ do
    db2 = np.sum(do, axis=0, keepdims=True)
    dh = do @ W2.T * h * (1 - h)
    dW1 = X.T @ dh
    db1 = np.sum(dh, axis=0, keepdims=True)
    W2 -= lr * dW2
    b2 -= lr * db2
    W1 -= lr * dW1
    b1 -= lr * db1
    if i % 1000 == 0:
        print(i, loss)
