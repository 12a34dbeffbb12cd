# mutant missing_mean: `d_logits = (prob - y) / y.shape[0]` -> `d_logits = prob - y`
# mutant penalty_sign: `grads[name] += wd * p[name]` -> `grads[name] -= wd * p[name]`
# mutant label_missing: `d_logits = (prob - y) / y.shape[0]` -> `d_logits = prob / y.shape[0]`
"""One hidden ReLU layer with inverted dropout, weight decay and gradient clipping by norm."""
import numpy as np

rng = np.random.default_rng(2)


def forward(p, x, keep, training):
    pre = x @ p["W1"] + p["b1"]
    hidden = np.maximum(pre, 0)
    mask = (rng.random(hidden.shape) < keep) / keep if training else np.ones_like(hidden)
    drop = hidden * mask
    logits = drop @ p["W2"] + p["b2"]
    logits = logits - logits.max(axis=1, keepdims=True)
    prob = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    return prob, (pre, mask, drop)


def loss_fn(p, prob, y, wd):
    data = -np.sum(y * np.log(prob)) / y.shape[0]
    return data + 0.5 * wd * sum(np.sum(p[name] ** 2) for name in ("W1", "W2"))


def backward(p, x, y, prob, cache, wd):
    pre, mask, drop = cache
    d_logits = (prob - y) / y.shape[0]
    d_hidden = (d_logits @ p["W2"].T) * mask
    d_hidden[pre <= 0] = 0
    grads = {
        "W1": x.T @ d_hidden,
        "b1": d_hidden.sum(axis=0),
        "W2": drop.T @ d_logits,
        "b2": d_logits.sum(axis=0),
    }
    for name in ("W1", "W2"):
        grads[name] += wd * p[name]
    return grads


def clip_by_norm(grads, limit):
    norm = np.sqrt(sum(np.sum(g ** 2) for g in grads.values()))
    scale = min(1.0, limit / (norm + 1e-12))
    return {k: g * scale for k, g in grads.items()}


n, d, h, k = 150, 2, 24, 3
angle = rng.uniform(0, 4, n)
arm = rng.integers(0, k, n)
x = np.column_stack([angle * np.cos(angle + 2 * arm), angle * np.sin(angle + 2 * arm)]) / 4
y = np.eye(k)[arm]
p = {"W1": rng.normal(0, 0.5, (d, h)), "b1": np.zeros(h), "W2": rng.normal(0, 0.2, (h, k)), "b2": np.zeros(k)}

for epoch in range(600):
    prob, cache = forward(p, x, 0.8, training=True)
    loss = loss_fn(p, prob, y, 1e-4)
    grads = clip_by_norm(backward(p, x, y, prob, cache, 1e-4), 5.0)
    for name in p:
        p[name] -= 0.3 * grads[name]
    if epoch % 100 == 0:
        print(epoch, loss)
