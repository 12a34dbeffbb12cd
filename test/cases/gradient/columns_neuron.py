# mutant missing_mean: `dw = np.dot(X, (A - Y).T) / m` -> `dw = np.dot(X, (A - Y).T)`
# mutant sign: `dw = np.dot(X, (A - Y).T) / m` -> `dw = np.dot(X, (Y - A).T) / m`
# mutant bias_not_averaged: `db = np.sum(A - Y) / m` -> `db = np.sum(A - Y)`
# mutant label_missing: `dw = np.dot(X, (A - Y).T) / m` -> `dw = np.dot(X, A.T) / m`
# mutant extra_activation_derivative: `dw = np.dot(X, (A - Y).T) / m` -> `dw = np.dot(X, ((A - Y) * A * (1 - A)).T) / m`
# mutant transposed_result: `dw = np.dot(X, (A - Y).T) / m` -> `dw = np.dot(A - Y, X.T) / m`
# mutant divided_by_features: `m = X.shape[1]` -> `m = X.shape[0]`
# mutant bias_missing: `b = b - learning_rate * db` -> `pass`
import copy
import numpy as np


def sigmoid(z):
    s = 1 / (1 + np.exp(-z))
    return s


def start(features):
    w = np.zeros((features, 1))
    b = 0.0
    return w, b


def cost_and_slopes(w, b, X, Y):
    m = X.shape[1]
    A = sigmoid(np.dot(w.T, X) + b)
    cost = -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / Y.shape[1]
    dw = np.dot(X, (A - Y).T) / m
    db = np.sum(A - Y) / m
    cost = np.squeeze(np.array(cost))
    grads = {"dw": dw, "db": db}
    return grads, cost


def improve(w, b, X, Y, rounds=100, learning_rate=0.009, talk=False):
    w = copy.deepcopy(w)
    b = copy.deepcopy(b)
    costs = []
    for i in range(rounds):
        grads, cost = cost_and_slopes(w, b, X, Y)
        dw = grads["dw"]
        db = grads["db"]
        w = w - learning_rate * dw
        b = b - learning_rate * db
        if i % 100 == 0:
            costs.append(cost)
            if talk:
                print("round %i cost %f" % (i, cost))
    params = {"w": w, "b": b}
    grads = {"dw": dw, "db": db}
    return params, grads, costs


def decide(w, b, X):
    m = X.shape[1]
    found = np.zeros((1, m))
    w = w.reshape(X.shape[0], 1)
    A = sigmoid(np.dot(w.T, X) + b)
    for i in range(A.shape[1]):
        found[0, i] = 1 if A[0, i] > 0.5 else 0
    return found


def train_neuron(X_train, Y_train, X_test, Y_test, rounds=2000, learning_rate=0.5, talk=False):
    w, b = start(X_train.shape[0])
    params, grads, costs = improve(w, b, X_train, Y_train, rounds, learning_rate, talk)
    w, b = params["w"], params["b"]
    found_test = decide(w, b, X_test)
    print("right: {} %".format(100 - np.mean(np.abs(found_test - Y_test)) * 100))
    return {"costs": costs, "w": w, "b": b}
