# mutant missing_mean: `dout = (out - targets) / len(x)` -> `dout = out - targets`
# mutant sign: `dout = (out - targets) / len(x)` -> `dout = (targets - out) / len(x)`
# mutant missing_activation_derivative: `da *= a * (1 - a)` -> `pass`
# mutant bias_missing: `grads.insert(0, np.vstack([a_in.T @ da, da.sum(axis=0)]))` -> `grads.insert(0, np.vstack([a_in.T @ da, 0 * da.sum(axis=0)]))`
# mutant label_missing: `dout = (out - targets) / len(x)` -> `dout = out / len(x)`
"""Weights and bias of a layer in one matrix; all matrices unrolled into one flat vector."""
import numpy as np

SIZES = [4, 6, 3]
SHAPES = [(i + 1, o) for i, o in zip(SIZES[:-1], SIZES[1:])]


def unroll(mats):
    return np.concatenate([m.ravel() for m in mats])


def roll(vec):
    mats, at = [], 0
    for rows, cols in SHAPES:
        mats.append(vec[at:at + rows * cols].reshape(rows, cols))
        at += rows * cols
    return mats


def cost_and_grad(vec, x, targets):
    mats = roll(vec)
    a, tape = x, []
    for i, M in enumerate(mats):
        z = a @ M[:-1] + M[-1]
        tape.append((a, z))
        if i < len(mats) - 1:
            a = 1 / (1 + np.exp(-z))
    z = z - z.max(axis=1, keepdims=True)
    out = np.exp(z)
    out /= out.sum(axis=1, keepdims=True)
    cost = -np.sum(targets * np.log(out)) / len(x)

    dout = (out - targets) / len(x)
    grads, da = [], dout
    for i in range(len(mats) - 1, -1, -1):
        a_in, z = tape[i]
        grads.insert(0, np.vstack([a_in.T @ da, da.sum(axis=0)]))
        if i > 0:
            a = a_in
            z = tape[i - 1][1]
            da = da @ mats[i][:-1].T
            da *= a * (1 - a)
    return cost, unroll(grads)


rng = np.random.default_rng(8)
x = rng.normal(size=(90, 4))
labels = np.argmax(x[:, :3], axis=1)
targets = np.eye(3)[labels]
vec = rng.normal(scale=0.3, size=sum(r * c for r, c in SHAPES))
velocity = np.zeros_like(vec)
for step in range(400):
    cost, grad = cost_and_grad(vec, x, targets)
    velocity = 0.9 * velocity - 0.1 * grad
    vec = vec + velocity
    if step % 100 == 0:
        print(step, cost)
