import numpy as np
import math
from typing import Optional


class Dropout:
    def __init__(self, p): self.p = p
    def __call__(self, x, train=True):
        if not train or self.p == 0: return x
        self.mask = np.random.binomial(1, 1 - self.p, size=x.shape) / (1 - self.p)
        return x * self.mask


class Linear:
    def __init__(self, d_in, d_out, bias=True):
        k = 1 / math.sqrt(d_in)
        self.w = np.random.uniform(-k, k, (d_in, d_out))
        self.b = np.random.uniform(-k, k, d_out) if bias else None

    def __call__(self, x):
        self.x = x
        y = x @ self.w
        if self.b is not None:
            y += self.b
        return y

    def backward(self, dy):
        x2 = self.x.reshape(-1, self.x.shape[-1])
        dy2 = dy.reshape(-1, dy.shape[-1])
        self.dw = x2.T @ dy2
        if self.b is not None:
            self.db = dy2.sum(0)
        return dy @ self.w.T


class LayerNorm:
    def __init__(self, d, eps=1e-5):
        self.g, self.b, self.eps = np.ones(d), np.zeros(d), eps

    def __call__(self, x):
        mean = x.mean(-1, keepdims=True)
        var = x.var(-1, keepdims=True)
        return self.g * (x - mean) / np.sqrt(var + self.eps) + self.b


class Embedding:
    def __init__(self, vocab, d):
        self.table = np.random.randn(vocab, d) * 0.02

    def __call__(self, ids):
        return self.table[ids]


def positional_encoding(max_len, d_model):
    pe = np.zeros((max_len, d_model))
    position = np.arange(0, max_len)[:, np.newaxis]
    div_term = np.exp(np.arange(0, d_model, 2) * -(math.log(10000.0) / d_model))
    pe[:, 0::2] = np.sin(position * div_term)
    pe[:, 1::2] = np.cos(position * div_term)
    return pe[np.newaxis, ...]


def softmax(x, axis=-1):
    x = x - x.max(axis=axis, keepdims=True)
    e = np.exp(x)
    return e / e.sum(axis=axis, keepdims=True)


def gelu(x):
    return 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x ** 3)))


class MultiHeadAttention:
    def __init__(self, d_model=16, heads=4, dropout=0.1):
        assert d_model % heads == 0
        self.d_k = d_model // heads
        self.h = heads
        self.q, self.k, self.v, self.o = (Linear(d_model, d_model) for _ in range(4))
        self.drop = Dropout(dropout)

    def split(self, x):
        b, t, _ = x.shape
        return x.reshape(b, t, self.h, self.d_k).transpose(0, 2, 1, 3)

    def forward(self, query, key, value, mask: Optional[np.ndarray] = None):
        Q, K, V = [self.split(l(x)) for l, x in zip((self.q, self.k, self.v), (query, key, value))]
        scores = np.matmul(Q, K.transpose(0, 1, 3, 2)) / math.sqrt(self.d_k)
        if mask is not None:
            scores = np.where(mask == 0, -1e9, scores)
        self.attn = softmax(scores)
        ctx = self.drop(self.attn) @ V
        ctx = ctx.transpose(0, 2, 1, 3).reshape(query.shape[0], -1, self.h * self.d_k)
        return self.o(ctx)

    __call__ = forward


class Block:
    def __init__(self, d, h, ff):
        self.att = MultiHeadAttention(d, h)
        self.ln1, self.ln2 = LayerNorm(d), LayerNorm(d)
        self.ff = [Linear(d, ff), Linear(ff, d)]

    def __call__(self, x, mask=None):
        h = self.ln1(x)
        x = x + self.att(h, h, h, mask)
        h = self.ln2(x)
        for i, layer in enumerate(self.ff):
            h = layer(h)
            if i == 0:
                h = gelu(h)
        return x + h


class GPT:
    def __init__(self, **cfg):
        self.__dict__.update(cfg)
        self.tok = Embedding(self.vocab, self.d)
        self.pos = positional_encoding(self.ctx, self.d)
        self.blocks = [Block(self.d, self.heads, 4 * self.d) for _ in range(self.layers)]
        self.ln_f = LayerNorm(self.d)
        self.head = Linear(self.d, self.vocab, bias=False)

    def __call__(self, ids, targets=None):
        B, T = ids.shape
        x = self.tok(ids) + self.pos[:, :T]
        mask = np.tril(np.ones((1, 1, T, T)))
        for blk in self.blocks:
            x = blk(x, mask)
        logits = self.head(self.ln_f(x))
        if targets is None:
            return logits, None
        p = softmax(logits).reshape(-1, self.vocab)
        loss = -np.log(p[np.arange(B * T), targets.ravel()] + 1e-9).mean()
        return logits, loss

    def generate(self, ids, n):
        for _ in range(n):
            cond = ids[:, -self.ctx:]
            logits, _ = self(cond)
            probs = softmax(logits[:, -1, :])
            nxt = np.array([[np.random.choice(self.vocab, p=p)] for p in probs])
            ids = np.concatenate([ids, nxt], axis=1)
        return ids


text = "hello numpy transformer, hello attention"
stoi = {c: i for i, c in enumerate(sorted(set(text)))}
itos = {v: k for k, v in stoi.items()}
encoded = np.array([stoi[c] for c in text])
block = 8


def get_batch(data, bs=4):
    ix = np.random.randint(0, len(data) - block, size=(bs,))
    x = np.stack([data[i:i + block] for i in ix])
    y = np.stack([data[i + 1:i + block + 1] for i in ix])
    return x, y


model = GPT(vocab=len(stoi), d=16, ctx=block, heads=4, layers=2)
xb, yb = get_batch(encoded)
logits, loss = model(xb, yb)
dlogits = softmax(logits)
dlogits[np.arange(4)[:, None], np.arange(block)[None, :], yb] -= 1
dx = model.head.backward(dlogits / dlogits[..., 0].size)
model.head.w -= 0.1 * model.head.dw
out = model.generate(encoded[None, :5], 6)
print(''.join(itos[int(i)] for i in out[0]), loss, dx.shape)
pad = max(len(s) for s in text.split())
batch = np.zeros((len(text.split()), pad), dtype=np.int64)
for r, wd in enumerate(text.split()):
    batch[r, :len(wd)] = [stoi[c] for c in wd]
lens = np.array([len(s) for s in text.split()])
padmask = (np.arange(pad)[None, :] < lens[:, None]).astype(float)
emb = model.tok(batch) * padmask[..., None]
pooled = emb.sum(1) / padmask.sum(1, keepdims=True)
