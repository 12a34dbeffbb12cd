# derivation: none
# mutant sign: `theta[j] -= alpha * grad[j]` -> `theta[j] += alpha * grad[j]`
# mutant missing_mean: `grad[j] = total / m` -> `grad[j] = total`
# mutant extra_activation_derivative: `total += (h[i] - y[i]) * X[i][j]` -> `total += (h[i] - y[i]) * h[i] * (1 - h[i]) * X[i][j]`
import math

X = [[1, 0.5, 1.5], [1, -0.3, 0.2], [1, 1.1, -0.7], [1, -1.2, -0.4], [1, 0.1, 0.9]]
y = [1, 0, 1, 0, 1]
theta = [0.1, -0.1, 0.05]
alpha = 0.5
m = len(X)


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


for it in range(200):
    h = []
    for row in X:
        h.append(sigmoid(sum(t * v for t, v in zip(theta, row))))
    cost = 0
    for i in range(m):
        cost -= y[i] * math.log(h[i]) + (1 - y[i]) * math.log(1 - h[i])
    cost = cost / m
    grad = [0] * len(theta)
    for j in range(len(theta)):
        total = 0
        for i in range(m):
            total += (h[i] - y[i]) * X[i][j]
        grad[j] = total / m
    for j in range(len(theta)):
        theta[j] -= alpha * grad[j]
    if it % 50 == 0:
        print(it, cost)
