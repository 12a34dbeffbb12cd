import numpy as np
from .base import Layer


class Conv2D(Layer):
    def __init__(self, in_ch, out_ch, k=3, stride=1, pad=None):
        super().__init__()
        self.k, self.stride = k, stride
        self.pad = k // 2 if pad is None else pad
        self.params['W'] = 0.1 * np.random.randn(out_ch, in_ch, k, k)
        self.params['b'] = np.zeros(out_ch)

    def _windows(self, x):
        xp = np.pad(x, ((0, 0), (0, 0), (self.pad,) * 2, (self.pad,) * 2), mode='constant')
        self.xp = xp
        win = np.lib.stride_tricks.sliding_window_view(xp, (self.k, self.k), axis=(2, 3))
        return win[:, :, ::self.stride, ::self.stride]

    def forward(self, x):
        self.x = x
        w = self._windows(x)
        out = np.einsum('nchwij,ocij->nohw', w, self.params['W'])
        return out + self.params['b'][None, :, None, None]

    def backward(self, grad):
        w = self._windows(self.x)
        self.grads['W'] = np.einsum('nchwij,nohw->ocij', w, grad)
        self.grads['b'] = grad.sum(axis=(0, 2, 3))
        dxp = np.zeros_like(self.xp)
        n, o, h, wd = grad.shape
        for i in range(h):
            for j in range(wd):
                hs, ws = i * self.stride, j * self.stride
                dxp[:, :, hs:hs + self.k, ws:ws + self.k] += np.tensordot(grad[:, :, i, j], self.params['W'],
                                                                          axes=(1, 0))
        p = self.pad
        return dxp[:, :, p:-p, p:-p] if p > 0 else dxp


class MaxPool2D(Layer):
    def __init__(self, size=2):
        super().__init__()
        self.size = size

    def forward(self, x):
        n, c, h, w = x.shape
        s = self.size
        r = x.reshape(n, c, h // s, s, w // s, s)
        out = r.max(axis=3).max(axis=4)
        self.mask = out[:, :, :, np.newaxis, :, np.newaxis] == r
        self.in_shape = x.shape
        return out

    def backward(self, grad):
        g = self.mask * grad[:, :, :, None, :, None]
        return g.reshape(self.in_shape)
