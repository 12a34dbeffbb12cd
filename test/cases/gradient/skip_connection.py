# derivation: none
# mutant missing_activation_derivative: `d_inner = (d_sum @ W2.T) * (1 - inner ** 2)` -> `d_inner = d_sum @ W2.T`
# mutant sign: `d_out = (out - target) / rows` -> `d_out = (target - out) / rows`
# mutant missing_mean: `d_out = (out - target) / rows` -> `d_out = out - target`
# mutant other: `d_x1 = d_sum + d_inner @ W1.T` -> `d_x1 = d_inner @ W1.T`
# mutant bias_missing: `    b1 = b1 - eta * d_inner.sum(axis=0)\n` -> ``
import numpy as np

g = np.random.default_rng(4)
rows, width = 30, 5
X = g.normal(size=(rows, 3))
target = g.normal(size=(rows, 2))
W0 = g.normal(size=(3, width)) * 0.4
W1 = g.normal(size=(width, width)) * 0.4
b1 = np.zeros(width)
W2 = g.normal(size=(width, width)) * 0.4
W3 = g.normal(size=(width, 2)) * 0.4
eta = 0.1
for k in range(150):
    x1 = X @ W0
    inner = np.tanh(x1 @ W1 + b1)
    total = x1 + inner @ W2
    out = total @ W3
    loss = 0.5 * np.sum((out - target) ** 2) / rows
    d_out = (out - target) / rows
    d_sum = d_out @ W3.T
    d_inner = (d_sum @ W2.T) * (1 - inner ** 2)
    d_x1 = d_sum + d_inner @ W1.T
    W3 = W3 - eta * total.T @ d_out
    W2 = W2 - eta * inner.T @ d_sum
    W1 = W1 - eta * x1.T @ d_inner
    b1 = b1 - eta * d_inner.sum(axis=0)
    W0 = W0 - eta * X.T @ d_x1
    if k % 50 == 0:
        print(k, loss)
