import math, random
import numpy as np
from collections import deque

class Tensor:
    """stores an array and its gradient"""
    def __init__(self, data, _children=(), _op='', requires_grad=True):
        self.data = data if isinstance(data, np.ndarray) else np.array(data, dtype=np.float64)
        self.grad = np.zeros_like(self.data)
        self._backward = lambda: None
        self._prev = set(_children)
        self._op = _op

    @staticmethod
    def _lift(x):
        return x if isinstance(x, Tensor) else Tensor(x)

    @staticmethod
    def _unbroadcast(g, shape):
        while g.ndim > len(shape):
            g = g.sum(axis=0)
        for ax, n in enumerate(shape):
            if n == 1 and g.shape[ax] != 1:
                g = g.sum(axis=ax, keepdims=True)
        return g

    def __add__(self, other):
        other = Tensor._lift(other)
        out = Tensor(self.data + other.data, (self, other), '+')
        def _backward():
            self.grad += self._unbroadcast(out.grad, self.data.shape)
            other.grad += self._unbroadcast(out.grad, other.data.shape)
        out._backward = _backward
        return out

    def __mul__(self, other):
        other = Tensor._lift(other)
        out = Tensor(self.data * other.data, (self, other), '*')
        def _backward():
            self.grad += self._unbroadcast(other.data * out.grad, self.data.shape)
            other.grad += self._unbroadcast(self.data * out.grad, other.data.shape)
        out._backward = _backward
        return out

    def __pow__(self, k):
        assert isinstance(k, (int, float))
        out = Tensor(self.data ** k, (self,), f'**{k}')
        def _backward():
            self.grad += (k * self.data ** (k - 1)) * out.grad
        out._backward = _backward
        return out

    def __matmul__(self, other):
        out = Tensor(self.data @ other.data, (self, other), '@')
        def _backward():
            self.grad += out.grad @ other.data.T
            other.grad += self.data.T @ out.grad
        out._backward = _backward
        return out

    def relu(self):
        out = Tensor(np.where(self.data < 0, 0, self.data), (self,), 'relu')
        def _backward():
            self.grad += (out.data > 0) * out.grad
        out._backward = _backward
        return out

    def tanh(self):
        t = np.tanh(self.data)
        out = Tensor(t, (self,), 'tanh')
        def _backward():
            self.grad += (1 - t ** 2) * out.grad
        out._backward = _backward
        return out

    def sum(self, axis=None, keepdims=False):
        out = Tensor(self.data.sum(axis=axis, keepdims=keepdims), (self,), 'sum')
        def _backward():
            g = out.grad
            if axis is not None and not keepdims:
                g = np.expand_dims(g, axis)
            self.grad += np.ones_like(self.data) * g
        out._backward = _backward
        return out

    def mean(self):
        return self.sum() * (1.0 / self.data.size)

    def __neg__(self): return self * -1
    def __sub__(self, other): return self + (-Tensor._lift(other))
    def __radd__(self, other): return self + other
    def __rmul__(self, other): return self * other
    def __rsub__(self, other): return Tensor._lift(other) - self
    def __truediv__(self, other): return self * Tensor._lift(other) ** -1

    @property
    def shape(self): return self.data.shape
    @property
    def T(self):
        out = Tensor(self.data.T, (self,), 'T')
        def _backward():
            self.grad += out.grad.T
        out._backward = _backward
        return out

    def backward(self):
        topo, visited = [], set()
        def build(v):
            if v not in visited:
                visited.add(v)
                for child in v._prev:
                    build(child)
                topo.append(v)
        build(self)
        self.grad = np.ones_like(self.data)
        for v in reversed(topo):
            v._backward()


class Layer:
    def __init__(self, n_in, n_out, act=True):
        k = 1 / math.sqrt(n_in)
        self.w = Tensor(np.random.uniform(-k, k, (n_in, n_out)))
        self.b = Tensor(np.zeros((1, n_out)))
        self.act = act
    def __call__(self, x):
        out = x @ self.w + self.b
        return out.tanh() if self.act else out
    def parameters(self):
        return [self.w, self.b]


class MLP:
    def __init__(self, sizes):
        self.layers = [Layer(a, b, act=i < len(sizes) - 2) for i, (a, b) in enumerate(zip(sizes[:-1], sizes[1:]))]
    def __call__(self, x):
        for l in self.layers:
            x = l(x)
        return x
    def parameters(self):
        return [p for l in self.layers for p in l.parameters()]
    def zero_grad(self):
        for p in self.parameters():
            p.grad = np.zeros_like(p.data)


np.random.seed(0)
X = np.random.randn(64, 3)
y = (X[:, :1] * X[:, 1:2] > 0).astype(float)
net = MLP([3, 8, 8, 1])
for step in range(5):
    pred = net(Tensor(X))
    diff = pred - Tensor(y)
    loss = (diff * diff).mean()
    net.zero_grad()
    loss.backward()
    for p in net.parameters():
        p.data -= 0.1 * p.grad
    print(step, loss.data)
acc = ((pred.data > .5) == y).mean()
a = Tensor([[1., 2.], [3., 4.]])
b = Tensor([1., -1.])
c = ((a + b) * 2 - 1).relu().sum(axis=1)
c.mean().backward()
print(a.grad, b.grad)

# replay buffer + q-learning on a grid, all numpy
class Replay:
    def __init__(self, cap):
        self.buf = deque(maxlen=cap)
    def push(self, *tr):
        self.buf.append(tr)
    def sample(self, n):
        batch = random.sample(self.buf, n)
        s, a, r, s2, d = map(np.array, zip(*batch))
        return s, a, r, s2, d

class Grid:
    n = 5
    moves = np.array([[0, 1], [1, 0], [0, -1], [-1, 0]])
    def reset(self):
        self.pos = np.zeros(2, dtype=int)
        return self.obs()
    def obs(self):
        o = np.zeros((self.n, self.n))
        o[tuple(self.pos)] = 1
        return o.ravel()
    def step(self, a):
        self.pos = np.clip(self.pos + self.moves[a], 0, self.n - 1)
        done = bool((self.pos == self.n - 1).all())
        return self.obs(), 1.0 if done else -0.01, done

env, buf = Grid(), Replay(500)
W = np.zeros((25, 4))
eps = 1.0
for ep in range(6):
    s, done, t = env.reset(), False, 0
    while not done and t < 30:
        if np.random.rand() < eps:
            act = np.random.randint(4)
        else:
            act = int(np.argmax(s @ W))
        s2, r, done = env.step(act)
        buf.push(s, act, r, s2, done)
        s = s2
        t += 1
        if len(buf.buf) >= 16:
            S, A, R, S2, Dn = buf.sample(16)
            target = R + 0.95 * (S2 @ W).max(axis=1) * (1 - Dn)
            q = (S @ W)[np.arange(16), A]
            td = target - q
            for k in range(16):
                W[:, A[k]] += 0.1 * td[k] * S[k]
    eps *= 0.9
policy = W.argmax(1).reshape(5, 5)
V = W.max(axis=1).reshape((Grid.n, -1))
print(policy, V.shape)
