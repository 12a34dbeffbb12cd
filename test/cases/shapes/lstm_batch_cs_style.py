import numpy as np
from collections import namedtuple

Cache = namedtuple('Cache', 'x prev_h prev_c i f o g next_c')


def sigmoid(x):
    pos_mask = (x >= 0)
    neg_mask = (x < 0)
    z = np.zeros_like(x)
    z[pos_mask] = np.exp(-x[pos_mask])
    z[neg_mask] = np.exp(x[neg_mask])
    top = np.ones_like(x)
    top[neg_mask] = z[neg_mask]
    return top / (1 + z)


def lstm_step_forward(x, prev_h, prev_c, Wx, Wh, b):
    H = prev_h.shape[1]
    a = x.dot(Wx) + prev_h.dot(Wh) + b
    ai, af, ao, ag = a[:, :H], a[:, H:2 * H], a[:, 2 * H:3 * H], a[:, 3 * H:]
    i, f, o, g = sigmoid(ai), sigmoid(af), sigmoid(ao), np.tanh(ag)
    next_c = f * prev_c + i * g
    next_h = o * np.tanh(next_c)
    return next_h, next_c, Cache(x, prev_h, prev_c, i, f, o, g, next_c)


def lstm_step_backward(dnext_h, dnext_c, cache, Wx, Wh):
    i, f, o, g = cache.i, cache.f, cache.o, cache.g
    tc = np.tanh(cache.next_c)
    do = dnext_h * tc
    dnext_c = dnext_c + dnext_h * o * (1 - tc ** 2)
    df = dnext_c * cache.prev_c
    dprev_c = dnext_c * f
    di = dnext_c * g
    dg = dnext_c * i
    da = np.hstack((i * (1 - i) * di, f * (1 - f) * df, o * (1 - o) * do, (1 - g ** 2) * dg))
    dx = da.dot(Wx.T)
    dprev_h = da.dot(Wh.T)
    dWx = cache.x.T.dot(da)
    dWh = cache.prev_h.T.dot(da)
    db = np.sum(da, axis=0)
    return dx, dprev_h, dprev_c, dWx, dWh, db


def lstm_forward(x, h0, Wx, Wh, b):
    N, T, D = x.shape
    H = h0.shape[1]
    h = np.zeros((N, T, H))
    cache = []
    prev_h, prev_c = h0, np.zeros_like(h0)
    for t in range(T):
        prev_h, prev_c, c = lstm_step_forward(x[:, t, :], prev_h, prev_c, Wx, Wh, b)
        h[:, t, :] = prev_h
        cache.append(c)
    return h, (cache, Wx, Wh, D)


def lstm_backward(dh, cache):
    steps, Wx, Wh, D = cache
    N, T, H = dh.shape
    dx = np.zeros((N, T, D))
    dWx, dWh, db = np.zeros((D, 4 * H)), np.zeros((H, 4 * H)), np.zeros(4 * H)
    dprev_h = np.zeros((N, H))
    dprev_c = np.zeros((N, H))
    for t in reversed(range(T)):
        out = lstm_step_backward(dh[:, t, :] + dprev_h, dprev_c, steps.pop(), Wx, Wh)
        dx[:, t, :], dprev_h, dprev_c = out[:3]
        dWx += out[3]
        dWh += out[4]
        db += out[5]
    return dx, dprev_h, dWx, dWh, db


def word_embedding_forward(x, W):
    out = W[x, :]
    return out, (x, W)


def word_embedding_backward(dout, cache):
    x, W = cache
    dW = np.zeros_like(W)
    np.add.at(dW, x, dout)
    return dW


def temporal_affine_forward(x, w, b):
    N, T, D = x.shape
    M = b.shape[0]
    out = x.reshape(N * T, D).dot(w).reshape(N, T, M) + b
    cache = x, w, b, out
    return out, cache


def temporal_affine_backward(dout, cache):
    x, w, b, out = cache
    N, T, D = x.shape
    M = b.shape[0]
    dx = dout.reshape(N * T, M).dot(w.T).reshape(N, T, D)
    dw = dout.reshape(N * T, M).T.dot(x.reshape(N * T, D)).T
    db = dout.sum(axis=(0, 1))
    return dx, dw, db


def temporal_softmax_loss(x, y, mask, verbose=False):
    N, T, V = x.shape
    x_flat = x.reshape(N * T, V)
    y_flat = y.reshape(N * T)
    mask_flat = mask.reshape(N * T)
    probs = np.exp(x_flat - np.max(x_flat, axis=1, keepdims=True))
    probs /= np.sum(probs, axis=1, keepdims=True)
    loss = -np.sum(mask_flat * np.log(probs[np.arange(N * T), y_flat])) / N
    dx_flat = probs.copy()
    dx_flat[np.arange(N * T), y_flat] -= 1
    dx_flat /= N
    dx_flat *= mask_flat[:, None]
    if verbose: print('dx_flat: ', dx_flat.shape)
    dx = dx_flat.reshape(N, T, V)
    return loss, dx


class CaptioningRNN(object):
    def __init__(self, word_to_idx, input_dim=16, wordvec_dim=8, hidden_dim=6, cell_type='lstm', dtype=np.float64):
        if cell_type not in {'rnn', 'lstm'}:
            raise ValueError('Invalid cell_type "%s"' % cell_type)
        self.cell_type = cell_type
        self.word_to_idx = word_to_idx
        self.params = {}
        vocab_size = len(word_to_idx)
        self._null = word_to_idx['<NULL>']
        self._start = word_to_idx.get('<START>', None)
        self.params['W_embed'] = np.random.randn(vocab_size, wordvec_dim)
        self.params['W_embed'] /= 100
        self.params['W_proj'] = np.random.randn(input_dim, hidden_dim)
        self.params['W_proj'] /= np.sqrt(input_dim)
        self.params['b_proj'] = np.zeros(hidden_dim)
        dim_mul = {'lstm': 4, 'rnn': 1}[cell_type]
        self.params['Wx'] = np.random.randn(wordvec_dim, dim_mul * hidden_dim)
        self.params['Wx'] /= np.sqrt(wordvec_dim)
        self.params['Wh'] = np.random.randn(hidden_dim, dim_mul * hidden_dim)
        self.params['b'] = np.zeros(dim_mul * hidden_dim)
        self.params['W_vocab'] = np.random.randn(hidden_dim, vocab_size)
        self.params['b_vocab'] = np.zeros(vocab_size)

    def loss(self, features, captions):
        captions_in = captions[:, :-1]
        captions_out = captions[:, 1:]
        mask = (captions_out != self._null)
        W_proj, b_proj = self.params['W_proj'], self.params['b_proj']
        Wx, Wh, b = self.params['Wx'], self.params['Wh'], self.params['b']
        loss, grads = 0.0, {}
        h0 = features.dot(W_proj) + b_proj
        wordvec, c1 = word_embedding_forward(captions_in, self.params['W_embed'])
        h, c2 = lstm_forward(wordvec, h0, Wx, Wh, b)
        scores, c3 = temporal_affine_forward(h, self.params['W_vocab'], self.params['b_vocab'])
        loss, dscores = temporal_softmax_loss(scores, captions_out, mask)
        dh, grads['W_vocab'], grads['b_vocab'] = temporal_affine_backward(dscores, c3)
        dword, dh0, grads['Wx'], grads['Wh'], grads['b'] = lstm_backward(dh, c2)
        grads['W_embed'] = word_embedding_backward(dword, c1)
        grads['W_proj'] = features.T.dot(dh0)
        grads['b_proj'] = dh0.sum(axis=0)
        return loss, grads

    def sample(self, features, max_length=7):
        N = features.shape[0]
        captions = self._null * np.ones((N, max_length), dtype=np.int32)
        h = features.dot(self.params['W_proj']) + self.params['b_proj']
        c = np.zeros_like(h)
        word = self._start * np.ones(N, dtype=int)
        for t in range(max_length):
            x, _ = word_embedding_forward(word, self.params['W_embed'])
            h, c, _ = lstm_step_forward(x, h, c, self.params['Wx'], self.params['Wh'], self.params['b'])
            scores = h @ self.params['W_vocab'] + self.params['b_vocab']
            word = scores.argmax(axis=1)
            captions[:, t] = word
        return captions


np.random.seed(231)
word_to_idx = {'<NULL>': 0, '<START>': 1, 'cat': 2, 'dog': 3}
model = CaptioningRNN(word_to_idx)
N, D, T = 5, 16, 9
features = np.linspace(-1.5, 0.3, num=(N * D)).reshape(N, D)
captions = (np.arange(N * T) % 4).reshape(N, T)
for it in range(4):
    batch = np.random.choice(N, 3)
    loss, grads = model.loss(features[batch], captions[batch])
    for p, w in model.params.items():
        dw = grads[p]
        w -= 0.01 * dw
for param_name in sorted(grads):
    print(param_name, np.abs(grads[param_name]).max())
print(model.sample(features))
