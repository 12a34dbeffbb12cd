# mutant missing_mean: `return [g / len(batch) for g in total]` -> `return total`
# mutant sign: `error = predict(w, x) - y` -> `error = y - predict(w, x)`
# mutant factor_two: `total[j] += 2 * error * feature` -> `total[j] += error * feature`
# mutant label_missing: `error = predict(w, x) - y` -> `error = predict(w, x)`
# mutant bias_missing: `for j, feature in enumerate(x + [1.0]):` -> `for j, feature in enumerate(x + [0.0]):`
"""Linear regression from scratch without any library; the bias is the last weight."""
import random


def predict(w, x):
    return sum(wi * xi for wi, xi in zip(w, x)) + w[-1]


def mean_squared_error(w, batch):
    return sum((predict(w, x) - y) ** 2 for x, y in batch) / len(batch)


def mse_gradient(w, batch):
    total = [0.0] * len(w)
    for x, y in batch:
        error = predict(w, x) - y
        for j, feature in enumerate(x + [1.0]):
            total[j] += 2 * error * feature
    return [g / len(batch) for g in total]


def gradient_step(w, gradient, step_size):
    return [wi - step_size * gi for wi, gi in zip(w, gradient)]


def main():
    random.seed(0)
    data = []
    for _ in range(100):
        x = [random.uniform(-1, 1), random.uniform(-1, 1)]
        data.append((x, 3 * x[0] - 2 * x[1] + 0.5 + random.gauss(0, 0.1)))
    w = [random.uniform(-0.5, 0.5) for _ in range(3)]
    for epoch in range(300):
        w = gradient_step(w, mse_gradient(w, data), 0.1)
        if epoch % 50 == 0:
            print(epoch, mean_squared_error(w, data))
    print(w)


if __name__ == "__main__":
    main()
