# derivation: none
# mutant sign: `back = (out - t) / k` -> `back = (t - out) / k`
# mutant missing_activation_derivative: `hidden = back @ V.T * (1 - h * h)` -> `hidden = back @ V.T`
import numpy as np
from sklearn.datasets import make_moons

X, label = make_moons(n_samples=160, noise=0.15, random_state=3)
T = np.eye(2)[label]
np.random.seed(2)
U = np.random.randn(2, 10)
u0 = np.zeros((1, 10))
V = np.random.randn(10, 2) * 0.3
v0 = np.zeros((1, 2))
lr, k = 0.4, 16
for epoch in range(30):
    turn = np.random.permutation(len(X))
    for at in range(0, len(X), k):
        x, t = X[turn[at:at + k]], T[turn[at:at + k]]
        h = np.tanh(x @ U + u0)
        out = 1 / (1 + np.exp(-(h @ V + v0)))
        loss = -np.sum(t * np.log(out) + (1 - t) * np.log(1 - out)) / k
        back = (out - t) / k
        hidden = back @ V.T * (1 - h * h)
        V -= lr * (h.T @ back)
        v0 -= lr * back.sum(axis=0, keepdims=True)
        U -= lr * (x.T @ hidden)
        u0 -= lr * hidden.sum(axis=0, keepdims=True)
    print(epoch, loss)
