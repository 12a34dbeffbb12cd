# mutant missing_mean: `d2 = 2 * (out - y) / y.size` -> `d2 = 2 * (out - y)`
# mutant sign: `d2 = 2 * (out - y) / y.size` -> `d2 = 2 * (y - out) / y.size`
# mutant factor_two: `d2 = 2 * (out - y) / y.size` -> `d2 = (out - y) / y.size`
# mutant missing_activation_derivative: `d1 = d2 @ p["W2"].T * (1 - h ** 2)` -> `d1 = d2 @ p["W2"].T`
# mutant wrong_activation_derivative: `(1 - h ** 2)` -> `h * (1 - h)`
# mutant uses_z_for_a: `(1 - h ** 2)` -> `(1 - z ** 2)`
# mutant uses_z_for_a: `"W2": h.T @ d2` -> `"W2": z.T @ d2`
# mutant bias_axis: `"b1": d1.sum(axis=0)` -> `"b1": d1.sum()`
import numpy as np

rng = np.random.default_rng(0)


def init(n_in, n_hidden, n_out):
    return {"W1": rng.normal(0, 0.5, (n_in, n_hidden)), "b1": np.zeros(n_hidden),
            "W2": rng.normal(0, 0.5, (n_hidden, n_out)), "b2": np.zeros(n_out)}


def loss_and_grads(p, x, y):
    z = x @ p["W1"] + p["b1"]
    h = np.tanh(z)
    out = h @ p["W2"] + p["b2"]
    loss = np.mean((out - y) ** 2)
    d2 = 2 * (out - y) / y.size
    d1 = d2 @ p["W2"].T * (1 - h ** 2)
    return loss, {"W1": x.T @ d1, "b1": d1.sum(axis=0), "W2": h.T @ d2, "b2": d2.sum(axis=0)}


class Adam:
    def __init__(self, params, lr=1e-2, beta1=0.9, beta2=0.999, eps=1e-8):
        self.params, self.lr, self.b1, self.b2, self.eps = params, lr, beta1, beta2, eps
        self.m = {k: np.zeros_like(v) for k, v in params.items()}
        self.v = {k: np.zeros_like(v) for k, v in params.items()}
        self.t = 0

    def step(self, grads):
        self.t += 1
        for k, g in grads.items():
            self.m[k] = self.b1 * self.m[k] + (1 - self.b1) * g
            self.v[k] = self.b2 * self.v[k] + (1 - self.b2) * g ** 2
            mhat = self.m[k] / (1 - self.b1 ** self.t)
            vhat = self.v[k] / (1 - self.b2 ** self.t)
            self.params[k] -= self.lr * mhat / (np.sqrt(vhat) + self.eps)


x = rng.uniform(-1, 1, (64, 2))
y = np.sin(3 * x[:, :1]) * x[:, 1:]
params = init(2, 16, 1)
opt = Adam(params)
for epoch in range(500):
    loss, grads = loss_and_grads(params, x, y)
    opt.step(grads)
    if epoch % 50 == 0:
        print(epoch, loss)
