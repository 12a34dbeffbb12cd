# mutant missing_mean: `grads["dW" + str(l)] = np.dot(dZ, A_prev.T) / m + (lambd / m) * W` -> `grads["dW" + str(l)] = np.dot(dZ, A_prev.T) + (lambd / m) * W`
# mutant penalty_missing: `np.dot(dZ, A_prev.T) / m + (lambd / m) * W` -> `np.dot(dZ, A_prev.T) / m`
# mutant penalty_sign: `/ m + (lambd / m) * W` -> `/ m - (lambd / m) * W`
# mutant penalty_not_averaged: `/ m + (lambd / m) * W` -> `/ m + lambd * W`
# mutant factor_two: `/ m + (lambd / m) * W` -> `/ m + (2 * lambd / m) * W`
# mutant sign: `dZ = AL - Y` -> `dZ = Y - AL`
# mutant missing_activation_derivative: `dZ = np.dot(W.T, dZ) * (caches[l - 2][2] > 0)` -> `dZ = np.dot(W.T, dZ)`
# mutant bias_not_averaged: `np.sum(dZ, axis=1, keepdims=True) / m` -> `np.sum(dZ, axis=1, keepdims=True)`
# mutant bias_axis: `np.sum(dZ, axis=1, keepdims=True) / m` -> `np.sum(dZ, keepdims=True) / m`
# mutant uses_z_for_a: `dZ = AL - Y` -> `dZ = caches[-1][2] - Y`
import numpy as np
import matplotlib.pyplot as plt


def initialize_parameters(layer_dims):
    np.random.seed(3)
    parameters = {}
    L = len(layer_dims)
    for l in range(1, L):
        parameters["W" + str(l)] = np.random.randn(layer_dims[l], layer_dims[l - 1]) * np.sqrt(2 / layer_dims[l - 1])
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
        assert parameters["W" + str(l)].shape == (layer_dims[l], layer_dims[l - 1])
    return parameters


def L_model_forward(X, parameters):
    caches = []
    A = X
    L = len(parameters) // 2
    for l in range(1, L + 1):
        A_prev = A
        W, b = parameters["W" + str(l)], parameters["b" + str(l)]
        Z = W.dot(A_prev) + b
        A = 1 / (1 + np.exp(-Z)) if l == L else np.maximum(0, Z)
        caches.append((A_prev, W, Z))
    return A, caches


def compute_cost(AL, Y, parameters, lambd):
    m = Y.shape[1]
    cross = -1 / m * np.sum(np.multiply(Y, np.log(AL)) + np.multiply(1 - Y, np.log(1 - AL)))
    penalty = 0
    for l in range(1, len(parameters) // 2 + 1):
        penalty += np.sum(np.square(parameters["W" + str(l)]))
    cost = np.squeeze(cross + lambd / (2 * m) * penalty)
    return cost


def L_model_backward(AL, Y, caches, parameters, lambd):
    grads = {}
    L = len(caches)
    m = AL.shape[1]
    Y = Y.reshape(AL.shape)
    dZ = AL - Y
    for l in reversed(range(1, L + 1)):
        A_prev, W, Z = caches[l - 1]
        grads["dW" + str(l)] = np.dot(dZ, A_prev.T) / m + (lambd / m) * W
        grads["db" + str(l)] = np.sum(dZ, axis=1, keepdims=True) / m
        if l > 1:
            dZ = np.dot(W.T, dZ) * (caches[l - 2][2] > 0)
    return grads


def update_parameters(parameters, grads, learning_rate):
    L = len(parameters) // 2
    for l in range(L):
        parameters["W" + str(l + 1)] = parameters["W" + str(l + 1)] - learning_rate * grads["dW" + str(l + 1)]
        parameters["b" + str(l + 1)] = parameters["b" + str(l + 1)] - learning_rate * grads["db" + str(l + 1)]
    return parameters


def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False, lambd=0.1):
    costs = []
    parameters = initialize_parameters(layers_dims)
    for i in range(0, num_iterations):
        AL, caches = L_model_forward(X, parameters)
        cost = compute_cost(AL, Y, parameters, lambd)
        grads = L_model_backward(AL, Y, caches, parameters, lambd)
        parameters = update_parameters(parameters, grads, learning_rate)
        if print_cost and i % 100 == 0:
            print("{} {}".format(i, cost))
        if i % 100 == 0:
            costs.append(cost)
    plt.plot(costs)
    plt.show()
    return parameters, costs
