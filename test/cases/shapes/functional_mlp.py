#!/usr/bin/env python3
# Scripts in a looser style: globals, nested functions, lambdas, early returns.
import numpy as np
import time
import sys

N, D_in, H, D_out = 64, 100, 30, 10
x = np.random.randn(N, D_in)
y = np.random.randn(N, D_out)
w1 = np.random.randn(D_in, H)
w2 = np.random.randn(H, D_out)
learning_rate = 1e-6
for t in range(50):
    h = x.dot(w1)
    h_relu = np.maximum(h, 0)
    y_pred = h_relu.dot(w2)
    loss = np.square(y_pred - y).sum()
    grad_y_pred = 2.0 * (y_pred - y)
    grad_w2 = h_relu.T.dot(grad_y_pred)
    grad_h_relu = grad_y_pred.dot(w2.T)
    grad_h = grad_h_relu.copy()
    grad_h[h < 0] = 0
    grad_w1 = x.T.dot(grad_h)
    w1 -= learning_rate * grad_w1
    w2 -= learning_rate * grad_w2

# XOR
X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
Y = np.array([[0], [1], [1], [0]])
nonlin = lambda v, deriv=False: v * (1 - v) if deriv else 1 / (1 + np.exp(-v))
syn0 = 2 * np.random.random((2, 4)) - 1
syn1 = 2 * np.random.random((4, 1)) - 1
for j in range(100):
    l0 = X
    l1 = nonlin(np.dot(l0, syn0))
    l2 = nonlin(np.dot(l1, syn1))
    l2_error = Y - l2
    if (j % 50) == 0:
        print("Error:" + str(np.mean(np.abs(l2_error))))
    l2_delta = l2_error * nonlin(l2, deriv=True)
    l1_error = l2_delta.dot(syn1.T)
    l1_delta = l1_error * nonlin(l1, deriv=True)
    syn1 += l1.T.dot(l2_delta)
    syn0 += l0.T.dot(l1_delta)


def make_model(sizes, seed=0):
    rng = np.random.default_rng(seed)

    def init_layer(n_in, n_out):
        return rng.normal(size=(n_in, n_out)), np.zeros(n_out)

    layers = [init_layer(a, b) for a, b in zip(sizes, sizes[1:])]

    def forward(inputs, return_hidden=False):
        hidden = [inputs]
        out = inputs
        for k, (W, b) in enumerate(layers):
            out = out @ W + b
            if k < len(layers) - 1:
                out = np.tanh(out)
            hidden.append(out)
        if return_hidden:
            return out, hidden
        return out

    return layers, forward


layers, forward = make_model((5, 16, 8, 2))
batch = np.ones((12, 5))
result = forward(batch)
result2, hidden = forward(batch, return_hidden=True)
last_hidden = hidden[-2]


def gradient_check(f, theta, eps=1e-5):
    numeric = np.zeros_like(theta)
    flat = theta.ravel()
    for i in range(flat.size):
        old = flat[i]
        flat[i] = old + eps
        plus = f(theta)
        flat[i] = old - eps
        minus = f(theta)
        flat[i] = old
        numeric.flat[i] = (plus - minus) / (2 * eps)
    return numeric


A = np.random.randn(3, 3)
f = lambda T: float(np.sum(T @ A))
T0 = np.random.randn(4, 3)
g = gradient_check(f, T0)
rel = np.linalg.norm(g - np.ones((4, 3)) @ A.T) / np.linalg.norm(g)
start = time.time()
elapsed = time.time() - start
if len(sys.argv) > 1:
    n = int(sys.argv[1])
else:
    n = 6
grid = np.zeros((n, n))
grid[::2, 1::2] = 1
grid[1::2, ::2] = 1
