# mutant missing_mean: `delta = (prob - target) / batch` -> `delta = prob - target`
# mutant double_mean: `grad_w = np.einsum("bi,bk->ik", inputs, delta)` -> `grad_w = np.einsum("bi,bk->ik", inputs, delta) / batch`
# mutant transposed_result: `grad_w = np.einsum("bi,bk->ik", inputs, delta)` -> `grad_w = np.einsum("bi,bk->ki", inputs, delta)`
# mutant sign: `delta = (prob - target) / batch` -> `delta = (target - prob) / batch`
# mutant uses_z_for_a: `delta = (prob - target) / batch` -> `delta = (score - target) / batch`
# mutant bias_axis: `grad_b = np.einsum("bk->k", delta)` -> `grad_b = np.einsum("bk->", delta)`
# mutant extra_activation_derivative: `delta = (prob - target) / batch` -> `delta = (prob - target) * prob * (1 - prob) / batch`
import numpy as np


def forward_backward(w, b, inputs, target):
    batch = inputs.shape[0]
    score = np.einsum("bi,ik->bk", inputs, w) + b
    e = np.exp(score - np.max(score, axis=-1, keepdims=True))
    prob = e / np.sum(e, axis=-1, keepdims=True)
    nll = -np.einsum("bk,bk->", target, np.log(prob)) / batch
    delta = (prob - target) / batch
    grad_w = np.einsum("bi,bk->ik", inputs, delta)
    grad_b = np.einsum("bk->k", delta)
    return nll, grad_w, grad_b


def fit(inputs, target, lr=0.5, steps=100):
    w = np.zeros((inputs.shape[1], target.shape[1]))
    b = np.zeros(target.shape[1])
    for s in range(steps):
        nll, grad_w, grad_b = forward_backward(w, b, inputs, target)
        w -= lr * grad_w
        b -= lr * grad_b
        if s % 20 == 0:
            print(f"step {s:4d}  nll {nll:.5f}")
    return w, b
