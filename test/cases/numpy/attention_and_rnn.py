import numpy as np
import math, random, pickle, os
from functools import partial, reduce

text = "hello world this is a small corpus of words for a tiny model"
chars = sorted(list(set(text)))
vocab_size = len(chars)
char_to_ix = {ch: i for i, ch in enumerate(chars)}
ix_to_char = {i: ch for i, ch in enumerate(chars)}
data = np.array([char_to_ix[c] for c in text])
seq_len = 8
X = np.array([data[i:i + seq_len] for i in range(len(data) - seq_len)])
Y = np.array([data[i + 1:i + seq_len + 1] for i in range(len(data) - seq_len)])
eye = np.eye(vocab_size)
onehot = eye[X]
E = np.random.randn(vocab_size, 16) * 0.01
emb = E[X]
pos = np.zeros((seq_len, 16))
position = np.arange(seq_len)[:, np.newaxis]
div = np.exp(np.arange(0, 16, 2) * -(math.log(10000.0) / 16))
pos[:, 0::2] = np.sin(position * div)
pos[:, 1::2] = np.cos(position * div)
h = emb + pos
Wq, Wk, Wv = [np.random.randn(16, 16) / math.sqrt(16) for _ in range(3)]
q, k, v = h @ Wq, h @ Wk, h @ Wv
B, T, C = q.shape
nh = 4
def split_heads(x):
    return x.reshape(B, T, nh, C // nh).transpose(0, 2, 1, 3)
qh, kh, vh = map(split_heads, (q, k, v))
att = qh @ kh.transpose(0, 1, 3, 2) / np.sqrt(C // nh)
mask = np.triu(np.full((T, T), -np.inf), k=1)
att = att + mask
att = np.exp(att - att.max(axis=-1, keepdims=True)); att /= att.sum(-1, keepdims=True)
y = (att @ vh).transpose(0, 2, 1, 3).reshape(B, T, C)
def layer_norm(x, g, b, eps=1e-5):
    m = x.mean(-1, keepdims=True); s = x.var(-1, keepdims=True)
    return g * (x - m) / np.sqrt(s + eps) + b
yn = layer_norm(y, np.ones(C), np.zeros(C))
logits = yn @ E.T
probs = np.exp(logits) / np.sum(np.exp(logits), axis=2, keepdims=True)
loss = -np.log(probs[np.arange(B)[:, None], np.arange(T), Y]).mean()
dlogits = probs.copy()
dlogits[np.arange(B)[:, None], np.arange(T), Y] -= 1
dlogits /= B * T
dE = np.zeros_like(E)
np.add.at(dE, X, np.einsum('btv,vc->btc', dlogits, E))
grads = {'E': dE, 'Wq': np.einsum('bti,btj->ij', h, q)}
params = {'E': E, 'Wq': Wq}
m = {k: np.zeros_like(v) for k, v in params.items()}
v2 = {k: np.zeros_like(v) for k, v in params.items()}
for t in range(1, 4):
    for key in params:
        m[key] = .9 * m[key] + .1 * grads[key]
        v2[key] = .999 * v2[key] + .001 * grads[key] ** 2
        mhat = m[key] / (1 - .9 ** t)
        params[key] = params[key] - .01 * mhat / (np.sqrt(v2[key]) + 1e-8)
class Vanilla:
    def __init__(self, n, hdim):
        self.W = {'xh': np.random.randn(hdim, n) * .01, 'hh': np.random.randn(hdim, hdim) * .01, 'hy': np.random.randn(n, hdim) * .01}
        self.b = dict(h=np.zeros((hdim, 1)), y=np.zeros((n, 1)))
        self.hdim = hdim
    def step(self, x, h):
        h = np.tanh(self.W['xh'] @ x + self.W['hh'] @ h + self.b['h'])
        return h, self.W['hy'] @ h + self.b['y']
    def sample(self, seed, n):
        h = np.zeros((self.hdim, 1)); x = np.zeros((vocab_size, 1)); x[seed] = 1
        ixes = []
        for t in range(n):
            h, y = self.step(x, h)
            p = np.exp(y) / np.sum(np.exp(y))
            ix = np.random.choice(range(vocab_size), p=p.ravel())
            x = np.zeros((vocab_size, 1)); x[ix] = 1
            ixes.append(ix)
        return ixes
rnn = Vanilla(vocab_size, 12)
out = rnn.sample(0, 5)
arr = np.array(out)
hs = np.zeros((4, 12, 1)); last = hs[-1]
seqs = [np.random.rand(n, 3) for n in (3, 4, 5)]
maxlen = max(len(s) for s in seqs)
padded = np.zeros((len(seqs), maxlen, 3))
for i, s in enumerate(seqs):
    padded[i, :len(s)] = s
lens = np.array([len(s) for s in seqs])
maskp = np.arange(maxlen)[None, :] < lens[:, None]
meanp = (padded * maskp[..., None]).sum(1) / lens[:, None]
cos = (E @ E.T) / (np.linalg.norm(E, axis=1, keepdims=True) * np.linalg.norm(E, axis=1))
best = np.argsort(-cos, axis=1)[:, 1:4]
Q = np.zeros((5, 5, 4)); s = (0, 0)
for ep in range(3):
    a = np.argmax(Q[s]) if random.random() > .1 else np.random.randint(4)
    Q[s][a] += .1 * (1 + .9 * np.max(Q[s]) - Q[s][a])
    Q[0, 1, a] = 2
layers = [10, 8, 3]
weights = [np.random.randn(o, i) for i, o in zip(layers[:-1], layers[1:])]
biases = [np.random.randn(o, 1) for o in layers[1:]]
a0 = np.random.randn(10, 1)
acts = [a0]; zs = []
for w, b in zip(weights, biases):
    z = w.dot(acts[-1]) + b
    zs.append(z); acts.append(1 / (1 + np.exp(-z)))
nabla = [np.zeros(w.shape) for w in weights]
delta = (acts[-1] - 1) * acts[-1] * (1 - acts[-1])
nabla[-1] = np.dot(delta, acts[-2].transpose())
for l in range(2, len(layers)):
    delta = np.dot(weights[-l + 1].T, delta) * acts[-l] * (1 - acts[-l])
    nabla[-l] = delta @ acts[-l - 1].T
total = reduce(lambda p, w: p + w.size, weights, 0)
flat = np.concatenate([w.ravel() for w in weights])
sizes = np.cumsum([0] + [w.size for w in weights])
unflat = [flat[sizes[i]:sizes[i + 1]].reshape(w.shape) for i, w in enumerate(weights)]
