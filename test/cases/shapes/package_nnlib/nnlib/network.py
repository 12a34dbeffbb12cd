import numpy as np
from . import losses
from .registry import make


class History(dict):
    def log(self, **kw):
        for k, v in kw.items():
            self.setdefault(k, []).append(v)


class Network:
    def __init__(self, layers=(), loss='softmax'):
        self.layers = [make(*l) if isinstance(l, tuple) else make(l) for l in layers]
        self.loss = losses.get(loss)

    def add(self, layer, *args, **kw):
        self.layers.append(make(layer, *args, **kw))
        return self

    def forward(self, x, training=False):
        for layer in self.layers:
            x = layer(x, training=training)
        return x

    predict = forward

    def backward(self):
        g = self.loss.gradient()
        for layer in self.layers[::-1]:
            g = layer.backward(g)
        return g

    def fit(self, X, y, optimizer, epochs=5, batch_size=16, validation_data=None):
        hist = History()
        n = X.shape[0]
        for epoch in range(epochs):
            perm = np.random.permutation(n)
            total = 0.0
            for b in range(int(np.ceil(n / batch_size))):
                idx = perm[b * batch_size:(b + 1) * batch_size]
                out = self.forward(X[idx], training=True)
                total += self.loss(out, y[idx]) * len(idx)
                self.backward()
                optimizer.step(self.layers)
            hist.log(loss=total / n)
            if validation_data is not None:
                Xv, yv = validation_data
                hist.log(val_loss=self.loss(self.forward(Xv), yv))
        return hist

    def score(self, X, y):
        return np.mean(np.argmax(self.predict(X), axis=-1) == y)
