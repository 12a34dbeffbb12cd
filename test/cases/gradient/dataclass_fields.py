# mutant missing_activation_derivative: `back = out @ net.v.T * (1 - h ** 2)` -> `back = out @ net.v.T`
# mutant missing_mean: `out = (pred - t) / len(x)` -> `out = pred - t`
# mutant bias_missing: `c=back.sum(0)` -> `c=np.zeros_like(net.c)`
# mutant sign: `out = (pred - t) / len(x)` -> `out = (t - pred) / len(x)`
from dataclasses import dataclass, fields

import numpy as np


@dataclass
class Net:
    u: np.ndarray
    c: np.ndarray
    v: np.ndarray


def forward(net, x):
    h = np.tanh(x @ net.u + net.c)
    return h, h @ net.v


def loss(net, x, t):
    _, pred = forward(net, x)
    return 0.5 * np.sum((pred - t) ** 2) / len(x)


def gradients(net, x, t):
    h, pred = forward(net, x)
    out = (pred - t) / len(x)
    back = out @ net.v.T * (1 - h ** 2)
    return Net(u=x.T @ back, c=back.sum(0), v=h.T @ out)


rng = np.random.default_rng(8)
x = rng.normal(size=(80, 3))
t = np.sin(x[:, :1])
net = Net(rng.normal(size=(3, 6)) * 0.4, np.zeros(6), rng.normal(size=(6, 1)) * 0.4)
for epoch in range(200):
    grads = gradients(net, x, t)
    for field in fields(net):
        setattr(net, field.name, getattr(net, field.name) - 0.1 * getattr(grads, field.name))
    if epoch % 40 == 0:
        print(epoch, loss(net, x, t))
