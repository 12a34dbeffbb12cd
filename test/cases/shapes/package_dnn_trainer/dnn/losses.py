import numpy as np


def cross_entropy(probs, onehot, eps=1e-12):
    n = probs.shape[0]
    loss = -(onehot * np.log(probs + eps)).sum() / n
    return loss, -(onehot / (probs + eps)) / n


def mse(pred, target):
    diff = pred - target
    return np.mean(np.square(diff)), 2 * diff / diff.size
