import numpy as np, sys, os, copy
from collections import OrderedDict, defaultdict
from itertools import chain, product

DTYPE = np.float32
rng = np.random.default_rng(12)

act = {
    'relu': (lambda z: np.maximum(z, 0), lambda z: (z > 0).astype(DTYPE)),
    'tanh': (np.tanh, lambda z: 1 - np.tanh(z) ** 2),
    'linear': (lambda z: z, lambda z: np.ones_like(z)),
    'sigmoid': (lambda z: 1 / (1 + np.exp(-z)), lambda z: (1 / (1 + np.exp(-z))) * (1 - 1 / (1 + np.exp(-z)))),
}


def init_layer(fan_in, fan_out, activation):
    return {'W': (rng.standard_normal((fan_in, fan_out)) * np.sqrt(2 / fan_in)).astype(DTYPE),
            'b': np.zeros(fan_out, DTYPE), 'act': activation}


def forward(net, x):
    tape = []
    for layer in net:
        z = x @ layer['W'] + layer['b']
        tape.append((x, z))
        x = act[layer['act']][0](z)
    return x, tape


def backward(net, tape, g):
    grads = [None] * len(net)
    for k in range(len(net))[::-1]:
        x, z = tape[k]
        g = g * act[net[k]['act']][1](z)
        grads[k] = dict(W=x.T @ g, b=g.sum(0))
        g = g @ net[k]['W'].T
    return g, grads


class AdamDict:
    def __init__(self, nets, lr=1e-3, betas=(.9, .999)):
        self.nets, self.lr, self.betas, self.t = nets, lr, betas, 0
        self.m = [[{p: np.zeros_like(l[p]) for p in ('W', 'b')} for l in net] for net in nets]
        self.v = copy.deepcopy(self.m)

    def step(self, all_grads):
        self.t += 1
        b1, b2 = self.betas
        for n, (net, grads) in enumerate(zip(self.nets, all_grads)):
            for i, layer in enumerate(net):
                for p in ('W', 'b'):
                    g = grads[i][p]
                    self.m[n][i][p] = b1 * self.m[n][i][p] + (1 - b1) * g
                    self.v[n][i][p] = b2 * self.v[n][i][p] + (1 - b2) * g ** 2
                    mh = self.m[n][i][p] / (1 - b1 ** self.t)
                    vh = self.v[n][i][p] / (1 - b2 ** self.t)
                    layer[p] -= (self.lr * mh / (np.sqrt(vh) + 1e-8)).astype(DTYPE)


def build(sizes, acts):
    return [init_layer(a, b, f) for a, b, f in zip(sizes, sizes[1:], acts)]


D, H, Zd = 20, 14, 3
enc = build([D, H, 2 * Zd], ['relu', 'linear'])
dec = build([Zd, H, D], ['relu', 'sigmoid'])
opt = AdamDict([enc, dec])
data = (rng.random((50, D)) > .5).astype(DTYPE)


def batches(x, size, shuffle=True):
    order = rng.permutation(len(x)) if shuffle else np.arange(len(x))
    for s in range(0, len(x) // size * size, size):
        yield x[order[s:s + size]]


hist = defaultdict(list)
for epoch in range(3):
    for xb in batches(data, 10):
        h, tape_e = forward(enc, xb)
        mu, logvar = h[:, :Zd], h[:, Zd:]
        mu2, logvar2 = np.split(h, 2, axis=1)
        eps = rng.standard_normal(mu.shape)
        std = np.exp(.5 * logvar)
        z = mu + eps * std
        xr, tape_d = forward(dec, z)
        bce = -(xb * np.log(xr + 1e-7) + (1 - xb) * np.log(1 - xr + 1e-7)).sum(axis=1).mean()
        kl = -.5 * (1 + logvar - mu ** 2 - np.exp(logvar)).sum(1).mean()
        hist['bce'].append(bce); hist['kl'].append(kl)
        dxr = ((xr - xb) / (xr * (1 - xr) + 1e-7)) / len(xb)
        dz, gd = backward(dec, tape_d, dxr)
        dmu = dz + mu / len(xb)
        dlv = dz * eps * .5 * std + .5 * (np.exp(logvar) - 1) / len(xb)
        _, ge = backward(enc, tape_e, np.concatenate((dmu, dlv), axis=-1))
        opt.step([ge, gd])

curve = np.array([hist['bce'], hist['kl']]).T
samples, _ = forward(dec, rng.standard_normal((6, Zd)))
gridz = np.array(list(product(np.linspace(-1, 1, 3), repeat=2)))
manifold, _ = forward(dec, np.pad(gridz, ((0, 0), (0, Zd - 2))))
state = OrderedDict()
for i, l in enumerate(chain(enc, dec)):
    state['layer%02d.W' % i] = l['W']
    state['layer%02d.b' % i] = l['b']
n_params = sum(v.size for v in state.values())
flat = np.concatenate([v.ravel() for v in state.values()])
off = 0
restored = {}
for k, v in state.items():
    restored[k] = flat[off:off + v.size].reshape(v.shape)
    off += v.size


# ---------- word vectors with the same tools ----------
class Skip(object):
    count = 0

    def __init__(s, V, d, neg=4):
        s.V, s.d, s.neg = V, d, neg
        s.In = rng.uniform(-.5, .5, size=[V, d]) / d
        s.Out = np.zeros([V, d])
        Skip.count += 1

    def pair(s, c, o, lr=.1):
        ids = np.append(o, rng.integers(0, s.V, s.neg))
        lab = np.zeros(len(ids)); lab[0] = 1
        v = s.In[c]
        u = s.Out[ids]
        p = 1 / (1 + np.exp(-u.dot(v)))
        e = p - lab
        dv = e @ u
        np.subtract.at(s.Out, ids, lr * e[:, None] * v[None])
        s.In[c] -= lr * dv
        return -np.log(np.where(lab == 1, p, 1 - p) + 1e-9).sum()

    def __getitem__(s, i):
        return s.In[i]

    def nearest(s, i, k=3):
        n = s.In / np.linalg.norm(s.In, axis=1)[:, np.newaxis]
        sim = n @ n[i]
        sim[i] = -np.inf
        top = np.argpartition(-sim, k)[:k]
        return top[np.argsort(-sim[top])]


toks = "a b c a b d a c e b a d e".split()
vocab = {w: i for i, w in enumerate(dict.fromkeys(toks))}
ids = np.fromiter((vocab[w] for w in toks), dtype=int)
sk = Skip(len(vocab), 6)
for ep in range(2):
    for pos, c in enumerate(ids):
        lo, hi = max(0, pos - 2), min(len(ids), pos + 3)
        for o in np.r_[ids[lo:pos], ids[pos + 1:hi]]:
            loss = sk.pair(c, o)
near = sk.nearest(vocab['a'])
print(curve.shape, samples.shape, manifold.mean(), n_params, near, sk[2].shape)
