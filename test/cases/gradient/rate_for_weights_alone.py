# mutant sign: `err = -(wanted - a)` -> `err = wanted - a`
# mutant extra_activation_derivative: `err = -(wanted - a)` -> `err = -(wanted - a) * a * (1 - a)`
# mutant penalty_missing: `            w_grad = w_grad + l2 * w\n` -> ``
# mutant penalty_sign: `w_grad = w_grad + l2 * w` -> `w_grad = w_grad - l2 * w`
# mutant factor_two: `w_grad = w_grad + l2 * w` -> `w_grad = w_grad + 2 * l2 * w`
import numpy as np


def fit(X, y, rate=0.1, l2=0.01, epochs=2):
    w = np.ones(X.shape[1])
    b = 0.0
    losses = []
    for _ in range(epochs):
        loss = 0.0
        for place in np.random.permutation(len(X)):
            row, wanted = X[place], y[place]
            a = 1 / (1 + np.exp(-(np.sum(row * w) + b)))
            err = -(wanted - a)
            w_grad = row * err
            w_grad = w_grad + l2 * w
            w -= rate * w_grad
            b -= err
            loss -= wanted * np.log(a) + (1 - wanted) * np.log(1 - a)
        losses.append(loss / len(y) + l2 / 2 * np.sum(w**2))
    return w, b, losses
