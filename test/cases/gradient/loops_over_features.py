# mutant missing_mean: `down_w = down_w / m` -> `pass`
# mutant bias_not_averaged: `down_b = down_b / m` -> `pass`
# mutant sign: `err = (np.dot(X[i], w) + b) - y[i]` -> `err = y[i] - (np.dot(X[i], w) + b)`
# mutant label_missing: `err = (np.dot(X[i], w) + b) - y[i]` -> `err = np.dot(X[i], w) + b`
# mutant penalty_missing: `down_w[j] = down_w[j] + (lambda_ / m) * w[j]` -> `pass`
# mutant penalty_not_averaged: `(lambda_ / m) * w[j]` -> `lambda_ * w[j]`
# mutant penalty_sign: `down_w[j] = down_w[j] + (lambda_ / m)` -> `down_w[j] = down_w[j] - (lambda_ / m)`
# mutant bias_missing: `b = b - alpha * down_b` -> `pass`
# mutant divided_by_features: `down_w = down_w / m` -> `down_w = down_w / n`
import copy
import math
import numpy as np


def cost_of(X, y, w, b, lambda_=1):
    m = X.shape[0]
    n = len(w)
    cost = 0.
    for i in range(m):
        f_wb = np.dot(X[i], w) + b
        cost = cost + (f_wb - y[i]) ** 2
    cost = cost / (2 * m)
    size = 0
    for j in range(n):
        size += (w[j] ** 2)
    size = (lambda_ / (2 * m)) * size
    whole_cost = cost + size
    return whole_cost


def slopes_of(X, y, w, b, lambda_=1):
    m, n = X.shape
    down_w = np.zeros((n,))
    down_b = 0.
    for i in range(m):
        err = (np.dot(X[i], w) + b) - y[i]
        for j in range(n):
            down_w[j] = down_w[j] + err * X[i, j]
        down_b = down_b + err
    down_w = down_w / m
    down_b = down_b / m
    for j in range(n):
        down_w[j] = down_w[j] + (lambda_ / m) * w[j]
    return down_b, down_w


def walk_down(X, y, first_w, first_b, cost_fn, slope_fn, alpha, rounds):
    costs = []
    w = copy.deepcopy(first_w)
    b = first_b
    for i in range(rounds):
        down_b, down_w = slope_fn(X, y, w, b)
        w = w - alpha * down_w
        b = b - alpha * down_b
        if i < 100000:
            costs.append(cost_fn(X, y, w, b))
        if i % math.ceil(rounds / 10) == 0:
            print(f"{i:4d}: {costs[-1]:8.2f}   ")
    return w, b, costs


houses = np.array([[2300, 4, 1, 40], [1500, 3, 2, 35], [900, 2, 1, 30]]) / 1000
prices = np.array([480, 250, 170]) / 100
w0 = np.zeros((houses.shape[1],))
b0 = 0.
w_final, b_final, cost_list = walk_down(houses, prices, w0, b0, cost_of, slopes_of, 5.0e-2, 1000)
