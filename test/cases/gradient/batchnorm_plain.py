# mutant missing_mean: `error = (p - y) / len(y)` -> `error = p - y`
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def fit(x, y, hidden=6, rate=0.5, epochs=50):
    w1 = np.random.randn(x.shape[1], hidden)
    w2 = np.random.randn(hidden, 1)
    b2 = 0.0
    for _ in range(epochs):
        z = x @ w1
        spread = z.std(axis=0)
        unit = (z - z.mean(axis=0)) / spread
        a = sigmoid(unit)
        p = sigmoid(a @ w2 + b2)
        loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
        error = (p - y) / len(y)
        back = error @ w2.T * a * (1 - a)
        back_z = (back - back.mean(axis=0) - unit * (back * unit).mean(axis=0)) / spread
        w2 -= rate * a.T @ error
        b2 -= rate * error.sum()
        w1 -= rate * x.T @ back_z
        print(loss)
    return w1, w2, b2


x = np.random.randn(120, 3)
y = (x[:, :1] * x[:, 1:2] > 0).astype(float)
fit(x, y)
