# mutant sign: `grad_w = np.sum((y_pred - y) * np.power(x, 2))` -> `grad_w = np.sum((y - y_pred) * np.power(x, 2))`
# mutant double_mean: `grad_w = np.sum((y_pred - y) * np.power(x, 2))` -> `grad_w = np.mean((y_pred - y) * np.power(x, 2))`
# mutant factor_two: `grad_w = np.sum((y_pred - y) * np.power(x, 2))` -> `grad_w = 2 * np.sum((y_pred - y) * np.power(x, 2))`
# mutant bias_missing: `b1 -= lr * grad_b` -> `pass`
# mutant label_missing: `grad_w = np.sum((y_pred - y) * np.power(x, 2))` -> `grad_w = np.sum(y_pred * np.power(x, 2))`
import numpy as np

np.random.seed(100)
x = np.linspace(-1, 1, 100).reshape(100, 1)
y = 3 * np.power(x, 2) + 2 + 0.2 * np.random.rand(x.size).reshape(100, 1)
w1 = np.random.rand(1, 1)
b1 = np.random.rand(1, 1)
lr = 0.001
for i in range(800):
    y_pred = np.power(x, 2) * w1 + b1
    loss = 0.5 * (y_pred - y) ** 2
    loss = loss.sum()
    grad_w = np.sum((y_pred - y) * np.power(x, 2))
    grad_b = np.sum((y_pred - y))
    w1 -= lr * grad_w
    b1 -= lr * grad_b
    if i % 100 == 0:
        print(i, loss)
print(w1, b1)
