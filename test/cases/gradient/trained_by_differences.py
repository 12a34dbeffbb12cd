# derivation: none
import numpy as np
def loss(w, x, y):
    return np.mean((x @ w - y) ** 2)
def numerical_gradient(f, w):
    h = 1e-4
    grad = np.zeros_like(w)
    for i in range(w.size):
        t = w[i]
        w[i] = t + h
        a = f(w)
        w[i] = t - h
        b = f(w)
        grad[i] = (a - b) / (2 * h)
        w[i] = t
    return grad
x = np.random.randn(100, 4)
y = np.random.randn(100)
w = np.zeros(4)
for i in range(100):
    g = numerical_gradient(lambda w: loss(w, x, y), w)
    w -= 0.1 * g
    print(loss(w, x, y))
