# mutant missing_mean: `dw = (1 / m) * dw` -> `dw = dw`
# mutant bias_not_averaged: `db = (1 / m) * db` -> `db = db`
# mutant sign: `err_i = f_wb_i - y[i]` -> `err_i = y[i] - f_wb_i`
# mutant penalty_missing: `dw[j] = dw[j] + (lambda_ / m) * w[j]` -> `dw[j] = dw[j]`
# mutant penalty_not_averaged: `dw[j] = dw[j] + (lambda_ / m) * w[j]` -> `dw[j] = dw[j] + lambda_ * w[j]`
# mutant label_missing: `err_i = f_wb_i - y[i]` -> `err_i = f_wb_i`
import copy
import numpy as np


def sigmoid(z):
    z = np.clip(z, -500, 500)
    return 1.0 / (1.0 + np.exp(-z))


def compute_cost(X, y, w, b, lambda_=1):
    m, n = X.shape
    cost = 0.0
    for i in range(m):
        z_i = np.dot(X[i], w) + b
        f_wb_i = sigmoid(z_i)
        cost += -y[i] * np.log(f_wb_i) - (1 - y[i]) * np.log(1 - f_wb_i)
    cost = cost / m
    reg_cost = 0
    for j in range(n):
        reg_cost += w[j] ** 2
    return cost + (lambda_ / (2 * m)) * reg_cost


def compute_gradient(X, y, w, b, lambda_=1):
    m, n = X.shape
    dw = np.zeros((n,))
    db = 0.0
    for i in range(m):
        f_wb_i = sigmoid(np.dot(X[i], w) + b)
        err_i = f_wb_i - y[i]
        for j in range(n):
            dw[j] = dw[j] + err_i * X[i, j]
        db = db + err_i
    dw = (1 / m) * dw
    db = (1 / m) * db
    for j in range(n):
        dw[j] = dw[j] + (lambda_ / m) * w[j]
    return db, dw


def gradient_descent(X, y, w_in, b_in, alpha, num_iters, lambda_):
    J_history = []
    w = copy.deepcopy(w_in)
    b = b_in
    for i in range(num_iters):
        dj_db, dj_dw = compute_gradient(X, y, w, b, lambda_)
        w = w - alpha * dj_dw
        b = b - alpha * dj_db
        if i < 100000:
            J_history.append(compute_cost(X, y, w, b, lambda_))
        if i % 10 == 0:
            print(f"Iteration {i:4d}: Cost {J_history[-1]:8.2f}")
    return w, b, J_history
