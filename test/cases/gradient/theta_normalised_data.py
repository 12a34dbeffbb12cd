# mutant missing_mean: `grad = (1 / m) * X.T.dot(h - y)` -> `grad = X.T.dot(h - y)`
# mutant double_mean: `theta = theta - alpha * grad` -> `theta = theta - alpha * grad / m`
# mutant sign: `grad = (1 / m) * X.T.dot(h - y)` -> `grad = (1 / m) * X.T.dot(y - h)`
# mutant factor_two: `grad = (1 / m) * X.T.dot(h - y)` -> `grad = (2 / m) * X.T.dot(h - y)`
# mutant label_missing: `grad = (1 / m) * X.T.dot(h - y)` -> `grad = (1 / m) * X.T.dot(h)`
# mutant transposed_result: `grad = (1 / m) * X.T.dot(h - y)` -> `grad = (1 / m) * (h - y).T.dot(X)`
# mutant divided_by_features: `grad = (1 / m) * X.T.dot(h - y)` -> `grad = (1 / X.shape[1]) * X.T.dot(h - y)`
# mutant transposed_result: `grad = (1 / m) * X.T.dot(h - y)` -> `grad = (1 / m) * X.dot(h - y)`
import numpy as np


def compute_cost(X, y, theta):
    m = len(y)
    h = X.dot(theta)
    return (1 / (2 * m)) * np.sum((h - y) ** 2)


def gradient_descent(X, y, theta, alpha, num_iters):
    m = len(y)
    J_history = np.zeros(num_iters)
    for i in range(num_iters):
        h = X.dot(theta)
        grad = (1 / m) * X.T.dot(h - y)
        theta = theta - alpha * grad
        J_history[i] = compute_cost(X, y, theta)
    return theta, J_history


def feature_normalize(X):
    mu = X.mean(axis=0)
    sigma = X.std(axis=0)
    return (X - mu) / sigma, mu, sigma


def run(data):
    X = data[:, :-1]
    y = data[:, -1:]
    X, mu, sigma = feature_normalize(X)
    X = np.hstack([np.ones((X.shape[0], 1)), X])
    theta = np.zeros((X.shape[1], 1))
    theta, J_history = gradient_descent(X, y, theta, 0.01, 400)
    return theta, J_history
