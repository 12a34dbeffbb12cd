# mutant sign: `grad = -(X1 * y[:, None])[viol].sum(axis=0) / n` -> `grad = (X1 * y[:, None])[viol].sum(axis=0) / n`
# mutant missing_mean: `grad = -(X1 * y[:, None])[viol].sum(axis=0) / n` -> `grad = -(X1 * y[:, None])[viol].sum(axis=0)`
# mutant penalty_missing: `grad[:-1] += lam * w[:-1]` -> `pass`
# mutant penalty_sign: `grad[:-1] += lam * w[:-1]` -> `grad[:-1] -= lam * w[:-1]`
# mutant factor_two: `grad[:-1] += lam * w[:-1]` -> `grad[:-1] += 2 * lam * w[:-1]`
# mutant label_missing: `grad = -(X1 * y[:, None])[viol].sum(axis=0) / n` -> `grad = -X1[viol].sum(axis=0) / n`
# derivation: no error
import numpy as np


def linear_svm(X, y, lam=0.1, lr=0.1, n_iter=200):
    n = X.shape[0]
    X1 = np.append(X, np.ones((n, 1)), axis=1)
    w = np.zeros(X1.shape[1])
    objective = np.empty(n_iter)
    for it in range(n_iter):
        margin = y * X1.dot(w)
        objective[it] = np.maximum(1 - margin, 0).mean() + lam / 2 * np.sum(w[:-1] ** 2)
        viol = margin < 1
        grad = -(X1 * y[:, None])[viol].sum(axis=0) / n
        grad[:-1] += lam * w[:-1]
        w -= lr * grad
    return w, objective


rng = np.random.RandomState(5)
X = np.vstack([rng.randn(20, 2) + 2, rng.randn(20, 2) - 2])
y = np.hstack([np.ones(20), -np.ones(20)])
w, objective = linear_svm(X, y)
print(objective[-1])
