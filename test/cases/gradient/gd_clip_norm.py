# mutant missing_mean: `errs = (pred - target) / target.shape[0]` -> `errs = pred - target`
# mutant sign: `errs = (pred - target) / target.shape[0]` -> `errs = (target - pred) / target.shape[0]`
# mutant missing_activation_derivative: `back = errs @ net["out"].T * dact(pre)` -> `back = errs @ net["out"].T`
# mutant wrong_activation_derivative: `return 1 / (1 + np.exp(-z))` -> `return np.log1p(np.exp(z))`
# mutant uses_z_for_a: `"out": post.T @ errs` -> `"out": pre.T @ errs`
# mutant label_missing: `errs = (pred - target) / target.shape[0]` -> `errs = pred / target.shape[0]`
# mutant factor_two: `errs = (pred - target) / target.shape[0]` -> `errs = 2 * (pred - target) / target.shape[0]`
import numpy as np


def act(z):
    return np.logaddexp(0.0, z)


def dact(z):
    return 1 / (1 + np.exp(-z))


def build(d, h, k):
    gen = np.random.RandomState(2)
    return dict(hid=gen.randn(d, h) / d, shift=np.zeros(h), out=gen.randn(h, k) / h)


def value_and_grad(net, data, target):
    pre = data @ net["hid"] + net["shift"]
    post = act(pre)
    pred = post @ net["out"]
    value = 0.5 * ((pred - target) ** 2).sum(axis=1).mean()
    errs = (pred - target) / target.shape[0]
    back = errs @ net["out"].T * dact(pre)
    return value, {"hid": data.T @ back, "shift": back.sum(axis=0), "out": post.T @ errs}


def descend(data, target, hidden=8, pace=0.2, rounds=300, limit=5.0):
    net = build(data.shape[1], hidden, target.shape[1])
    objective = []
    for _ in range(rounds):
        value, slope = value_and_grad(net, data, target)
        size = np.sqrt(sum((s ** 2).sum() for s in slope.values()))
        factor = min(1.0, limit / size)
        for key in net:
            net[key] = net[key] - pace * slope[key]
        objective.append(value)
    return net, objective


if __name__ == '__main__':
    X = np.random.RandomState(0).randn(50, 3)
    T = np.c_[np.sin(X[:, 0]), X[:, 1] * X[:, 2]]
    net, objective = descend(X, T)
    print(objective[0], objective[-1])
