# mutant sign: `grad_betas = -2 / n * X.T.dot(errors)` -> `grad_betas = 2 / n * X.T.dot(errors)`
# mutant missing_mean: `grad_betas = -2 / n * X.T.dot(errors)` -> `grad_betas = -2 * X.T.dot(errors)`
# mutant bias_not_averaged: `grad_beta0 = -2 / n * errors.sum()` -> `grad_beta0 = -2 * errors.sum()`
# mutant factor_two: `grad_betas = -2 / n * X.T.dot(errors)` -> `grad_betas = -1 / n * X.T.dot(errors)`
# mutant divided_by_features: `grad_betas = -2 / n * X.T.dot(errors)` -> `grad_betas = -2 / X.shape[1] * X.T.dot(errors)`
# mutant bias_missing: `beta0_new = beta0 - learning_rate * grad_beta0` -> `beta0_new = beta0`
import numpy as np


def loss_mse(y_true, y_pred):
    errors = y_true - y_pred
    return (errors ** 2).mean()


def gradient_descent_step(X, y_true, beta0, betas, learning_rate=0.01):
    n = len(y_true)
    y_pred = beta0 + X.dot(betas)
    errors = y_true - y_pred
    grad_beta0 = -2 / n * errors.sum()
    grad_betas = -2 / n * X.T.dot(errors)
    beta0_new = beta0 - learning_rate * grad_beta0
    betas_new = betas - learning_rate * grad_betas
    return beta0_new, betas_new


def train(X, y, epochs=200, learning_rate=0.05):
    beta0, betas = 0.0, np.zeros(X.shape[1])
    history = []
    for _ in range(epochs):
        history.append(loss_mse(y, beta0 + X.dot(betas)))
        beta0, betas = gradient_descent_step(X, y, beta0, betas, learning_rate)
    return beta0, betas, history


rng = np.random.default_rng(6)
X = rng.normal(size=(70, 3))
y = 1.5 + X @ np.array([0.5, -1.0, 2.0]) + 0.1 * rng.normal(size=70)
print(train(X, y)[2][-1])
