# mutant missing_activation_derivative: `d = (w.T @ d) * (a * (1 - a))` -> `d = w.T @ d`
# mutant sign: `d = y_hat - y` -> `d = y - y_hat`
# mutant missing_mean: `b -= lr * d.mean(axis=1, keepdims=True)\n            w -= lr * (d @ a_prev.T) / n` -> `b -= lr * d.mean(axis=1, keepdims=True)\n            w -= lr * (d @ a_prev.T)`
# mutant bias_missing: `b -= lr * d.mean(axis=1, keepdims=True)\n` -> `pass\n`
# mutant bias_not_averaged: `b -= lr * d.mean(axis=1, keepdims=True)\n` -> `b -= lr * d.sum(axis=1, keepdims=True)\n`
# mutant extra_activation_derivative: `d = y_hat - y` -> `d = (y_hat - y) * y_hat * (1 - y_hat)`
import numpy as np


def sigmoid(v):
    return 1.0 / (1.0 + np.exp(-v))


def run(X, y, widths=(4, 6, 5, 1), lr=0.5, epochs=50):
    gen = np.random.default_rng(0)
    net = [[gen.standard_normal((o, i)) * 0.5, np.zeros((o, 1))] for i, o in zip(widths, widths[1:])]
    n = X.shape[1]
    for epoch in range(epochs):
        acts = [X]
        for w, b in net:
            v = w @ acts[-1]
            v += b
            acts.append(sigmoid(v))
        y_hat = acts[-1]
        loss = -(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat)).mean()
        d = y_hat - y
        for k in reversed(range(len(net))):
            w, b = net[k]
            a_prev = acts[k]
            a = acts[k]
            d_here = d
            if k > 0:
                d = (w.T @ d) * (a * (1 - a))
            d, d_next = d_here, d
            b -= lr * d.mean(axis=1, keepdims=True)
            w -= lr * (d @ a_prev.T) / n
            d = d_next
        if epoch % 10 == 0:
            print(epoch, loss)
    return net


gen = np.random.default_rng(1)
X = gen.standard_normal((4, 60))
y = (X[:1] * X[1:2] > 0).astype(float)
run(X, y)
