# mutant missing_mean: `g = A.T @ residual / len(t)` -> `g = A.T @ residual`
# mutant divided_by_features: `g = A.T @ residual / len(t)` -> `g = A.T @ residual / A.shape[1]`
# mutant penalty_sign: `g[:-1] += lam * theta[:-1]` -> `g[:-1] -= lam * theta[:-1]`
"""Logistic regression by gradient descent with a backtracking (Armijo) line search."""
import numpy as np
from scipy.special import expit as sigma


def make_objective(X, t, lam):
    A = np.column_stack([X, np.ones(len(X))])

    def objective(theta):
        margins = A @ theta
        nll = np.mean(np.logaddexp(0.0, margins) - t * margins)
        return nll + 0.5 * lam * np.dot(theta[:-1], theta[:-1])

    def gradient(theta):
        margins = A @ theta
        residual = sigma(margins) - t
        g = A.T @ residual / len(t)
        g[:-1] += lam * theta[:-1]
        return g

    return objective, gradient


def minimise(fun, jac, theta, max_iter=100, tol=1e-6):
    value = fun(theta)
    for it in range(max_iter):
        g = jac(theta)
        norm2 = g @ g
        if np.sqrt(norm2) < tol:
            break
        step = 1.0
        while fun(theta - step * g) > value - 1e-4 * step * norm2 and step > 1e-10:
            step *= 0.5
        theta = theta - step * g
        value = fun(theta)
        print(f"{it:3d}  f = {value:.6f}  step = {step:g}")
    return theta


if __name__ == "__main__":
    gen = np.random.default_rng(7)
    X = gen.normal(size=(120, 3))
    true = np.array([1.5, -2.0, 0.5])
    t = (gen.random(120) < sigma(X @ true + 0.3)).astype(float)
    f, df = make_objective(X, t, lam=0.01)
    theta = minimise(f, df, np.zeros(4))
    print(theta)
