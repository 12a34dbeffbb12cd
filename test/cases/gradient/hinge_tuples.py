# mutant sign: `return -y, -y * x` -> `return y, y * x`
# mutant bias_missing: `w0 -= eta * grad_w0` -> `pass`
# mutant double_mean: `w1 -= eta * grad_w1` -> `w1 -= eta * grad_w1 / len(data)`
# derivation: none
import numpy as np

data = np.array([
    [-5.0, -1],
    [1.0, 1],
    [-2.0, -1],
    [2.0, -1],
    [4.0, 1],
    [7.0, 1],
])

w0, w1 = 0.0, 0.0
eta = 0.1


def hinge_loss(x, y, w0, w1):
    return max(0, 1 - y * (w0 + w1 * x))


def hinge_loss_gradients(x, y, w0, w1):
    y_hat = w0 + w1 * x
    if 1 - y * y_hat > 0:
        return -y, -y * x
    else:
        return 0, 0


max_iterations = 100
epsilon = 1e-6
prev_w0, prev_w1 = w0, w1
for iteration in range(max_iterations):
    grad_w0, grad_w1 = 0, 0
    total_loss = 0
    for x, y in data:
        dw0, dw1 = hinge_loss_gradients(x, y, w0, w1)
        total_loss += hinge_loss(x, y, w0, w1)
        grad_w0 += dw0
        grad_w1 += dw1
    w0 -= eta * grad_w0
    w1 -= eta * grad_w1
    if abs(w0 - prev_w0) < epsilon and abs(w1 - prev_w1) < epsilon:
        print(f"Converged after {iteration + 1} iterations, loss {total_loss}")
        break
    prev_w0, prev_w1 = w0, w1
