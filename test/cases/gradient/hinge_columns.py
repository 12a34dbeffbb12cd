# mutant missing_mean: `dZ = -Y * (Y * out < 1) / m` -> `dZ = -Y * (Y * out < 1)`
# mutant sign: `dZ = -Y * (Y * out < 1) / m` -> `dZ = Y * (Y * out < 1) / m`
# mutant label_missing: `dZ = -Y * (Y * out < 1) / m` -> `dZ = -1.0 * (Y * out < 1) / m`
# mutant double_mean: `dW = dZ @ X.T` -> `dW = dZ @ X.T / m`
# mutant transposed_result: `dW = dZ @ X.T +` -> `dW = X @ dZ.T +`
# mutant penalty_missing: ` + l1 * np.sign(W)\n` -> `\n`
# mutant penalty_sign: ` + l1 * np.sign(W)\n` -> ` - l1 * np.sign(W)\n`
# mutant bias_missing: `    b = b - lr * db\n` -> ``
import numpy as np


def init_params(n_in, n_out):
    rng = np.random.default_rng(0)
    return rng.normal(size=(n_out, n_in)) * 0.5, np.zeros((n_out, 1))


def forward(X, W, b):
    return W @ X + b


def compute_loss(out, Y, W, l1):
    return np.mean(np.maximum(0, 1 - Y * out)) + l1 * np.sum(np.abs(W))


def backward(X, Y, out, W, l1):
    m = X.shape[1]
    dZ = -Y * (Y * out < 1) / m
    dW = dZ @ X.T + l1 * np.sign(W)
    db = np.sum(dZ, axis=1, keepdims=True)
    return dW, db


def update(W, b, dW, db, lr):
    W = W - lr * dW
    b = b - lr * db
    return W, b
