# mutant missing_mean: `dlogits = (probs - Y) / Y.size` -> `dlogits = probs - Y`
# mutant sign: `dlogits = (probs - Y) / Y.size` -> `dlogits = (Y - probs) / Y.size`
# mutant label_missing: `dlogits = (probs - Y) / Y.size` -> `dlogits = probs / Y.size`
# mutant extra_activation_derivative: `dlogits = (probs - Y) / Y.size` -> `dlogits = (probs - Y) * probs * (1 - probs) / Y.size`
# mutant bias_axis: `"b": dlogits.sum(axis=0)` -> `"b": dlogits.sum()`
# mutant double_mean: `"W": X.T @ dlogits` -> `"W": X.T @ dlogits / len(X)`
# mutant transposed_result: `"W": X.T @ dlogits` -> `"W": dlogits.T @ X`
# mutant bias_missing: `    for name in params:` -> `    for name in ["W"]:`
# mutant sign: `params[name] -= lr * grads[name]` -> `params[name] += lr * grads[name]`
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def predict(params, X):
    return sigmoid(X @ params["W"] + params["b"])


def bce(probs, Y, eps=1e-7):
    probs = np.clip(probs, eps, 1 - eps)
    return -np.mean(Y * np.log(probs) + (1 - Y) * np.log(1 - probs))


def compute_grads(X, Y, probs):
    dlogits = (probs - Y) / Y.size
    return {"W": X.T @ dlogits, "b": dlogits.sum(axis=0)}


def apply_grads(params, grads, lr):
    for name in params:
        params[name] -= lr * grads[name]


def train(X, Y, epochs=200, lr=1.0):
    rng = np.random.default_rng(0)
    params = {"W": rng.normal(0, 0.01, (X.shape[1], Y.shape[1])), "b": np.zeros(Y.shape[1])}
    losses = []
    for _ in range(epochs):
        probs = predict(params, X)
        losses.append(bce(probs, Y))
        grads = compute_grads(X, Y, probs)
        apply_grads(params, grads, lr)
    return params, losses
