# mutant sign: `dz = a - target` -> `dz = target - a`
# mutant extra_activation_derivative: `dz = a - target` -> `dz = (a - target) * a * (1 - a)`
# mutant uses_z_for_a: `dz = a - target` -> `dz = z - target`
# mutant label_missing: `dz = a - target` -> `dz = a`
# mutant bias_missing: `b = b - lr * db` -> `pass`
# mutant factor_two: `dw1 = dz * x1` -> `dw1 = 2 * dz * x1`
import math
import random

random.seed(7)
points = [(0.5, 1.2), (1.5, -0.3), (-1.0, 0.8), (2.0, 1.0), (-0.5, -1.5), (0.3, 0.3)]
labels = [1, 1, 0, 1, 0, 0]

w1 = random.uniform(-1, 1)
w2 = random.uniform(-1, 1)
b = 0.0
lr = 0.1

for epoch in range(200):
    total = 0
    for (x1, x2), target in zip(points, labels):
        z = w1 * x1 + w2 * x2 + b
        a = 1 / (1 + math.exp(-z))
        loss = -(target * math.log(a) + (1 - target) * math.log(1 - a))
        total += loss
        dz = a - target
        dw1 = dz * x1
        dw2 = dz * x2
        db = dz
        w1 = w1 - lr * dw1
        w2 = w2 - lr * dw2
        b = b - lr * db
    if epoch % 50 == 0:
        print(epoch, total / len(points))
