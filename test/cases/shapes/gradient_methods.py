import numpy as np


def numerical_diff(f, x):
    h = 1e-4
    return (f(x + h) - f(x - h)) / (2 * h)


def _numerical_gradient_no_batch(f, x):
    h = 1e-4
    grad = np.zeros_like(x)
    for idx in range(x.size):
        tmp_val = x[idx]
        x[idx] = float(tmp_val) + h
        fxh1 = f(x)
        x[idx] = tmp_val - h
        fxh2 = f(x)
        grad[idx] = (fxh1 - fxh2) / (2 * h)
        x[idx] = tmp_val
    return grad


def numerical_gradient(f, X):
    if X.ndim == 1:
        return _numerical_gradient_no_batch(f, X)
    else:
        grad = np.zeros_like(X)
        for idx, x in enumerate(X):
            grad[idx] = _numerical_gradient_no_batch(f, x)
        return grad


def function_2(x):
    if x.ndim == 1:
        return np.sum(x ** 2)
    else:
        return np.sum(x ** 2, axis=1)


def gradient_descent(f, init_x, lr=0.01, step_num=30):
    x = init_x
    x_history = []
    for i in range(step_num):
        x_history.append(x.copy())
        grad = numerical_gradient(f, x)
        x -= lr * grad
    return x, np.array(x_history)


init_x = np.array([-3.0, 4.0])
x, x_history = gradient_descent(function_2, init_x, lr=0.1, step_num=20)
x0 = np.arange(-2, 2.5, 0.25)
x1 = np.arange(-2, 2.5, 0.25)
X, Y = np.meshgrid(x0, x1)
X = X.flatten()
Y = Y.flatten()
grad = numerical_gradient(function_2, np.array([X, Y]).T).T

A = np.array([[3.0, 1.0], [1.0, 2.0]])
b = np.array([5.0, 5.0])


def conjugate_gradient(A, b, x=None, tol=1e-8):
    x = np.zeros_like(b) if x is None else x
    r = b - A @ x
    p = r.copy()
    rs = r @ r
    for _ in range(len(b) * 2):
        Ap = A @ p
        alpha = rs / (p @ Ap)
        x = x + alpha * p
        r = r - alpha * Ap
        rs_new = r @ r
        if np.sqrt(rs_new) < tol:
            break
        p = r + (rs_new / rs) * p
        rs = rs_new
    return x


sol = conjugate_gradient(A, b)


def jacobian(f, x, eps=1e-6):
    fx = np.atleast_1d(f(x))
    J = np.zeros((fx.size, x.size))
    for j in range(x.size):
        dx = np.zeros_like(x)
        dx[j] = eps
        J[:, j] = (np.atleast_1d(f(x + dx)) - fx) / eps
    return J


f = lambda v: np.array([v[0] ** 2 + v[1], np.sin(v[2]), v[0] * v[2]])
v = np.array([1.0, 2.0, 0.5])
J = jacobian(f, v)
for _ in range(5):
    step = np.linalg.solve(J + 1e-6 * np.eye(3), -f(v))
    v = v + step
    J = jacobian(f, v)
optimizers = {"sgd": lambda w, g, s: (w - 0.1 * g, s), "momentum": lambda w, g, s: (w - 0.1 * (0.9 * s + g), 0.9 * s + g)}
results = {}
for name, update in optimizers.items():
    w, s = np.array([5.0, -3.0]), np.zeros(2)
    trace = [w]
    for t in range(10):
        g = 2 * w * np.array([1, 10])
        w, s = update(w, g, s)
        trace.append(w)
    results[name] = np.stack(trace)
final = results["momentum"][-1]
