#!/usr/bin/env python
from functools import partialmethod
from inspect import signature
import numpy as np
try:
    from tqdm import trange
except ImportError:
    trange = range


class Context:
    def __init__(self, arg, *tensors):
        self.arg = arg
        self.parents = tensors
        self.saved_tensors = []

    def save_for_backward(self, *x):
        self.saved_tensors.extend(x)


class Tensor:
    def __init__(self, data):
        if type(data) != np.ndarray:
            data = np.array(data, dtype=np.float32)
        self.data = data
        self.grad = None
        self._ctx = None

    def __repr__(self):
        return f"Tensor {self.data!r} with grad {self.grad!r}"

    @property
    def shape(self):
        return self.data.shape

    @staticmethod
    def zeros(*shape):
        return Tensor(np.zeros(shape, dtype=np.float32))

    @staticmethod
    def randn(*shape):
        return Tensor(np.random.randn(*shape).astype(np.float32))

    @classmethod
    def uniform(cls, *shape):
        return cls((np.random.uniform(-1., 1., size=shape) / np.sqrt(np.prod(shape))).astype(np.float32))

    def backward(self, allow_fill=True):
        if self._ctx is None:
            return
        if self.grad is None and allow_fill:
            assert self.data.size == 1
            self.grad = np.ones_like(self.data)
        assert (self.grad is not None)
        grads = self._ctx.arg.backward(self._ctx, self.grad)
        if len(self._ctx.parents) == 1:
            grads = [grads]
        for t, g in zip(self._ctx.parents, grads):
            if g is None:
                continue
            if g.shape != t.data.shape:
                print(f"grad shape must match tensor shape in {self._ctx.arg}, {g.shape} != {t.data.shape}")
                assert False
            t.grad = g
            t.backward(False)

    def mean(self):
        div = Tensor(np.array([1 / self.data.size]))
        return self.sum().mul(div)


class Function:
    def apply(self, arg, *x):
        if type(arg) == Tensor:
            op = self
            x = [arg] + list(x)
        else:
            op = arg
            x = [self] + list(x)
        ctx = Context(op, *x)
        ret = Tensor(op.forward(ctx, *[t.data for t in x]))
        ret._ctx = ctx
        return ret


def register(name, fxn):
    setattr(Tensor, name, partialmethod(fxn.apply, fxn))


class Mul(Function):
    @staticmethod
    def forward(ctx, x, y):
        ctx.save_for_backward(x, y)
        return x * y

    @staticmethod
    def backward(ctx, grad_output):
        x, y = ctx.saved_tensors
        return y * grad_output, x * grad_output
register('mul', Mul)


class Add(Function):
    @staticmethod
    def forward(ctx, x, y):
        return x + y

    @staticmethod
    def backward(ctx, grad_output):
        return grad_output, grad_output
register('add', Add)


class ReLU(Function):
    @staticmethod
    def forward(ctx, input):
        ctx.save_for_backward(input)
        return np.maximum(input, 0)

    @staticmethod
    def backward(ctx, grad_output):
        input, = ctx.saved_tensors
        grad_input = grad_output.copy()
        grad_input[input < 0] = 0
        return grad_input
register('relu', ReLU)


class Dot(Function):
    @staticmethod
    def forward(ctx, input, weight):
        ctx.save_for_backward(input, weight)
        return input.dot(weight)

    @staticmethod
    def backward(ctx, grad_output):
        input, weight = ctx.saved_tensors
        grad_input = grad_output.dot(weight.T)
        grad_weight = grad_output.T.dot(input).T
        return grad_input, grad_weight
register('dot', Dot)


class Sum(Function):
    @staticmethod
    def forward(ctx, input):
        ctx.save_for_backward(input)
        return np.array([input.sum()])

    @staticmethod
    def backward(ctx, grad_output):
        input, = ctx.saved_tensors
        return grad_output * np.ones_like(input)
register('sum', Sum)


class LogSoftmax(Function):
    @staticmethod
    def forward(ctx, input):
        def logsumexp(x):
            c = x.max(axis=1)
            return c + np.log(np.exp(x - c.reshape((-1, 1))).sum(axis=1))
        output = input - logsumexp(input).reshape((-1, 1))
        ctx.save_for_backward(output)
        return output

    @staticmethod
    def backward(ctx, grad_output):
        output, = ctx.saved_tensors
        return grad_output - np.exp(output) * grad_output.sum(axis=1).reshape((-1, 1))
register('logsoftmax', LogSoftmax)


class SGD:
    def __init__(self, tensors, lr):
        self.tensors = tensors
        self.lr = lr

    def step(self):
        for t in self.tensors:
            t.data -= self.lr * t.grad


class Adam:
    def __init__(self, params, lr=0.001, b1=0.9, b2=0.999, eps=1e-8):
        self.params = params
        self.lr, self.b1, self.b2, self.eps, self.t = lr, b1, b2, eps, 0
        self.m = [np.zeros_like(t.data) for t in self.params]
        self.v = [np.zeros_like(t.data) for t in self.params]

    def step(self):
        self.t += 1
        a = self.lr * (np.sqrt(1 - np.power(self.b2, self.t)) / (1 - np.power(self.b1, self.t)))
        for i, t in enumerate(self.params):
            self.m[i] = self.b1 * self.m[i] + (1 - self.b1) * t.grad
            self.v[i] = self.b2 * self.v[i] + (1 - self.b2) * np.square(t.grad)
            t.data -= a * self.m[i] / (np.sqrt(self.v[i]) + self.eps)


class TinyBobNet:
    def __init__(self):
        self.l1 = Tensor.uniform(64, 32)
        self.l2 = Tensor.uniform(32, 10)

    def forward(self, x):
        return x.dot(self.l1).relu().dot(self.l2).logsoftmax()


def numpy_eval(model, X_test, Y_test, BS=128):
    out = model.forward(Tensor(X_test)).data
    preds = np.argmax(out, axis=1)
    return (Y_test == preds).mean()


if __name__ == "__main__":
    from sklearn.datasets import load_digits
    X_all, Y_all = load_digits(return_X_y=True)
    X_train, Y_train = X_all[:1500].astype(np.float32) / 16.0, Y_all[:1500]
    X_test, Y_test = X_all[1500:].astype(np.float32) / 16.0, Y_all[1500:]
    model = TinyBobNet()
    optim = SGD([model.l1, model.l2], lr=0.01)
    optim = Adam([model.l1, model.l2], lr=0.001)
    BS = 128
    losses, accuracies = [], []
    for i in (t := trange(20)):
        samp = np.random.randint(0, X_train.shape[0], size=(BS))
        x = Tensor(X_train[samp].reshape((-1, 64)))
        Y = Y_train[samp]
        y = np.zeros((len(samp), 10), np.float32)
        y[range(y.shape[0]), Y] = -10.0
        y = Tensor(y)
        out = model.forward(x)
        loss = out.mul(y).mean()
        loss.backward()
        optim.step()
        cat = np.argmax(out.data, axis=1)
        accuracy = (cat == Y).mean()
        loss = loss.data
        losses.append(loss)
        accuracies.append(accuracy)
    print(numpy_eval(model, X_test, Y_test))
    w = Tensor.randn(3, 3)
    x2 = Tensor.zeros(2, 3)
    z = x2.dot(w).add(Tensor.randn(2, 3)).sum()
    z.backward()
    print(w.grad, x2.grad.shape)
