# mutant sign: `direction = np.sign(y_hat - target)` -> `direction = np.sign(target - y_hat)`
# mutant label_missing: `direction = np.sign(y_hat - target)` -> `direction = np.sign(y_hat)`
# mutant bias_missing: `        b -= lr * direction\n` -> ``
# mutant factor_two: `w -= lr * direction * x` -> `w -= 2 * lr * direction * x`
# mutant divided_by_features: `w -= lr * direction * x` -> `w -= lr * direction * x / len(x)`
# mutant sign: `w -= lr * direction * x` -> `w += lr * direction * x`
import numpy as np

rng = np.random.default_rng(2)
X = rng.normal(size=(80, 3))
Y = X @ np.array([1.0, -2.0, 3.0]) + 0.5

w = rng.normal(size=3)
b = 0.1
lr = 0.01
for epoch in range(50):
    total = 0.0
    for x, target in zip(X, Y):
        y_hat = x @ w + b
        total += abs(y_hat - target)
        direction = np.sign(y_hat - target)
        w -= lr * direction * x
        b -= lr * direction
    print(f"epoch {epoch}: mean absolute error {total / len(X):.4f}")
