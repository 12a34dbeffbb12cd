# mutant sign: `err = p - yi` -> `err = yi - p`
# mutant label_missing: `err = p - yi` -> `err = p`
# mutant extra_activation_derivative: `err = p - yi` -> `err = (p - yi) * p * (1 - p)`
# mutant uses_z_for_a: `err = p - yi` -> `err = z - yi`
# mutant penalty_missing: `w[j] -= lr * (err * xi[j] + l2 * w[j])` -> `w[j] -= lr * err * xi[j]`
# mutant penalty_sign: `w[j] -= lr * (err * xi[j] + l2 * w[j])` -> `w[j] -= lr * (err * xi[j] - l2 * w[j])`
# mutant factor_two: `w[j] -= lr * (err * xi[j] + l2 * w[j])` -> `w[j] -= lr * (err * xi[j] + 2 * l2 * w[j])`
"""A logistic neuron without NumPy, one sample at a time."""
import math
import random


def dot(u, v):
    return sum(a * b for a, b in zip(u, v))


def logistic(z):
    if z >= 0:
        return 1.0 / (1.0 + math.exp(-z))
    ez = math.exp(z)
    return ez / (1.0 + ez)


def sgd_epoch(X, y, w, b, lr, l2):
    total = 0.0
    for xi, yi in zip(X, y):
        z = dot(w, xi) + b
        p = logistic(z)
        total += -(yi * math.log(p) + (1 - yi) * math.log(1 - p)) + 0.5 * l2 * dot(w, w)
        err = p - yi
        for j in range(len(w)):
            w[j] -= lr * (err * xi[j] + l2 * w[j])
        b -= lr * err
    return w, b, total / len(X)


def make_data(n, seed=1):
    rnd = random.Random(seed)
    X, y = [], []
    for _ in range(n):
        label = rnd.randint(0, 1)
        centre = 1.0 if label else -1.0
        X.append([rnd.gauss(centre, 1.0), rnd.gauss(-centre, 1.0)])
        y.append(label)
    return X, y


def main():
    X, y = make_data(80)
    w, b = [0.0, 0.0], 0.0
    for epoch in range(20):
        w, b, loss = sgd_epoch(X, y, w, b, lr=0.1, l2=0.001)
        print("epoch %d loss %.4f" % (epoch, loss))
    hits = sum((logistic(dot(w, xi) + b) > 0.5) == bool(yi) for xi, yi in zip(X, y))
    print("accuracy", hits / len(X))


if __name__ == "__main__":
    main()
