# mutant missing_mean: `dx /= len(self.t)` -> `pass`
# mutant label_missing: `dx[np.arange(len(self.t)), self.t] -= 1` -> `pass`
# mutant wrong_activation_derivative: `return above * self.out * (1.0 - self.out)` -> `return above * (1.0 - self.out)`
# mutant missing_activation_derivative: `return above * self.out * (1.0 - self.out)` -> `return above`
# mutant bias_axis: `self.grads[1][...] = above.sum(axis=0)` -> `self.grads[1][...] = above.sum()`
# mutant bias_missing: `self.grads[1][...] = above.sum(axis=0)` -> `pass`
# mutant bias_not_averaged: `self.grads[1][...] = above.sum(axis=0)` -> `self.grads[1][...] = above.sum(axis=0) * len(above)`
# mutant sign: `params[i] -= self.lr * grads[i]` -> `params[i] += self.lr * grads[i]`
# mutant double_mean: `self.grads[0][...] = self.x.T @ above` -> `self.grads[0][...] = self.x.T @ above / len(above)`
import numpy as np


def softmax(x):
    x = x - x.max(axis=1, keepdims=True)
    x = np.exp(x)
    x /= x.sum(axis=1, keepdims=True)
    return x


class Mix:
    def __init__(self, W, b):
        self.params = [W, b]
        self.grads = [np.zeros_like(W), np.zeros_like(b)]
        self.x = None

    def forward(self, x):
        W, b = self.params
        self.x = x
        return x @ W + b

    def backward(self, above):
        W, b = self.params
        self.grads[0][...] = self.x.T @ above
        self.grads[1][...] = above.sum(axis=0)
        return above @ W.T


class Squash:
    def __init__(self):
        self.params, self.grads = [], []
        self.out = None

    def forward(self, x):
        self.out = 1 / (1 + np.exp(-x))
        return self.out

    def backward(self, above):
        return above * self.out * (1.0 - self.out)


class Guess:
    def __init__(self):
        self.params, self.grads = [], []

    def forward(self, x, t):
        self.y, self.t = softmax(x), t
        return -np.mean(np.log(self.y[np.arange(len(t)), t] + 1e-7))

    def backward(self, above=1):
        dx = self.y.copy()
        dx[np.arange(len(self.t)), self.t] -= 1
        dx *= above
        dx /= len(self.t)
        return dx


class Downhill:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        for i in range(len(params)):
            params[i] -= self.lr * grads[i]


class SmallNet:
    def __init__(self, n_in, n_hidden, n_out):
        I, H, O = n_in, n_hidden, n_out
        rn = np.random.randn
        W1 = 0.01 * rn(I, H)
        b1 = np.zeros(H)
        W2 = 0.01 * rn(H, O)
        b2 = np.zeros(O)
        self.layers = [Mix(W1, b1), Squash(), Mix(W2, b2)]
        self.judge = Guess()
        self.params, self.grads = [], []
        for layer in self.layers:
            self.params += layer.params
            self.grads += layer.grads

    def predict(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def forward(self, x, t):
        scores = self.predict(x)
        loss = self.judge.forward(scores, t)
        return loss

    def backward(self, above=1):
        above = self.judge.backward(above)
        for layer in reversed(self.layers):
            above = layer.backward(above)
        return above


epochs = 3
batch_size = 30
x = np.random.randn(90, 2)
t = (x[:, 0] * x[:, 1] > 0).astype(int) + (x[:, 0] > 1).astype(int)
net = SmallNet(n_in=2, n_hidden=10, n_out=3)
downhill = Downhill(lr=1.0)
summed, counted = 0, 0
curve = []
for epoch in range(epochs):
    idx = np.random.permutation(len(x))
    x, t = x[idx], t[idx]
    for part in range(len(x) // batch_size):
        batch_x = x[part * batch_size:(part + 1) * batch_size]
        batch_t = t[part * batch_size:(part + 1) * batch_size]
        loss = net.forward(batch_x, batch_t)
        net.backward()
        downhill.update(net.params, net.grads)
        summed += loss
        counted += 1
    print('| epoch %d | loss %.2f' % (epoch + 1, summed / counted))
    curve.append(summed / counted)
