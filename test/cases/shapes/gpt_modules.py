from __future__ import annotations
import math
from typing import Callable, Iterable, NamedTuple
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Param:
    __slots__ = ("value", "grad", "name")

    def __init__(self, value: Array, name: str = ""):
        self.value = value
        self.grad = np.zeros_like(value)
        self.name = name

    @property
    def shape(self):
        return self.value.shape

    def zero(self) -> None:
        self.grad[...] = 0


class Module:
    def parameters(self) -> Iterable[Param]:
        for v in vars(self).values():
            if isinstance(v, Param):
                yield v
            elif isinstance(v, Module):
                yield from v.parameters()
            elif isinstance(v, (list, tuple)):
                for e in v:
                    if isinstance(e, Module):
                        yield from e.parameters()

    def zero_grad(self):
        for p in self.parameters():
            p.zero()

    def __call__(self, *args, **kw):
        return self.forward(*args, **kw)


class Linear(Module):
    def __init__(self, d_in: int, d_out: int, bias: bool = True, rng=np.random):
        self.w = Param(rng.normal(0, 1 / math.sqrt(d_in), (d_in, d_out)))
        self.b = Param(np.zeros(d_out)) if bias else None

    def forward(self, x: Array) -> Array:
        self.x = x
        y = x @ self.w.value
        if self.b is not None:
            y = y + self.b.value
        return y

    def backward(self, dy: Array) -> Array:
        x2 = self.x.reshape(-1, self.x.shape[-1])
        dy2 = dy.reshape(-1, dy.shape[-1])
        self.w.grad += x2.T @ dy2
        if self.b is not None:
            self.b.grad += dy2.sum(0)
        return dy @ self.w.value.T


class LayerNorm(Module):
    def __init__(self, d: int, eps: float = 1e-5):
        self.g, self.b, self.eps = Param(np.ones(d)), Param(np.zeros(d)), eps

    def forward(self, x):
        mu = x.mean(-1, keepdims=True)
        xc = x - mu
        self.inv = 1 / np.sqrt((xc ** 2).mean(axis=-1, keepdims=True) + self.eps)
        self.xhat = xc * self.inv
        return self.xhat * self.g.value + self.b.value

    def backward(self, dy):
        axes = tuple(range(dy.ndim - 1))
        self.g.grad += (dy * self.xhat).sum(axis=axes)
        self.b.grad += dy.sum(axis=axes)
        dx = dy * self.g.value
        n = dx.shape[-1]
        return self.inv / n * (n * dx - dx.sum(-1, keepdims=True) - self.xhat * (dx * self.xhat).sum(-1, keepdims=True))


def softmax(x: Array, axis: int = -1) -> Array:
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


class MultiHeadAttention(Module):
    def __init__(self, d_model: int, n_heads: int, causal: bool = False):
        assert d_model % n_heads == 0
        self.h, self.dk = n_heads, d_model // n_heads
        self.q_proj, self.k_proj, self.v_proj = (Linear(d_model, d_model, bias=False) for _ in range(3))
        self.o_proj = Linear(d_model, d_model)
        self.causal = causal

    def split(self, x):
        B, T, D = x.shape
        return x.reshape(B, T, self.h, self.dk).transpose(0, 2, 1, 3)

    @staticmethod
    def merge(x):
        B, H, T, dk = x.shape
        return x.transpose(0, 2, 1, 3).reshape(B, T, H * dk)

    def forward(self, x, mask=None):
        B, T, _ = x.shape
        self.q, self.k, self.v = map(self.split, (self.q_proj(x), self.k_proj(x), self.v_proj(x)))
        scores = self.q @ self.k.swapaxes(-1, -2) / math.sqrt(self.dk)
        if self.causal:
            scores = np.where(np.triu(np.ones((T, T), dtype=bool), k=1), -1e9, scores)
        if mask is not None:
            scores += (1 - mask[:, None, None, :]) * -1e9
        self.att = softmax(scores)
        ctx = self.att @ self.v
        return self.o_proj(self.merge(ctx))

    def backward(self, dy):
        dctx = self.split(self.o_proj.backward(dy))
        datt = dctx @ self.v.transpose(0, 1, 3, 2)
        dv = self.att.transpose(0, 1, 3, 2) @ dctx
        ds = self.att * (datt - (datt * self.att).sum(-1, keepdims=True)) / math.sqrt(self.dk)
        dq = ds @ self.k
        dk = np.einsum('bhij,bhid->bhjd', ds, self.q)
        return sum(p.backward(self.merge(g)) for p, g in zip((self.q_proj, self.k_proj, self.v_proj), (dq, dk, dv)))


class FeedForward(Module):
    def __init__(self, d, hidden):
        self.fc1, self.fc2 = Linear(d, hidden), Linear(hidden, d)

    def forward(self, x):
        self.pre = self.fc1(x)
        self.act = 0.5 * self.pre * (1 + np.tanh(math.sqrt(2 / math.pi) * (self.pre + 0.044715 * self.pre ** 3)))
        return self.fc2(self.act)

    def backward(self, dy):
        g = self.fc2.backward(dy)
        t = np.tanh(math.sqrt(2 / math.pi) * (self.pre + 0.044715 * self.pre ** 3))
        d = 0.5 * (1 + t) + 0.5 * self.pre * (1 - t ** 2) * math.sqrt(2 / math.pi) * (1 + 3 * 0.044715 * self.pre ** 2)
        return self.fc1.backward(g * d)


class Block(Module):
    def __init__(self, d, heads, ff):
        self.ln1, self.ln2 = LayerNorm(d), LayerNorm(d)
        self.attn = MultiHeadAttention(d, heads, causal=True)
        self.ff = FeedForward(d, ff)

    def forward(self, x):
        x = x + self.attn(self.ln1(x))
        return x + self.ff(self.ln2(x))

    def backward(self, dy):
        dy = dy + self.ln2.backward(self.ff.backward(dy))
        return dy + self.ln1.backward(self.attn.backward(dy))


def sinusoid(T: int, d: int) -> Array:
    pos = np.arange(T)[:, np.newaxis]
    i = np.arange(d)[np.newaxis, :]
    ang = pos / np.power(10000, (2 * (i // 2)) / np.float32(d))
    ang[:, 0::2] = np.sin(ang[:, 0::2])
    ang[:, 1::2] = np.cos(ang[:, 1::2])
    return ang


class Config(NamedTuple):
    vocab: int
    d: int = 16
    heads: int = 4
    layers: int = 2
    ff: int = 32
    T: int = 12


class GPT(Module):
    def __init__(self, cfg: Config):
        self.cfg = cfg
        self.tok = Param(np.random.normal(0, .02, (cfg.vocab, cfg.d)))
        self.pos = sinusoid(cfg.T, cfg.d)
        self.blocks = [Block(cfg.d, cfg.heads, cfg.ff) for _ in range(cfg.layers)]
        self.ln = LayerNorm(cfg.d)
        self.head = Linear(cfg.d, cfg.vocab, bias=False)

    def forward(self, ids):
        self.ids = ids
        x = self.tok.value[ids] + self.pos[:ids.shape[1]]
        for blk in self.blocks:
            x = blk(x)
        return self.head(self.ln(x))

    def backward(self, dlogits):
        dx = self.ln.backward(self.head.backward(dlogits))
        for blk in reversed(self.blocks):
            dx = blk.backward(dx)
        np.add.at(self.tok.grad, self.ids, dx)

    def generate(self, ids, n, temperature=1.0):
        for _ in range(n):
            ctx = ids[:, -self.cfg.T:]
            logits = self.forward(ctx)[:, -1, :] / temperature
            p = softmax(logits)
            nxt = np.array([np.random.choice(len(row), p=row) for row in p])
            ids = np.concatenate([ids, nxt[:, None]], axis=1)
        return ids


def cross_entropy(logits, targets):
    B, T, V = logits.shape
    flat = logits.reshape(B * T, V)
    p = softmax(flat)
    idx = targets.ravel()
    loss = -np.log(p[np.arange(len(idx)), idx] + 1e-12).mean()
    p[np.arange(len(idx)), idx] -= 1
    return loss, (p / len(idx)).reshape(logits.shape)


class AdamW:
    def __init__(self, params, lr=3e-3, betas=(.9, .95), wd=.01):
        self.params = list(params)
        self.lr, self.betas, self.wd, self.t = lr, betas, wd, 0
        self.m = [np.zeros(p.shape) for p in self.params]
        self.v = [np.zeros(p.shape) for p in self.params]

    def step(self):
        self.t += 1
        b1, b2 = self.betas
        norm = math.sqrt(sum((p.grad ** 2).sum() for p in self.params))
        scale = min(1.0, 1.0 / (norm + 1e-6))
        for p, m, v in zip(self.params, self.m, self.v):
            g = p.grad * scale
            m *= b1
            m += (1 - b1) * g
            v[:] = b2 * v + (1 - b2) * g * g
            mh, vh = m / (1 - b1 ** self.t), v / (1 - b2 ** self.t)
            p.value -= self.lr * (mh / (np.sqrt(vh) + 1e-8) + self.wd * p.value)


text = "the quick brown fox jumps over the lazy dog. " * 8
chars = sorted(set(text))
stoi = {c: i for i, c in enumerate(chars)}
itos = dict(enumerate(chars))
data = np.array([stoi[c] for c in text])
cfg = Config(vocab=len(chars))
model = GPT(cfg)
opt = AdamW(model.parameters())
for step in range(6):
    starts = np.random.randint(0, len(data) - cfg.T - 1, size=4)
    xb = np.stack([data[s:s + cfg.T] for s in starts])
    yb = np.stack([data[s + 1:s + 1 + cfg.T] for s in starts])
    logits = model(xb)
    loss, dl = cross_entropy(logits, yb)
    model.zero_grad()
    model.backward(dl)
    opt.step()
    print(f"{step:3d} {loss:.4f}")
out = model.generate(np.array([[stoi['t']]]), 20)
print(''.join(itos[int(i)] for i in out[0]))
n_params = sum(p.value.size for p in model.parameters())
print(n_params)
