# mutant missing_mean: `    dx /= N\n` -> ``
# mutant missing_activation_derivative: `dx = dout * (x > 0)` -> `dx = dout`
# mutant wrong_activation_derivative: `dx = dout * (x > 0)` -> `dx = dout * (x < 0)`
# mutant bias_axis: `db = np.sum(dout, axis=0)` -> `db = np.sum(dout)`
# mutant penalty_missing: `grads['W2'] = dW2 + self.reg * self.params['W2']` -> `grads['W2'] = dW2`
# mutant penalty_sign: `grads['W1'] = dW1 + self.reg` -> `grads['W1'] = dW1 - self.reg`
# mutant factor_two: `grads['W1'] = dW1 + self.reg` -> `grads['W1'] = dW1 + 2 * self.reg`
# mutant label_missing: `    dx[np.arange(N), y] -= 1\n` -> ``
# mutant sign: `    dx /= N\n` -> `    dx /= -N\n`
# mutant transposed_result: `dw = x.reshape(x.shape[0], -1).T.dot(dout)` -> `dw = dout.T.dot(x.reshape(x.shape[0], -1))`
# derivation: no update
import numpy as np


def affine_forward(x, w, b):
    out = x.reshape(x.shape[0], -1).dot(w) + b
    cache = (x, w, b)
    return out, cache


def affine_backward(dout, cache):
    x, w, b = cache
    dx = dout.dot(w.T).reshape(x.shape)
    dw = x.reshape(x.shape[0], -1).T.dot(dout)
    db = np.sum(dout, axis=0)
    return dx, dw, db


def relu_forward(x):
    out = np.maximum(0, x)
    cache = x
    return out, cache


def relu_backward(dout, cache):
    x = cache
    dx = dout * (x > 0)
    return dx


def affine_relu_forward(x, w, b):
    a, fc_cache = affine_forward(x, w, b)
    out, relu_cache = relu_forward(a)
    cache = (fc_cache, relu_cache)
    return out, cache


def affine_relu_backward(dout, cache):
    fc_cache, relu_cache = cache
    da = relu_backward(dout, relu_cache)
    dx, dw, db = affine_backward(da, fc_cache)
    return dx, dw, db


def softmax_loss(x, y):
    shifted_logits = x - np.max(x, axis=1, keepdims=True)
    Z = np.sum(np.exp(shifted_logits), axis=1, keepdims=True)
    log_probs = shifted_logits - np.log(Z)
    probs = np.exp(log_probs)
    N = x.shape[0]
    loss = -np.sum(log_probs[np.arange(N), y]) / N
    dx = probs.copy()
    dx[np.arange(N), y] -= 1
    dx /= N
    return loss, dx


class TwoLayerNet(object):
    def __init__(self, input_dim=3 * 32 * 32, hidden_dim=100, num_classes=10, weight_scale=1e-3, reg=0.0):
        self.params = {}
        self.reg = reg
        self.params['W1'] = weight_scale * np.random.randn(input_dim, hidden_dim)
        self.params['b1'] = np.zeros(hidden_dim)
        self.params['W2'] = weight_scale * np.random.randn(hidden_dim, num_classes)
        self.params['b2'] = np.zeros(num_classes)

    def loss(self, X, y=None):
        h1, cache1 = affine_relu_forward(X, self.params['W1'], self.params['b1'])
        scores, cache2 = affine_forward(h1, self.params['W2'], self.params['b2'])
        if y is None:
            return scores
        loss, grads = 0, {}
        loss, dscores = softmax_loss(scores, y)
        loss += 0.5 * self.reg * (np.sum(self.params['W1'] ** 2) + np.sum(self.params['W2'] ** 2))
        dh1, dW2, grads['b2'] = affine_backward(dscores, cache2)
        dX, dW1, grads['b1'] = affine_relu_backward(dh1, cache1)
        grads['W2'] = dW2 + self.reg * self.params['W2']
        grads['W1'] = dW1 + self.reg * self.params['W1']
        return loss, grads
