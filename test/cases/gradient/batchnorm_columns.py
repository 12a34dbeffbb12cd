# mutant sign: `err = (out - y) / m` -> `err = (y - out) / m`
# mutant missing_mean: `err = (out - y) / m` -> `err = out - y`
import numpy as np

rng = np.random.default_rng(3)
x = rng.normal(size=(4, 60))
y = np.sin(x[:1]) + x[1:2] * x[2:3]
m = x.shape[1]

w1 = rng.normal(size=(5, 4))
gamma = np.ones((5, 1))
beta = np.zeros((5, 1))
w2 = rng.normal(size=(1, 5))
b2 = np.zeros((1, 1))
eps = 1e-4
rate = 0.05

for epoch in range(200):
    z = w1 @ x
    mu = np.mean(z, axis=1, keepdims=True)
    var = np.mean((z - mu) ** 2, axis=1, keepdims=True)
    sigma = np.sqrt(var + eps)
    z_hat = (z - mu) / sigma
    n = gamma * z_hat + beta
    a = np.where(n > 0, n, 0.1 * n)
    out = w2 @ a + b2
    loss = np.sum((out - y) ** 2) / (2 * m)

    err = (out - y) / m
    d_n = (w2.T @ err) * np.where(n > 0, 1.0, 0.1)
    d_gamma = np.sum(d_n * z_hat, axis=1, keepdims=True)
    d_beta = np.sum(d_n, axis=1, keepdims=True)
    d_z = gamma / sigma * (d_n - d_n.mean(axis=1, keepdims=True) - z_hat * (d_n * z_hat).mean(axis=1, keepdims=True))
    w2 -= rate * err @ a.T
    b2 -= rate * err.sum(axis=1, keepdims=True)
    gamma -= rate * d_gamma
    beta -= rate * d_beta
    w1 -= rate * d_z @ x.T
    if epoch % 50 == 0:
        print(epoch, loss)
