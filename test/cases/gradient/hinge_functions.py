# mutant penalty_missing: `dw = lam * w - (X.T @ (y * mask)) / n` -> `dw = -(X.T @ (y * mask)) / n`
# mutant penalty_sign: `dw = lam * w - (X.T @ (y * mask)) / n` -> `dw = -lam * w - (X.T @ (y * mask)) / n`
# mutant missing_mean: `dw = lam * w - (X.T @ (y * mask)) / n` -> `dw = lam * w - X.T @ (y * mask)`
# mutant bias_not_averaged: `db = -np.sum(y * mask) / n` -> `db = -np.sum(y * mask)`
# mutant sign: `dw = lam * w - (X.T @ (y * mask)) / n` -> `dw = lam * w + (X.T @ (y * mask)) / n`
# mutant label_missing: `dw = lam * w - (X.T @ (y * mask)) / n` -> `dw = lam * w - (X.T @ mask) / n`
# mutant factor_two: `dw = lam * w - (X.T @ (y * mask)) / n` -> `dw = 2 * lam * w - (X.T @ (y * mask)) / n`
# mutant divided_by_features: `dw = lam * w - (X.T @ (y * mask)) / n` -> `dw = lam * w - (X.T @ (y * mask)) / d`
# mutant bias_missing: `        b = b - lr * db\n` -> ``
import numpy as np


def hinge_loss_and_grad(w, b, X, y, lam):
    n, d = X.shape
    scores = X @ w + b
    margins = 1 - y * scores
    loss = np.mean(np.maximum(0, margins)) + 0.5 * lam * np.dot(w, w)

    mask = (margins > 0).astype(float)
    dw = lam * w - (X.T @ (y * mask)) / n
    db = -np.sum(y * mask) / n
    return loss, dw, db


def train_svm(X, y, lam=0.01, lr=0.1, epochs=200):
    w = np.zeros(X.shape[1])
    b = 0.0
    history = []
    for epoch in range(epochs):
        loss, dw, db = hinge_loss_and_grad(w, b, X, y, lam)
        w = w - lr * dw
        b = b - lr * db
        history.append(loss)
    return w, b, history


def predict(w, b, X):
    return np.where(X @ w + b >= 0, 1, -1)
