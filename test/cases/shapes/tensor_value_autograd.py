from __future__ import annotations
import numpy as np
from typing import Callable, Iterable, NamedTuple


class Dependency(NamedTuple):
    tensor: "Tensor"
    grad_fn: Callable[[np.ndarray], np.ndarray]


def ensure_array(arrayable) -> np.ndarray:
    if isinstance(arrayable, np.ndarray):
        return arrayable
    else:
        return np.array(arrayable)


def ensure_tensor(t) -> "Tensor":
    return t if isinstance(t, Tensor) else Tensor(t)


class Tensor:
    def __init__(self, data, requires_grad: bool = False, depends_on=None) -> None:
        self._data = ensure_array(data)
        self.requires_grad = requires_grad
        self.depends_on = depends_on or []
        self.shape = self._data.shape
        self.grad = None
        if self.requires_grad:
            self.zero_grad()

    @property
    def data(self) -> np.ndarray:
        return self._data

    @data.setter
    def data(self, new_data: np.ndarray) -> None:
        self._data = new_data
        self.grad = None

    def __repr__(self) -> str:
        return f"Tensor({self.data}, requires_grad={self.requires_grad})"

    def __add__(self, other):
        return _add(self, ensure_tensor(other))

    def __radd__(self, other):
        return _add(ensure_tensor(other), self)

    def __mul__(self, other):
        return _mul(self, ensure_tensor(other))

    def __rmul__(self, other):
        return _mul(ensure_tensor(other), self)

    def __neg__(self):
        return _neg(self)

    def __sub__(self, other):
        return self + (-ensure_tensor(other))

    def __matmul__(self, other):
        return _matmul(self, other)

    def __getitem__(self, idxs):
        return _slice(self, idxs)

    def __iadd__(self, other):
        self.data = self.data + ensure_tensor(other).data
        return self

    def __isub__(self, other):
        self.data = self.data - ensure_tensor(other).data
        return self

    def zero_grad(self) -> None:
        self.grad = np.zeros_like(self.data, dtype=np.float64)

    def sum(self) -> Tensor:
        return tensor_sum(self)

    def tanh(self):
        out = np.tanh(self.data)
        deps = []
        if self.requires_grad:
            deps.append(Dependency(self, lambda g: g * (1 - out * out)))
        return Tensor(out, self.requires_grad, deps)

    def backward(self, grad=None) -> None:
        assert self.requires_grad
        if grad is None:
            if self.shape == ():
                grad = np.array(1.0)
            else:
                raise RuntimeError("grad must be specified for non-0-tensor")
        self.grad = self.grad + grad
        for dependency in self.depends_on:
            backward_grad = dependency.grad_fn(grad)
            dependency.tensor.backward(backward_grad)


def _unbroadcast(grad, shape):
    ndims_added = grad.ndim - len(shape)
    for _ in range(ndims_added):
        grad = grad.sum(axis=0)
    for i, dim in enumerate(shape):
        if dim == 1:
            grad = grad.sum(axis=i, keepdims=True)
    return grad


def tensor_sum(t):
    data = t.data.sum()
    if t.requires_grad:
        def grad_fn(grad: np.ndarray) -> np.ndarray:
            return grad * np.ones_like(t.data)
        depends_on = [Dependency(t, grad_fn)]
    else:
        depends_on = []
    return Tensor(data, t.requires_grad, depends_on)


def _add(t1, t2):
    data = t1.data + t2.data
    requires_grad = t1.requires_grad or t2.requires_grad
    depends_on = []
    if t1.requires_grad:
        depends_on.append(Dependency(t1, lambda grad: _unbroadcast(grad, t1.shape)))
    if t2.requires_grad:
        depends_on.append(Dependency(t2, lambda grad: _unbroadcast(grad, t2.shape)))
    return Tensor(data, requires_grad, depends_on)


def _mul(t1, t2):
    data = t1.data * t2.data
    depends_on = []
    if t1.requires_grad:
        depends_on.append(Dependency(t1, lambda grad: _unbroadcast(grad * t2.data, t1.shape)))
    if t2.requires_grad:
        depends_on.append(Dependency(t2, lambda grad: _unbroadcast(grad * t1.data, t2.shape)))
    return Tensor(data, t1.requires_grad or t2.requires_grad, depends_on)


def _neg(t):
    return Tensor(-t.data, t.requires_grad, [Dependency(t, lambda x: -x)] if t.requires_grad else [])


def _matmul(t1, t2):
    data = t1.data @ t2.data
    depends_on = []
    if t1.requires_grad:
        depends_on.append(Dependency(t1, lambda grad: grad @ t2.data.T))
    if t2.requires_grad:
        depends_on.append(Dependency(t2, lambda grad: t1.data.T @ grad))
    return Tensor(data, t1.requires_grad or t2.requires_grad, depends_on)


def _slice(t, idxs):
    data = t.data[idxs]
    if t.requires_grad:
        def grad_fn(grad):
            bigger_grad = np.zeros_like(t.data)
            bigger_grad[idxs] = grad
            return bigger_grad
        deps = Dependency(t, grad_fn)
        return Tensor(data, True, [deps])
    return Tensor(data)


class Parameter(Tensor):
    def __init__(self, *shape) -> None:
        data = np.random.randn(*shape)
        super().__init__(data, requires_grad=True)


class Module:
    def parameters(self):
        for name, value in vars(self).items():
            if isinstance(value, Parameter):
                yield value
            elif isinstance(value, Module):
                yield from value.parameters()

    def zero_grad(self):
        for parameter in self.parameters():
            parameter.zero_grad()


class FizzBuzzModel(Module):
    def __init__(self, num_hidden: int = 12) -> None:
        self.w1 = Parameter(6, num_hidden)
        self.b1 = Parameter(num_hidden)
        self.w2 = Parameter(num_hidden, 4)
        self.b2 = Parameter(4)

    def predict(self, inputs: Tensor) -> Tensor:
        x1 = inputs @ self.w1 + self.b1
        x2 = x1.tanh()
        x3 = x2 @ self.w2 + self.b2
        return x3


class SGD:
    def __init__(self, lr: float = 0.01) -> None:
        self.lr = lr

    def step(self, module: Module) -> None:
        for parameter in module.parameters():
            parameter -= parameter.grad * self.lr


def binary_encode(x: int):
    return [x >> i & 1 for i in range(6)]


def fizz_buzz_encode(x: int):
    if x % 15 == 0:
        return [0, 0, 0, 1]
    elif x % 5 == 0:
        return [0, 0, 1, 0]
    elif x % 3 == 0:
        return [0, 1, 0, 0]
    else:
        return [1, 0, 0, 0]


x_train = Tensor([binary_encode(x) for x in range(20, 60)])
y_train = Tensor([fizz_buzz_encode(x) for x in range(20, 60)])
optimizer = SGD(lr=0.001)
batch_size = 8
model = FizzBuzzModel()
starts = np.arange(0, x_train.shape[0], batch_size)
for epoch in range(2):
    epoch_loss = 0.0
    np.random.shuffle(starts)
    for start in starts:
        end = start + batch_size
        model.zero_grad()
        inputs = x_train[start:end]
        predicted = model.predict(inputs)
        actual = y_train[start:end]
        errors = predicted - actual
        loss = (errors * errors).sum()
        loss.backward()
        epoch_loss += loss.data
        optimizer.step(model)
    print(epoch, epoch_loss)
num_correct = 0
for x in range(1, 20):
    inputs = Tensor([binary_encode(x)])
    predicted = model.predict(inputs)[0]
    predicted_idx = np.argmax(predicted.data)
    actual_idx = np.argmax(fizz_buzz_encode(x))
    if predicted_idx == actual_idx:
        num_correct += 1
