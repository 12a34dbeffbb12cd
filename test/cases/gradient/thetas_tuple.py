# mutant sign: `error = hypothesis_value - y[i]` -> `error = y[i] - hypothesis_value`
# mutant missing_mean: `theta1 = theta1 - (alpha * 1 / m) * sum_error_times_x` -> `theta1 = theta1 - alpha * sum_error_times_x`
# mutant bias_not_averaged: `theta0 = theta0 - (alpha * 1 / m) * sum_error` -> `theta0 = theta0 - alpha * sum_error`
# mutant factor_two: `theta1 = theta1 - (alpha * 1 / m) * sum_error_times_x` -> `theta1 = theta1 - (alpha * 2 / m) * sum_error_times_x`
# mutant bias_missing: `theta0 = theta0 - (alpha * 1 / m) * sum_error` -> `pass`
import numpy as np


def hypothesis(theta0, theta1, x):
    return theta0 + theta1 * x


def cost_function(y, predictions, m):
    sum_errors_squared = 0.0
    for i in range(m):
        sum_errors_squared += (predictions[i] - y[i]) ** 2.0
    return (1.0 / (2.0 * m)) * sum_errors_squared


def gradient_descent_step(X, y, m, thetas, alpha):
    theta0, theta1 = thetas
    sum_error = 0
    sum_error_times_x = 0
    for i in range(m):
        hypothesis_value = hypothesis(theta0, theta1, X[i])
        error = hypothesis_value - y[i]
        sum_error += error
        sum_error_times_x += error * X[i]
    theta0 = theta0 - (alpha * 1 / m) * sum_error
    theta1 = theta1 - (alpha * 1 / m) * sum_error_times_x
    return theta0, theta1


def gradient_descent(X, y, thetas=(0.0, 0.0), alpha=0.01, epochs=100):
    m = len(X)
    history = []
    for _ in range(epochs):
        thetas = gradient_descent_step(X, y, m, thetas, alpha)
        predictions = [hypothesis(thetas[0], thetas[1], x) for x in X]
        history.append(cost_function(y, predictions, m))
    return thetas, history


X = np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
y = np.array([2.1, 3.9, 6.2, 7.8, 10.1, 12.2])
print(gradient_descent(X, y)[0])
