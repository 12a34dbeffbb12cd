# mutant missing_mean: `dz2 = (a2 - y) / m` -> `dz2 = (a2 - y)`
# mutant sign: `dz2 = (a2 - y) / m` -> `dz2 = -(a2 - y) / m`
# mutant missing_activation_derivative: `dz1 = dz2 @ W2.T * relu_deriv(z1)` -> `dz1 = dz2 @ W2.T`
# mutant transposed_result: `dz1 = dz2 @ W2.T * relu_deriv(z1)` -> `dz1 = dz2 @ W2 * relu_deriv(z1)`
# mutant bias_axis: `db1 = np.sum(dz1, axis=0)` -> `db1 = np.sum(dz1)`
# mutant double_mean: `dW2 = a1.T @ dz2` -> `dW2 = a1.T @ dz2 / m`
# mutant extra_activation_derivative: `dz2 = (a2 - y) / m` -> `dz2 = (a2 - y) * a2 * (1 - a2) / m`
# HW3: two-layer network with numerical gradient check
import numpy as np
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler


def sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))


def relu(z):
    return np.maximum(0, z)


def relu_deriv(z):
    return (z > 0).astype(float)


def forward(X, params):
    W1, b1, W2, b2 = params
    z1 = X @ W1 + b1
    a1 = relu(z1)
    z2 = a1 @ W2 + b2
    a2 = sigmoid(z2)
    return z1, a1, a2


def bce(a2, y, eps=1e-12):
    a2 = np.clip(a2, eps, 1 - eps)
    return -np.mean(y * np.log(a2) + (1 - y) * np.log(1 - a2))


def gradients(X, y, params):
    W1, b1, W2, b2 = params
    m = X.shape[0]
    z1, a1, a2 = forward(X, params)
    dz2 = (a2 - y) / m
    dW2 = a1.T @ dz2
    db2 = np.sum(dz2, axis=0)
    dz1 = dz2 @ W2.T * relu_deriv(z1)
    dW1 = X.T @ dz1
    db1 = np.sum(dz1, axis=0)
    return [dW1, db1, dW2, db2]


def numerical_gradient(X, y, params, which, h=1e-5):
    p = params[which]
    grad = np.zeros_like(p)
    it = np.nditer(p, flags=['multi_index'])
    while not it.finished:
        ix = it.multi_index
        old = p[ix]
        p[ix] = old + h
        plus = bce(forward(X, params)[2], y)
        p[ix] = old - h
        minus = bce(forward(X, params)[2], y)
        p[ix] = old
        grad[ix] = (plus - minus) / (2 * h)
        it.iternext()
    return grad


data = load_breast_cancer()
X_train, X_test, y_train, y_test = train_test_split(data.data, data.target, test_size=0.2, random_state=42)
scaler = StandardScaler()
X_train = scaler.fit_transform(X_train)
X_test = scaler.transform(X_test)
y_train = y_train[:, np.newaxis]
y_test = y_test[:, np.newaxis]

rng = np.random.RandomState(1)
params = [rng.randn(30, 16) * 0.1, np.zeros(16), rng.randn(16, 1) * 0.1, np.zeros(1)]

for name, which in zip(["W1", "b1", "W2", "b2"], range(4)):
    analytic = gradients(X_train[:20], y_train[:20], params)[which]
    numeric = numerical_gradient(X_train[:20], y_train[:20], params, which)
    print(name, np.max(np.abs(analytic - numeric)))

lr = 0.5
for epoch in range(300):
    grads = gradients(X_train, y_train, params)
    for p, g in zip(params, grads):
        p -= lr * g
    if epoch % 50 == 0:
        loss = bce(forward(X_train, params)[2], y_train)
        acc = np.mean((forward(X_test, params)[2] > 0.5) == y_test)
        print(f"epoch {epoch:3d}  loss {loss:.4f}  test acc {acc:.3f}")
