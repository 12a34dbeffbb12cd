# mutant sign: `e = a - y` -> `e = y - a`
# mutant missing_mean: `w[0] -= lr * gw[0] / n\n    w[1] -= lr * gw[1] / n` -> `w[0] -= lr * gw[0]\n    w[1] -= lr * gw[1]`
import math

data = [([1.0, 2.0], 1), ([0.0, -1.0], 0), ([3.0, 1.0], 1), ([-1.0, -2.0], 0)]
w = [0.1, -0.1]
b = 0.0
lr = 0.1

def sigmoid(z):
    return 1 / (1 + math.exp(-z))

for epoch in range(100):
    total = 0.0
    gw = [0.0, 0.0]
    gb = 0.0
    for x, y in data:
        z = w[0] * x[0] + w[1] * x[1] + b
        a = sigmoid(z)
        total += -(y * math.log(a) + (1 - y) * math.log(1 - a))
        e = a - y
        gw[0] += e * x[0]
        gw[1] += e * x[1]
        gb += e
    n = len(data)
    loss = total / n
    w[0] -= lr * gw[0] / n
    w[1] -= lr * gw[1] / n
    b -= lr * gb / n
    print(loss)
