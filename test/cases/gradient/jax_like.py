# mutant sign: `delta = 2 * (outputs[-1] - targets) / targets.size` -> `delta = 2 * (targets - outputs[-1]) / targets.size`
# mutant missing_mean: `delta = 2 * (outputs[-1] - targets) / targets.size` -> `delta = 2 * (outputs[-1] - targets)`
# mutant factor_two: `delta = 2 * (outputs[-1] - targets) / targets.size` -> `delta = (outputs[-1] - targets) / targets.size`
# mutant missing_activation_derivative: `delta = (delta @ w.T) * (1 - inp ** 2)` -> `delta = delta @ w.T`
# mutant wrong_activation_derivative: `delta = (delta @ w.T) * (1 - inp ** 2)` -> `delta = (delta @ w.T) * (1 - inp)`
# mutant bias_axis: `grads.append((inp.T @ delta, delta.sum(0)))` -> `grads.append((inp.T @ delta, delta.sum()))`
# mutant double_mean: `grads.append((inp.T @ delta, delta.sum(0)))` -> `grads.append((inp.T @ delta / len(inp), delta.sum(0)))`
import numpy as np


def init_mlp(sizes, key):
    rng = np.random.RandomState(key)
    return [(rng.randn(m, n) / np.sqrt(m), np.zeros(n)) for m, n in zip(sizes[:-1], sizes[1:])]


def predict(params, inputs):
    outputs = [inputs]
    for w, b in params[:-1]:
        outputs.append(np.tanh(outputs[-1] @ w + b))
    w, b = params[-1]
    outputs.append(outputs[-1] @ w + b)
    return outputs


def mse_loss(params, batch):
    inputs, targets = batch
    return np.mean((predict(params, inputs)[-1] - targets) ** 2)


def grad_loss(params, batch):
    inputs, targets = batch
    outputs = predict(params, inputs)
    delta = 2 * (outputs[-1] - targets) / targets.size
    grads = []
    for (w, b), inp in zip(params[::-1], outputs[-2::-1]):
        grads.append((inp.T @ delta, delta.sum(0)))
        delta = (delta @ w.T) * (1 - inp ** 2)
    return grads[::-1]


def update(params, batch, step_size):
    grads = grad_loss(params, batch)
    return [(w - step_size * dw, b - step_size * db) for (w, b), (dw, db) in zip(params, grads)]


rng = np.random.RandomState(1)
inputs = rng.uniform(-2, 2, (64, 2))
targets = np.stack([np.sin(inputs[:, 0]), np.cos(inputs[:, 1])], axis=1)
params = init_mlp([2, 16, 16, 2], key=0)
for step in range(200):
    params = update(params, (inputs, targets), step_size=0.05)
    if step % 20 == 0:
        print(step, mse_loss(params, (inputs, targets)))
