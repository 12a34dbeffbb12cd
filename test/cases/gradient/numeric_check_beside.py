# mutant missing_mean: `return x.T.dot(sigmoid(x.dot(w)) - t) / len(t)` -> `return x.T.dot(sigmoid(x.dot(w)) - t)`
# mutant sign: `return x.T.dot(sigmoid(x.dot(w)) - t) / len(t)` -> `return x.T.dot(t - sigmoid(x.dot(w))) / len(t)`
# mutant uses_z_for_a: `return x.T.dot(sigmoid(x.dot(w)) - t) / len(t)` -> `return x.T.dot(x.dot(w) - t) / len(t)`
# mutant divided_by_features: `return x.T.dot(sigmoid(x.dot(w)) - t) / len(t)` -> `return x.T.dot(sigmoid(x.dot(w)) - t) / len(w)`
import numpy as np
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split


def sigmoid(a):
    return 0.5 * (1 + np.tanh(0.5 * a))


def error_function(w, x, t):
    y = sigmoid(x.dot(w))
    return -np.mean(t * np.log(y) + (1 - t) * np.log(1 - y))


def gradient(w, x, t):
    return x.T.dot(sigmoid(x.dot(w)) - t) / len(t)


def numerical_gradient(w, x, t, h=1e-4):
    g = np.zeros_like(w)
    for i in range(w.size):
        keep = w[i]
        w[i] = keep + h
        up = error_function(w, x, t)
        w[i] = keep - h
        down = error_function(w, x, t)
        g[i] = (up - down) / (2 * h)
        w[i] = keep
    return g


cancer = load_breast_cancer()
x_train, x_test, t_train, t_test = train_test_split(cancer.data, cancer.target, stratify=cancer.target, test_size=0.2)
mean, std = x_train.mean(axis=0), x_train.std(axis=0)
x_train = (x_train - mean) / std
w = np.random.rand(x_train.shape[1]) * 0.01
print(np.abs(gradient(w, x_train, t_train) - numerical_gradient(w, x_train, t_train)).max())
curve = []
for k in range(200):
    w -= 0.2 * gradient(w, x_train, t_train)
    curve.append(error_function(w, x_train, t_train))
