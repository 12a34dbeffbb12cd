# Samples are columns, as in many courses.
# mutant missing_mean: `dw = np.dot(X, (A - Y).T) / m` -> `dw = np.dot(X, (A - Y).T)`
# mutant bias_not_averaged: `db = np.sum(A - Y) / m` -> `db = np.sum(A - Y)`
# mutant sign: `dw = np.dot(X, (A - Y).T) / m` -> `dw = np.dot(X, (Y - A).T) / m`
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def propagate(w, b, X, Y):
    m = X.shape[1]
    A = sigmoid(np.dot(w.T, X) + b)
    cost = -(1 / m) * np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A))
    dw = np.dot(X, (A - Y).T) / m
    db = np.sum(A - Y) / m
    return {"dw": dw, "db": db}, cost


def train(X, Y, num_iterations=2000, learning_rate=0.5):
    w = np.zeros((X.shape[0], 1))
    b = 0.0
    costs = []
    for i in range(num_iterations):
        grads, cost = propagate(w, b, X, Y)
        w = w - learning_rate * grads["dw"]
        b = b - learning_rate * grads["db"]
        costs.append(cost)
    return w, b
