# mutant missing_activation_derivative: `grad = grad * self.a * (1 - self.a)` -> `pass`
# mutant sign: `return self.a - t` -> `return t - self.a`
# mutant missing_mean: `self.W -= lr * self.x.T @ grad / n` -> `self.W -= lr * self.x.T @ grad`
# mutant bias_not_averaged: `self.b -= lr * grad.mean(axis=0)` -> `self.b -= lr * grad.sum(axis=0)`
# mutant bias_axis: `self.b -= lr * grad.mean(axis=0)` -> `self.b -= lr * grad.mean()`
# mutant updated_weight_used_in_backprop: `below = grad @ self.W.T\n        n = len(grad)\n        self.W -= lr * self.x.T @ grad / n` -> `n = len(grad)\n        self.W -= lr * self.x.T @ grad / n\n        below = grad @ self.W.T`
# mutant uses_z_for_a: `grad = grad * self.a * (1 - self.a)` -> `grad = grad * self.z * (1 - self.z)`
import numpy as np


class Node:
    """A layer that knows the next one."""

    def __init__(self, sizes):
        self.W = np.random.standard_normal((sizes[0], sizes[1])) / np.sqrt(sizes[0])
        self.b = np.zeros(sizes[1])
        self.next = Node(sizes[1:]) if len(sizes) > 2 else None

    def forward(self, x):
        self.x = x
        self.z = x @ self.W + self.b
        self.a = 1 / (1 + np.exp(-self.z))
        return self.a if self.next is None else self.next.forward(self.a)

    def backward(self, t, lr):
        if self.next is None:
            grad = self.output_error(t)
        else:
            grad = self.next.backward(t, lr)
            grad = grad * self.a * (1 - self.a)
        below = grad @ self.W.T
        n = len(grad)
        self.W -= lr * self.x.T @ grad / n
        self.b -= lr * grad.mean(axis=0)
        return below

    def output_error(self, t):
        return self.a - t


def cross_entropy(p, t):
    return -np.mean(np.sum(t * np.log(p) + (1 - t) * np.log(1 - p), axis=1))


np.random.seed(4)
x = np.random.rand(50, 3)
t = np.stack([x[:, 0] > 0.5, x[:, 1] > x[:, 2]], axis=1).astype(float)
chain = Node([3, 7, 5, 2])
for step in range(200):
    p = chain.forward(x)
    loss = cross_entropy(p, t)
    chain.backward(t, 0.5)
    if step % 50 == 0:
        print(step, loss)
