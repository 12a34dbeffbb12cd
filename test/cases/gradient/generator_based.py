# mutant sign: `err = guess - y[k]` -> `err = y[k] - guess`
# mutant bias_missing: `theta[0] -= rate * err` -> `pass`
# mutant factor_two: `theta[j + 1] -= rate * err * x[k][j]` -> `theta[j + 1] -= 2 * rate * err * x[k][j]`
# derivation: none
import random

random.seed(0)
x = [[random.random() for _ in range(3)] for _ in range(30)]
y = [1.0 + 2.0 * a - b + 0.5 * c for a, b, c in x]
theta = [0.0, 0.0, 0.0, 0.0]
rate = 0.1


def predict(theta, row):
    return theta[0] + sum(t * v for t, v in zip(theta[1:], row))


for epoch in range(50):
    loss = 0
    for k in range(len(x)):
        guess = predict(theta, x[k])
        err = guess - y[k]
        loss += 0.5 * err * err
        theta[0] -= rate * err
        for j in range(3):
            theta[j + 1] -= rate * err * x[k][j]
    print(epoch, loss / len(x))
