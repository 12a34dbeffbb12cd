# mutant missing_activation_derivative: `delta3[i] = dL_da3[i] @ jacobian` -> `delta3[i] = dL_da3[i]`
# mutant wrong_activation_derivative: `delta2 = (delta3 @ W3.T) * softplus_derivative(z2)` -> `delta2 = (delta3 @ W3.T) * (z2 > 0)`
# mutant factor_two: `return 2 * (y_pred - y_true) / y_true.size` -> `return (y_pred - y_true) / y_true.size`
# mutant missing_mean: `return 2 * (y_pred - y_true) / y_true.size` -> `return 2 * (y_pred - y_true)`
# mutant sign: `return 2 * (y_pred - y_true) / y_true.size` -> `return 2 * (y_true - y_pred) / y_true.size`
# mutant wrong_layer_input: `grads['dW2'] = a1.T @ delta2` -> `grads['dW2'] = a2.T @ delta2`
# mutant bias_axis: `grads['db2'] = np.sum(delta2, axis=0, keepdims=True)` -> `grads['db2'] = np.sum(delta2)`
# derivation: none
import numpy as np


def softplus(x):
    return np.log1p(np.exp(x))


def softplus_derivative(x):
    return 1 / (1 + np.exp(-x))


def softmax(x):
    e = np.exp(x - np.max(x, axis=1, keepdims=True))
    return e / np.sum(e, axis=1, keepdims=True)


def mse(y_true, y_pred):
    return np.mean((y_true - y_pred) ** 2)


def mse_derivative(y_true, y_pred):
    return 2 * (y_pred - y_true) / y_true.size


def init_params(n_in, h1, h2, n_out, seed=0):
    rng = np.random.default_rng(seed)
    return {
        'W1': rng.normal(0, 0.3, (n_in, h1)), 'b1': np.zeros((1, h1)),
        'W2': rng.normal(0, 0.3, (h1, h2)), 'b2': np.zeros((1, h2)),
        'W3': rng.normal(0, 0.3, (h2, n_out)), 'b3': np.zeros((1, n_out)),
    }


def forward(x, params):
    z1 = x @ params['W1'] + params['b1']
    a1 = softplus(z1)
    z2 = a1 @ params['W2'] + params['b2']
    a2 = softplus(z2)
    z3 = a2 @ params['W3'] + params['b3']
    a3 = softmax(z3)
    return a3, {'a0': x, 'z1': z1, 'a1': a1, 'z2': z2, 'a2': a2, 'z3': z3, 'a3': a3}


def backward(y_true, params, cache):
    a0, z1, a1 = cache['a0'], cache['z1'], cache['a1']
    z2, a2, a3 = cache['z2'], cache['a2'], cache['a3']
    W2, W3 = params['W2'], params['W3']
    n = y_true.shape[0]
    grads = {}
    loss = mse(y_true, a3)
    dL_da3 = mse_derivative(y_true, a3)
    delta3 = np.zeros_like(a3)
    for i in range(n):
        s = a3[i].reshape(-1, 1)
        jacobian = np.diagflat(s) - s @ s.T
        delta3[i] = dL_da3[i] @ jacobian
    grads['dW3'] = a2.T @ delta3
    grads['db3'] = np.sum(delta3, axis=0, keepdims=True)
    delta2 = (delta3 @ W3.T) * softplus_derivative(z2)
    grads['dW2'] = a1.T @ delta2
    grads['db2'] = np.sum(delta2, axis=0, keepdims=True)
    delta1 = (delta2 @ W2.T) * softplus_derivative(z1)
    grads['dW1'] = a0.T @ delta1
    grads['db1'] = np.sum(delta1, axis=0, keepdims=True)
    return grads, loss


def update(params, grads, lr):
    for key in params:
        params[key] -= lr * grads['d' + key]
    return params


def main():
    rng = np.random.default_rng(1)
    X = rng.normal(size=(40, 4))
    Y = np.eye(3)[rng.integers(0, 3, 40)]
    params = init_params(4, 6, 6, 3)
    for epoch in range(100):
        _, cache = forward(X, params)
        grads, loss = backward(Y, params, cache)
        params = update(params, grads, 0.05)
        if epoch % 10 == 0:
            print(epoch, loss)


if __name__ == '__main__':
    main()
