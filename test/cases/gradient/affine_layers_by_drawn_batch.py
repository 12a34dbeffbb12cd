# mutant missing_mean: `dx = (self.y - self.t) / batch_size` -> `dx = self.y - self.t`
# mutant missing_activation_derivative: `dx = dout * (1.0 - self.out) * self.out` -> `dx = dout`
# mutant sign: `dx = (self.y - self.t) / batch_size` -> `dx = (self.t - self.y) / batch_size`
# mutant bias_axis: `self.db = np.sum(dout, axis=0)` -> `self.db = np.sum(dout)`
# mutant transposed_result: `self.dW = np.dot(self.x.T, dout)` -> `self.dW = np.dot(dout.T, self.x)`
# mutant wrong_activation_derivative: `dx = dout * (1.0 - self.out) * self.out` -> `dx = dout * (1.0 - self.out ** 2)`
import numpy as np
from collections import OrderedDict


def softmax(x):
    x = x - np.max(x, axis=-1, keepdims=True)
    return np.exp(x) / np.sum(np.exp(x), axis=-1, keepdims=True)


def cross_entropy_error(y, t):
    return -np.sum(t * np.log(y + 1e-7)) / y.shape[0]


class Sigmoid:
    def __init__(self):
        self.out = None

    def forward(self, x):
        out = 1 / (1 + np.exp(-x))
        self.out = out
        return out

    def backward(self, dout):
        dx = dout * (1.0 - self.out) * self.out
        return dx


class Affine:
    def __init__(self, W, b):
        self.W = W
        self.b = b
        self.x = None
        self.dW = None
        self.db = None

    def forward(self, x):
        self.x = x
        return np.dot(x, self.W) + self.b

    def backward(self, dout):
        dx = np.dot(dout, self.W.T)
        self.dW = np.dot(self.x.T, dout)
        # 같은 편향을 모든 데이터가 공유하므로 배치 방향으로 합산한다.
        self.db = np.sum(dout, axis=0)
        return dx


class SoftmaxWithLoss:
    def __init__(self):
        self.loss = None
        self.y = None
        self.t = None

    def forward(self, x, t):
        self.t = t
        self.y = softmax(x)
        self.loss = cross_entropy_error(self.y, self.t)
        return self.loss

    def backward(self, dout=1):
        batch_size = self.t.shape[0]
        dx = (self.y - self.t) / batch_size
        return dx


class Momentum:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr = lr
        self.momentum = momentum
        self.v = None

    def update(self, params, grads):
        if self.v is None:
            self.v = {}
            for key, val in params.items():
                self.v[key] = np.zeros_like(val)
        for key in params.keys():
            self.v[key] = self.momentum * self.v[key] - self.lr * grads[key]
            params[key] += self.v[key]


class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        for key in params.keys():
            params[key] -= self.lr * grads[key]


class 다층신경망:
    def __init__(self, 입력, 은닉, 출력):
        self.params = {'W1': 0.1 * np.random.randn(입력, 은닉), 'b1': np.zeros(은닉),
                       'W2': 0.1 * np.random.randn(은닉, 출력), 'b2': np.zeros(출력)}
        self.layers = OrderedDict()
        self.layers['Affine1'] = Affine(self.params['W1'], self.params['b1'])
        self.layers['Sigmoid1'] = Sigmoid()
        self.layers['Affine2'] = Affine(self.params['W2'], self.params['b2'])
        self.last = SoftmaxWithLoss()

    def loss(self, x, t):
        for layer in self.layers.values():
            x = layer.forward(x)
        return self.last.forward(x, t)

    def gradient(self, x, t):
        self.loss(x, t)
        dout = self.last.backward(1)
        for layer in reversed(list(self.layers.values())):
            dout = layer.backward(dout)
        return {'W1': self.layers['Affine1'].dW, 'b1': self.layers['Affine1'].db,
                'W2': self.layers['Affine2'].dW, 'b2': self.layers['Affine2'].db}


x_train = np.random.rand(120, 6)
t_train = np.eye(3)[np.random.randint(0, 3, 120)]
network = 다층신경망(6, 8, 3)
optimizer = SGD(0.1)
for i in range(200):
    mask = np.random.choice(120, 20)
    grads = network.gradient(x_train[mask], t_train[mask])
    optimizer.update(network.params, grads)
    print(network.loss(x_train[mask], t_train[mask]))
