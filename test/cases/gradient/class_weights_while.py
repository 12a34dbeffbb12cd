# mutant missing_mean: `dlogits = weights * (p - y) / weights.sum()` -> `dlogits = weights * (p - y)`
# mutant sign: `dlogits = weights * (p - y) / weights.sum()` -> `dlogits = weights * (y - p) / weights.sum()`
# mutant bias_missing: `b2 -= lr * db2` -> `pass`
"""Unbalanced binary data: class weights inside the cross-entropy of a small network, a plain script."""
import numpy as np

np.random.seed(3)


def sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -30, 30)))


def relu_grad(z):
    g = np.zeros_like(z)
    g[z > 0] = 1
    return g


N, D, H = 240, 3, 12
y = (np.random.rand(N, 1) < 0.2).astype(float)
x = np.random.randn(N, D) + 1.5 * y
class_weight = {0: 0.6, 1: 3.0}
weights = np.where(y == 1, class_weight[1], class_weight[0])

w1 = np.random.randn(D, H) * np.sqrt(2 / D)
b1 = np.zeros(H)
w2 = np.random.randn(H, 1) * np.sqrt(1 / H)
b2 = np.zeros(1)
lr = 0.3

epoch = 0
previous = np.inf
while epoch < 400:
    # forward
    z1 = x @ w1 + b1
    h = np.maximum(z1, 0, out=np.empty_like(z1))
    p = sigmoid(h @ w2 + b2)
    loss = -np.sum(weights * (y * np.log(p + 1e-12) + (1 - y) * np.log(1 - p + 1e-12))) / weights.sum()
    # backward
    dlogits = weights * (p - y) / weights.sum()
    dw2 = h.T @ dlogits
    db2 = np.sum(dlogits, axis=0)
    dh = dlogits @ w2.T
    dz1 = dh * relu_grad(z1)
    dw1 = x.T @ dz1
    db1 = np.sum(dz1, axis=0)
    assert dw1.shape == w1.shape and db1.shape == b1.shape
    # step
    w1 -= lr * dw1
    b1 -= lr * db1
    w2 -= lr * dw2
    b2 -= lr * db2
    if epoch % 100 == 0:
        print(epoch, loss)
    if abs(previous - loss) < 1e-7:
        break
    previous = loss
    epoch += 1
