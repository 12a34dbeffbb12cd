# mutant sign: `delta = out - target` -> `delta = target - out`
# mutant missing_activation_derivative: `delta_h = (w2.T @ delta) * h * (1 - h)` -> `delta_h = w2.T @ delta`
# mutant uses_z_for_a: `delta_h = (w2.T @ delta) * h * (1 - h)` -> `delta_h = (w2.T @ delta) * zh * (1 - zh)`
# mutant extra_activation_derivative: `delta = out - target` -> `delta = (out - target) * out * (1 - out)`
# mutant updated_weight_used_in_backprop: `delta_h = (w2.T @ delta)` -> `w2 -= lr * np.outer(delta, h); delta_h = (w2.T @ delta)`
# mutant transposed_result: `dw1 = np.outer(delta_h, x)` -> `dw1 = np.outer(x, delta_h)`
# mutant label_missing: `delta = out - target` -> `delta = out`
import numpy as np


def sig(z):
    return 1 / (1 + np.exp(-z))


def train_one(x, target, params, lr):
    w1, b1, w2, b2 = params
    zh = w1 @ x + b1
    h = sig(zh)
    out = sig(w2 @ h + b2)
    loss = -np.sum(target * np.log(out) + (1 - target) * np.log(1 - out))
    delta = out - target
    delta_h = (w2.T @ delta) * h * (1 - h)
    dw1 = np.outer(delta_h, x)
    w2 = w2 - lr * np.outer(delta, h)
    b2 = b2 - lr * delta
    w1 = w1 - lr * dw1
    b1 = b1 - lr * delta_h
    return [w1, b1, w2, b2], loss


def train(X, T, hidden=4, lr=0.1, epochs=3):
    rng = np.random.RandomState(0)
    params = [rng.randn(hidden, X.shape[1]) * 0.5, np.zeros(hidden), rng.randn(T.shape[1], hidden) * 0.5, np.zeros(T.shape[1])]
    for epoch in range(epochs):
        total = 0
        for i in range(len(X)):
            params, loss = train_one(X[i], T[i], params, lr)
            total += loss
        print("epoch", epoch, "loss", total / len(X))
    return params
