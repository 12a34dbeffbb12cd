# mutant missing_mean: `dx /= len(self.t)` -> `pass`
# mutant label_missing: `dx[np.arange(len(self.t)), self.t] -= 1` -> `pass`
# mutant wrong_activation_derivative: `return dout * self.out * (1.0 - self.out)` -> `return dout * (1.0 - self.out)`
# mutant missing_activation_derivative: `return dout * self.out * (1.0 - self.out)` -> `return dout`
# mutant bias_axis: `self.grads[1][...] = dout.sum(axis=0)` -> `self.grads[1][...] = dout.sum()`
# mutant bias_missing: `self.grads[1][...] = dout.sum(axis=0)` -> `pass`
# mutant bias_not_averaged: `self.grads[1][...] = dout.sum(axis=0)` -> `self.grads[1][...] = dout.sum(axis=0) * len(dout)`
# mutant sign: `params[i] -= self.lr * grads[i]` -> `params[i] += self.lr * grads[i]`
# mutant double_mean: `self.grads[0][...] = self.x.T @ dout` -> `self.grads[0][...] = self.x.T @ dout / len(dout)`
import numpy as np


def softmax(x):
    x = x - x.max(axis=1, keepdims=True)
    x = np.exp(x)
    x /= x.sum(axis=1, keepdims=True)
    return x


class Affine:
    def __init__(self, W, b):
        self.params = [W, b]
        self.grads = [np.zeros_like(W), np.zeros_like(b)]
        self.x = None

    def forward(self, x):
        W, b = self.params
        self.x = x
        return x @ W + b

    def backward(self, dout):
        W, b = self.params
        self.grads[0][...] = self.x.T @ dout
        self.grads[1][...] = dout.sum(axis=0)
        return dout @ W.T


class Sigmoid:
    def __init__(self):
        self.params, self.grads = [], []
        self.out = None

    def forward(self, x):
        self.out = 1 / (1 + np.exp(-x))
        return self.out

    def backward(self, dout):
        return dout * self.out * (1.0 - self.out)


class SoftmaxWithLoss:
    def __init__(self):
        self.params, self.grads = [], []

    def forward(self, x, t):
        self.y, self.t = softmax(x), t
        return -np.mean(np.log(self.y[np.arange(len(t)), t] + 1e-7))

    def backward(self, dout=1):
        dx = self.y.copy()
        dx[np.arange(len(self.t)), self.t] -= 1
        dx *= dout
        dx /= len(self.t)
        return dx


class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        for i in range(len(params)):
            params[i] -= self.lr * grads[i]


class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size):
        I, H, O = input_size, hidden_size, output_size
        rn = np.random.randn
        W1 = 0.01 * rn(I, H)
        b1 = np.zeros(H)
        W2 = 0.01 * rn(H, O)
        b2 = np.zeros(O)
        self.layers = [Affine(W1, b1), Sigmoid(), Affine(W2, b2)]
        self.loss_layer = SoftmaxWithLoss()
        self.params, self.grads = [], []
        for layer in self.layers:
            self.params += layer.params
            self.grads += layer.grads

    def predict(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def forward(self, x, t):
        score = self.predict(x)
        loss = self.loss_layer.forward(score, t)
        return loss

    def backward(self, dout=1):
        dout = self.loss_layer.backward(dout)
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        return dout


max_epoch = 3
batch_size = 30
x = np.random.randn(90, 2)
t = (x[:, 0] * x[:, 1] > 0).astype(int) + (x[:, 0] > 1).astype(int)
model = TwoLayerNet(input_size=2, hidden_size=10, output_size=3)
optimizer = SGD(lr=1.0)
total_loss, loss_count = 0, 0
loss_list = []
for epoch in range(max_epoch):
    idx = np.random.permutation(len(x))
    x, t = x[idx], t[idx]
    for iters in range(len(x) // batch_size):
        batch_x = x[iters * batch_size:(iters + 1) * batch_size]
        batch_t = t[iters * batch_size:(iters + 1) * batch_size]
        loss = model.forward(batch_x, batch_t)
        model.backward()
        optimizer.update(model.params, model.grads)
        total_loss += loss
        loss_count += 1
    print('| epoch %d | loss %.2f' % (epoch + 1, total_loss / loss_count))
    loss_list.append(total_loss / loss_count)
