# mutant missing_mean: `grads["dW" + str(l)] = dZ @ caches[l - 1].T / m` -> `grads["dW" + str(l)] = dZ @ caches[l - 1].T`
# mutant missing_activation_derivative: `dZ = params["W" + str(l)].T @ dZ * (caches[l - 1] > 0)` -> `dZ = params["W" + str(l)].T @ dZ`
# mutant sign: `dZ = A - Y` -> `dZ = Y - A`
# mutant bias_not_averaged: `np.sum(dZ, axis=1, keepdims=True) / m` -> `np.sum(dZ, axis=1, keepdims=True)`
import numpy as np


def init_params(layer_dims):
    params = {}
    for l in range(1, len(layer_dims)):
        params["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) * 0.3
        params["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return params


def L_layer_model(X, Y, layer_dims, learning_rate=0.0075, num_iterations=3000):
    params = init_params(layer_dims)
    L = len(layer_dims) - 1
    m = X.shape[1]
    costs = []
    for i in range(num_iterations):
        caches = [X]
        A = X
        for l in range(1, L + 1):
            Z = params["W" + str(l)] @ A + params["b" + str(l)]
            A = np.maximum(0, Z) if l < L else 1 / (1 + np.exp(-Z))
            caches.append(A)
        cost = -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / m
        costs.append(cost)
        grads = {}
        dZ = A - Y
        for l in range(L, 0, -1):
            grads["dW" + str(l)] = dZ @ caches[l - 1].T / m
            grads["db" + str(l)] = np.sum(dZ, axis=1, keepdims=True) / m
            if l > 1:
                dZ = params["W" + str(l)].T @ dZ * (caches[l - 1] > 0)
        for l in range(1, L + 1):
            params["W" + str(l)] = params["W" + str(l)] - learning_rate * grads["dW" + str(l)]
            params["b" + str(l)] = params["b" + str(l)] - learning_rate * grads["db" + str(l)]
    return params, costs
