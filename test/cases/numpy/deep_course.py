import numpy as np
import matplotlib.pyplot as plt
from collections import OrderedDict
import copy, time, os, sys

def sigmoid(z):
    """Compute sigmoid"""
    return 1 / (1 + np.exp(-z))

def relu(Z):
    A = np.maximum(0, Z)
    assert A.shape == Z.shape
    cache = Z
    return A, cache

def initialize_parameters_deep(layer_dims):
    np.random.seed(3)
    parameters = {}
    L = len(layer_dims)
    for l in range(1, L):
        parameters['W' + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) * np.sqrt(2. / layer_dims[l - 1])
        parameters['b' + str(l)] = np.zeros((layer_dims[l], 1))
        assert parameters['W' + str(l)].shape == (layer_dims[l], layer_dims[l - 1])
    return parameters

def linear_activation_forward(A_prev, W, b, activation):
    Z = np.dot(W, A_prev) + b
    linear_cache = (A_prev, W, b)
    if activation == "sigmoid":
        A, activation_cache = sigmoid(Z), Z
    elif activation == "relu":
        A, activation_cache = relu(Z)
    return A, (linear_cache, activation_cache)

def L_model_forward(X, parameters):
    caches = []
    A = X
    L = len(parameters) // 2
    for l in range(1, L):
        A_prev = A
        A, cache = linear_activation_forward(A_prev, parameters['W' + str(l)], parameters['b' + str(l)], "relu")
        caches.append(cache)
    AL, cache = linear_activation_forward(A, parameters['W' + str(L)], parameters['b' + str(L)], activation="sigmoid")
    caches.append(cache)
    return AL, caches

def L_model_backward(AL, Y, caches):
    grads = {}
    L = len(caches)
    m = AL.shape[1]
    Y = Y.reshape(AL.shape)
    dAL = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
    (A_prev, W, b), Z = caches[L - 1]
    dZ = dAL * sigmoid(Z) * (1 - sigmoid(Z))
    grads["dW" + str(L)] = 1. / m * np.dot(dZ, A_prev.T)
    grads["db" + str(L)] = 1. / m * np.sum(dZ, axis=1, keepdims=True)
    grads["dA" + str(L - 1)] = np.dot(W.T, dZ)
    for l in reversed(range(L - 1)):
        (A_prev, W, b), Z = caches[l]
        dZ = np.array(grads["dA" + str(l + 1)], copy=True)
        dZ[Z <= 0] = 0
        grads["dW" + str(l + 1)] = np.dot(dZ, A_prev.T) / m
        grads["db" + str(l + 1)] = np.sum(dZ, axis=1, keepdims=True) / m
        grads["dA" + str(l)] = np.dot(W.T, dZ)
    return grads

def random_mini_batches(X, Y, mini_batch_size=16, seed=0):
    m = X.shape[1]
    mini_batches = []
    permutation = list(np.random.permutation(m))
    shuffled_X = X[:, permutation]
    shuffled_Y = Y[:, permutation].reshape((1, m))
    num = m // mini_batch_size
    for k in range(0, num):
        bx = shuffled_X[:, k * mini_batch_size:(k + 1) * mini_batch_size]
        by = shuffled_Y[:, k * mini_batch_size:(k + 1) * mini_batch_size]
        mini_batches.append((bx, by))
    if m % mini_batch_size != 0:
        bx = shuffled_X[:, num * mini_batch_size:m]
        by = shuffled_Y[:, num * mini_batch_size:m]
        mini_batches.append((bx, by))
    return mini_batches

X = np.random.rand(12, 50)
Y = (np.random.rand(1, 50) > .5).astype(int)
parameters = initialize_parameters_deep([12, 5, 1])
costs = []
for i in range(3):
    for bx, by in random_mini_batches(X, Y):
        AL, caches = L_model_forward(bx, parameters)
        cost = np.squeeze(-1. / bx.shape[1] * np.nansum(np.multiply(np.log(AL), by) + np.multiply(np.log(1 - AL), 1 - by)))
        grads = L_model_backward(AL, by, caches)
        for l in range(2):
            parameters["W" + str(l + 1)] -= .1 * grads["dW" + str(l + 1)]
            parameters["b" + str(l + 1)] -= .1 * grads["db" + str(l + 1)]
    costs.append(cost)
pred = (L_model_forward(X, parameters)[0] > .5) * 1.
acc = 100 - np.mean(np.abs(pred - Y)) * 100

def zero_pad(X, pad):
    return np.pad(X, ((0, 0), (pad, pad), (pad, pad), (0, 0)), mode='constant', constant_values=(0, 0))
def conv_forward(A_prev, W, b, hp):
    (m, n_H_prev, n_W_prev, n_C_prev) = A_prev.shape
    (f, f, n_C_prev, n_C) = W.shape
    stride, pad = hp['stride'], hp['pad']
    n_H = int((n_H_prev - f + 2 * pad) / stride) + 1
    n_W = int((n_W_prev - f + 2 * pad) / stride) + 1
    Z = np.zeros((m, n_H, n_W, n_C))
    A_prev_pad = zero_pad(A_prev, pad)
    for i in range(m):
        a_prev_pad = A_prev_pad[i, :, :, :]
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    vs, ve = h * stride, h * stride + f
                    hs, he = w * stride, w * stride + f
                    a_slice = a_prev_pad[vs:ve, hs:he, :]
                    Z[i, h, w, c] = np.sum(a_slice * W[..., c]) + b[0, 0, 0, c]
    return Z, (A_prev, W, b, hp)
A_prev = np.random.randn(2, 5, 5, 3)
W = np.random.randn(2, 2, 3, 4); b = np.random.randn(1, 1, 1, 4)
Z, cache = conv_forward(A_prev, W, b, {'pad': 1, 'stride': 2})
def gradient_check(theta, eps=1e-7):
    n = theta.shape[0]
    J_plus = np.zeros((n, 1)); J_minus = np.zeros((n, 1)); gradapprox = np.zeros((n, 1))
    for i in range(n):
        tp = np.copy(theta); tp[i][0] = tp[i][0] + eps
        tm = np.copy(theta); tm[i][0] -= eps
        J_plus[i], J_minus[i] = np.sum(tp ** 2), np.sum(tm ** 2)
        gradapprox[i] = (J_plus[i] - J_minus[i]) / (2 * eps)
    grad = 2 * theta
    return np.linalg.norm(grad - gradapprox) / (np.linalg.norm(grad) + np.linalg.norm(gradapprox))
diff = gradient_check(np.random.randn(6, 1))
keep = np.random.rand(*AL.shape) < .8
D = (AL * keep) / .8
theta = np.concatenate([parameters[k].reshape(-1, 1) for k in sorted(parameters)], axis=0)
velocity = OrderedDict((k, np.zeros_like(v)) for k, v in parameters.items())
snap = copy.deepcopy(parameters)
w1 = snap['W1']
best = min(costs)
img = (X[:, 0].reshape(3, 4) * 255).astype('uint8')
batch = [img] * 4
grid = np.vstack([np.hstack(batch[:2]), np.hstack(batch[2:])])
