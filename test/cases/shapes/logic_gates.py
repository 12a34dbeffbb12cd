# coding: utf-8
import numpy as np


def AND(x1, x2):
    x = np.array([x1, x2])
    w = np.array([0.5, 0.5])
    b = -0.7
    tmp = np.sum(w * x) + b
    if tmp <= 0:
        return 0
    else:
        return 1


def NAND(x1, x2):
    x = np.array([x1, x2])
    w = np.array([-0.5, -0.5])
    b = 0.7
    tmp = np.sum(w * x) + b
    return 0 if tmp <= 0 else 1


def OR(x1, x2):
    return int(np.dot([x1, x2], [0.5, 0.5]) - 0.2 > 0)


def XOR(x1, x2):
    s1 = NAND(x1, x2)
    s2 = OR(x1, x2)
    y = AND(s1, s2)
    return y


for xs in [(0, 0), (1, 0), (0, 1), (1, 1)]:
    y = XOR(xs[0], xs[1])
    print(str(xs) + " -> " + str(y))

table = np.array([[a, b, XOR(a, b)] for a in (0, 1) for b in (0, 1)])
X, y = table[:, :2], table[:, 2]


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def init_network():
    network = {}
    network['W1'] = np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]])
    network['b1'] = np.array([0.1, 0.2, 0.3])
    network['W2'] = np.array([[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]])
    network['b2'] = np.array([0.1, 0.2])
    return network


def forward(network, x):
    W1, W2 = network['W1'], network['W2']
    b1, b2 = network['b1'], network['b2']
    a1 = np.dot(x, W1) + b1
    z1 = sigmoid(a1)
    a2 = np.dot(z1, W2) + b2
    y = a2
    return y


network = init_network()
x = np.array([1.0, 0.5])
out = forward(network, x)
batch = forward(network, np.random.rand(7, 2))


class MulLayer:
    def __init__(self):
        self.x = None
        self.y = None

    def forward(self, x, y):
        self.x = x
        self.y = y
        return x * y

    def backward(self, dout):
        return dout * self.y, dout * self.x


apple, tax = MulLayer(), MulLayer()
price = tax.forward(apple.forward(100, 2), 1.1)
dapple_price, dtax = tax.backward(1)
vec = MulLayer()
r = vec.forward(np.arange(3.0), np.ones((2, 3)))
dx, dy = vec.backward(np.ones((2, 3)))
step = np.array(np.linspace(-5, 5, 11) > 0, dtype=np.int64)
identity = (lambda v: v)(step)
