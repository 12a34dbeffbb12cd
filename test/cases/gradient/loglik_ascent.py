# mutant sign: `beta = beta + step * score` -> `beta = beta - step * score`
# mutant missing_mean: `score = D.T @ (y - mu) / n` -> `score = D.T @ (y - mu)`
# mutant extra_activation_derivative: `score = D.T @ (y - mu) / n` -> `score = D.T @ ((y - mu) * mu * (1 - mu)) / n`
# mutant divided_by_features: `score = D.T @ (y - mu) / n` -> `score = D.T @ (y - mu) / D.shape[1]`
# mutant label_missing: `score = D.T @ (y - mu) / n` -> `score = D.T @ (-mu) / n`
import numpy as np


def design(X):
    return np.column_stack([np.ones(len(X)), X])


def log_likelihood(beta, D, y):
    eta = D @ beta
    return np.mean(y * eta - np.log(1 + np.exp(eta)))


def fit_glm(X, y, step=1.0, max_iter=300, tol=1e-8):
    D = design(X)
    n, p = D.shape
    beta = np.zeros(p)
    history = [log_likelihood(beta, D, y)]
    for _ in range(max_iter):
        mu = 1 / (1 + np.exp(-D @ beta))
        score = D.T @ (y - mu) / n
        beta = beta + step * score
        history.append(log_likelihood(beta, D, y))
        if abs(history[-1] - history[-2]) < tol:
            break
    return beta, history
