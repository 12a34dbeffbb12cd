# mutant missing_mean: `grad_w = [g / len(X) for g in grad_w]` -> `grad_w = [g for g in grad_w]`
# mutant sign: `err = h - y[i]` -> `err = y[i] - h`
# mutant bias_missing: `    b = b - lr * grad_b / len(X)\n` -> ``
# mutant bias_not_averaged: `b = b - lr * grad_b / len(X)` -> `b = b - lr * grad_b`
# mutant label_missing: `err = h - y[i]` -> `err = h`
# mutant extra_activation_derivative: `err = h - y[i]` -> `err = (h - y[i]) * h * (1 - h)`
# logistic regression without numpy
import math

X = [[0.5, 1.2], [1.0, 0.7], [1.5, 2.3], [3.0, 2.1], [2.2, 3.3], [3.5, 0.9], [0.2, 0.4], [2.9, 3.1]]
y = [0, 0, 1, 1, 1, 1, 0, 1]

w = [0.1, -0.1]
b = 0.0
lr = 0.5


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


def dot(u, v):
    return sum(a * c for a, c in zip(u, v))


tolerance = 1e-6
previous = float("inf")
while True:
    loss = 0.0
    grad_w = [0.0, 0.0]
    grad_b = 0.0
    for i in range(len(X)):
        h = sigmoid(dot(w, X[i]) + b)
        loss += -(y[i] * math.log(h) + (1 - y[i]) * math.log(1 - h))
        err = h - y[i]
        for j in range(len(w)):
            grad_w[j] += err * X[i][j]
        grad_b += err
    loss = loss / len(X)
    grad_w = [g / len(X) for g in grad_w]
    w = [wj - lr * gj for wj, gj in zip(w, grad_w)]
    b = b - lr * grad_b / len(X)
    print("loss", loss)
    if abs(previous - loss) < tolerance:
        break
    previous = loss
