"""Character level GRU, with its own little data loader and sampling."""
import numpy as np
np.random.seed(7)

names = ["anna", "bob", "carla", "dave", "emma", "fritz", "gina"]
chars = sorted(list(set("".join(names)))) + ["\n"]
vocab_size = len(chars)
char_to_ix = {ch: i for i, ch in enumerate(chars)}
ix_to_char = {i: ch for i, ch in enumerate(chars)}
print("vocab", vocab_size)


def init(shape):
    a = np.sqrt(6.0 / sum(shape))
    return np.random.uniform(-a, a, shape)


class GRU:
    def __init__(self, input_size, hidden_size, output_size):
        self.D, self.H, self.O = input_size, hidden_size, output_size
        for gate in ["z", "r", "h"]:
            setattr(self, "W" + gate, init((hidden_size, input_size)))
            setattr(self, "U" + gate, init((hidden_size, hidden_size)))
            setattr(self, "b" + gate, np.zeros((hidden_size, 1)))
        self.Wy = init((output_size, hidden_size))
        self.by = np.zeros((output_size, 1))

    def sigmoid(self, x):
        return 1. / (1. + np.exp(-x))

    def step(self, x, h_prev):
        z = self.sigmoid(self.Wz @ x + self.Uz @ h_prev + self.bz)
        r = self.sigmoid(self.Wr @ x + self.Ur @ h_prev + self.br)
        h_hat = np.tanh(self.Wh @ x + self.Uh @ (r * h_prev) + self.bh)
        h = z * h_prev + (1 - z) * h_hat
        y = self.Wy @ h + self.by
        p = np.exp(y - y.max()) / np.sum(np.exp(y - y.max()))
        return h, p, (z, r, h_hat)

    def loss_and_grads(self, inputs, targets, h0):
        xs, hs, ps, gates = {}, {-1: np.copy(h0)}, {}, {}
        loss = 0
        for t in range(len(inputs)):
            xs[t] = np.zeros((self.D, 1))
            xs[t][inputs[t]] = 1
            hs[t], ps[t], gates[t] = self.step(xs[t], hs[t - 1])
            loss += -np.log(ps[t][targets[t], 0])
        grads = {k: np.zeros_like(v) for k, v in self.__dict__.items() if isinstance(v, np.ndarray)}
        dhnext = np.zeros_like(hs[0])
        for t in reversed(range(len(inputs))):
            z, r, h_hat = gates[t]
            dy = np.copy(ps[t])
            dy[targets[t]] -= 1
            grads["Wy"] += np.dot(dy, hs[t].T)
            grads["by"] += dy
            dh = np.dot(self.Wy.T, dy) + dhnext
            dh_hat = np.multiply(dh, (1 - z))
            dh_hat_l = dh_hat * (1 - h_hat ** 2)
            grads["Wh"] += np.dot(dh_hat_l, xs[t].T)
            grads["Uh"] += np.dot(dh_hat_l, np.multiply(r, hs[t - 1]).T)
            grads["bh"] += dh_hat_l
            drhp = np.dot(self.Uh.T, dh_hat_l)
            dr = np.multiply(drhp, hs[t - 1])
            dr_l = dr * r * (1 - r)
            grads["Wr"] += np.dot(dr_l, xs[t].T)
            grads["Ur"] += np.dot(dr_l, hs[t - 1].T)
            grads["br"] += dr_l
            dz = np.multiply(dh, hs[t - 1] - h_hat)
            dz_l = dz * z * (1 - z)
            grads["Wz"] += np.dot(dz_l, xs[t].T)
            grads["Uz"] += np.dot(dz_l, hs[t - 1].T)
            grads["bz"] += dz_l
            dhnext = (np.dot(self.Uz.T, dz_l) + np.multiply(dh, z) + np.multiply(drhp, r) + np.dot(self.Ur.T, dr_l))
        for k, g in grads.items():
            np.clip(g, -5, 5, out=g)
        return loss, grads, hs[len(inputs) - 1]

    def sample(self, h, seed_ix, n):
        x = np.zeros((self.D, 1))
        x[seed_ix] = 1
        ixes = [seed_ix]
        for t in range(n):
            h, p, _ = self.step(x, h)
            ix = np.random.choice(range(self.D), p=p.ravel())
            x = np.zeros((self.D, 1))
            x[ix] = 1
            ixes.append(ix)
            if ix_to_char[ix] == "\n":
                break
        return ixes


def examples(names):
    for name in names:
        ids = [char_to_ix[c] for c in name] + [char_to_ix["\n"]]
        yield ids[:-1], ids[1:]


model = GRU(vocab_size, 12, vocab_size)
mem = {}
for k in vars(model):
    v = getattr(model, k)
    if isinstance(v, np.ndarray):
        mem[k] = np.zeros_like(v)
smooth_loss = -np.log(1.0 / vocab_size) * 5
for epoch in range(3):
    np.random.shuffle(names)
    for X, Y in examples(names):
        hprev = np.zeros((12, 1))
        loss, grads, hprev = model.loss_and_grads(X, Y, hprev)
        smooth_loss = smooth_loss * 0.99 + loss * 0.01
        for name in grads:
            param = getattr(model, name)
            dparam = grads[name]
            mem[name] += dparam * dparam
            param += -0.1 * dparam / np.sqrt(mem[name] + 1e-8)
    print(epoch, smooth_loss, "".join(ix_to_char[i] for i in model.sample(np.zeros((12, 1)), 0, 10)))
