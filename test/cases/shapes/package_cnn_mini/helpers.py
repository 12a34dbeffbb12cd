import numpy as np


def confusion(true, pred, k):
    cm = np.zeros((k, k), int)
    for t, p in zip(true, pred):
        cm[t][p] += 1
    return cm


def per_class(cm):
    with np.errstate(divide='ignore', invalid='ignore'):
        prec = np.nan_to_num(np.diag(cm) / cm.sum(axis=0))
        rec = np.nan_to_num(np.diag(cm) / cm.sum(axis=1))
    return np.column_stack((prec, rec))


def tile_images(images, cols):
    n, h, w = images.shape
    rows = n // cols
    canvas = np.zeros((rows * h, cols * w))
    for k in range(n):
        r, c = divmod(k, cols)
        canvas[r * h:(r + 1) * h, c * w:(c + 1) * w] = images[k]
    return canvas
