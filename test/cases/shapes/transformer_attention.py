import math

import numpy as np


def softmax(x, axis=-1):
    x_max = x.max(axis=axis, keepdims=True)
    e = np.exp(x - x_max)
    return e / e.sum(axis=axis, keepdims=True)


def layer_norm(x, g, b, eps: float = 1e-5):
    mean = np.mean(x, axis=-1, keepdims=True)
    variance = np.var(x, axis=-1, keepdims=True)
    x = (x - mean) / np.sqrt(variance + eps)
    return g * x + b


def gelu(x):
    return 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x ** 3)))


def linear(x, w, b):
    return x @ w + b


def ffn(x, c_fc, c_proj):
    return linear(gelu(linear(x, **c_fc)), **c_proj)


def attention(q, k, v, mask):
    return softmax(q @ k.T / np.sqrt(q.shape[-1]) + mask) @ v


def mha(x, c_attn, c_proj, n_head):
    x = linear(x, **c_attn)
    qkv = np.split(x, 3, axis=-1)
    qkv_heads = list(map(lambda x: np.split(x, n_head, axis=-1), qkv))
    causal_mask = (1 - np.tri(x.shape[0], dtype=x.dtype)) * -1e10
    out_heads = [attention(q, k, v, causal_mask) for q, k, v in zip(*qkv_heads)]
    x = linear(np.hstack(out_heads), **c_proj)
    return x


def transformer_block(x, mlp, attn, ln_1, ln_2, n_head):
    x = x + mha(layer_norm(x, **ln_1), **attn, n_head=n_head)
    x = x + ffn(layer_norm(x, **ln_2), **mlp)
    return x


def gpt2(inputs, wte, wpe, blocks, ln_f, n_head):
    x = wte[inputs] + wpe[range(len(inputs))]
    for block in blocks:
        x = transformer_block(x, **block, n_head=n_head)
    x = layer_norm(x, **ln_f)
    return x @ wte.T


def positional_encoding(length, depth):
    depth = depth / 2
    positions = np.arange(length)[:, np.newaxis]
    depths = np.arange(depth)[np.newaxis, :] / depth
    angle_rates = 1 / (10000 ** depths)
    angle_rads = positions * angle_rates
    return np.concatenate([np.sin(angle_rads), np.cos(angle_rads)], axis=-1)


class MultiHeadAttention:
    def __init__(self, d_model: int, num_heads: int):
        assert d_model % num_heads == 0
        self.d_model = d_model
        self.num_heads = num_heads
        self.d_k = d_model // num_heads
        self.W_q = np.random.randn(d_model, d_model) * math.sqrt(1 / d_model)
        self.W_k = np.random.randn(d_model, d_model) * math.sqrt(1 / d_model)
        self.W_v = np.random.randn(d_model, d_model) * math.sqrt(1 / d_model)
        self.W_o = np.random.randn(d_model, d_model) * math.sqrt(1 / d_model)

    def split_heads(self, x):
        batch_size, seq_length, d_model = x.shape
        return x.reshape(batch_size, seq_length, self.num_heads, self.d_k).transpose(0, 2, 1, 3)

    def combine_heads(self, x):
        batch_size, _, seq_length, d_k = x.shape
        return x.transpose(0, 2, 1, 3).reshape(batch_size, seq_length, self.d_model)

    def forward(self, q, k, v, mask=None):
        q = self.split_heads(np.matmul(q, self.W_q))
        k = self.split_heads(np.matmul(k, self.W_k))
        v = self.split_heads(np.matmul(v, self.W_v))
        scores = np.matmul(q, k.transpose(0, 1, 3, 2)) / np.sqrt(self.d_k)
        if mask is not None:
            scores = np.where(mask == 0, -1e9, scores)
        weights = softmax(scores, axis=-1)
        context = np.matmul(weights, v)
        return self.combine_heads(context) @ self.W_o, weights


def init(n_embd, n_head, n_layer, n_ctx, n_vocab):
    def dense(i, o):
        return {"w": np.random.randn(i, o) * 0.02, "b": np.zeros(o)}

    def norm():
        return {"g": np.ones(n_embd), "b": np.zeros(n_embd)}

    return {
        "wte": np.random.randn(n_vocab, n_embd),
        "wpe": np.random.randn(n_ctx, n_embd),
        "blocks": [
            {
                "attn": {"c_attn": dense(n_embd, 3 * n_embd), "c_proj": dense(n_embd, n_embd)},
                "mlp": {"c_fc": dense(n_embd, 4 * n_embd), "c_proj": dense(4 * n_embd, n_embd)},
                "ln_1": norm(),
                "ln_2": norm(),
            }
            for _ in range(n_layer)
        ],
        "ln_f": norm(),
    }


def generate(inputs, params, n_head, n_tokens_to_generate):
    for _ in range(n_tokens_to_generate):
        logits = gpt2(inputs, **params, n_head=n_head)
        next_id = np.argmax(logits[-1])
        inputs.append(int(next_id))
    return inputs[len(inputs) - n_tokens_to_generate:]


params = init(24, 4, 2, 32, 40)
logits = gpt2([1, 5, 7, 2], **params, n_head=4)
output = generate([1, 2, 3], params, 4, 3)
pe = positional_encoding(16, 8)
mha_layer = MultiHeadAttention(32, 4)
x = np.random.randn(2, 10, 32)
mask = np.tril(np.ones((10, 10)))
context, attn = mha_layer.forward(x, x, x, mask)
