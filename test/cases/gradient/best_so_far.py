# mutant missing_mean: `grad = X.T @ (p - y) / len(y) + decay * w` -> `grad = X.T @ (p - y) + decay * w`
# mutant penalty_missing: `/ len(y) + decay * w` -> `/ len(y)`
# mutant penalty_sign: `/ len(y) + decay * w` -> `/ len(y) - decay * w`
# mutant bias_missing: `slope = np.mean(p - y)` -> `slope = 0.0`
# mutant sign: `grad = X.T @ (p - y)` -> `grad = X.T @ (y - p)`
import numpy as np

rng = np.random.default_rng(3)
X = rng.normal(size=(200, 4))
y = (X @ np.array([1.0, -2.0, 0.5, 0.0]) > 0.3).astype(float)
w, b = np.zeros(4), 0.0
speed_w, speed_b = np.zeros(4), 0.0
decay, friction, lr = 0.01, 0.9, 0.1


def predict(w, b):
    return 1 / (1 + np.exp(-(X @ w + b)))


def cost(w, b):
    p = predict(w, b)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)) + decay / 2 * np.sum(w ** 2)


best = float("inf")
for epoch in range(300):
    p = predict(w, b)
    grad = X.T @ (p - y) / len(y) + decay * w
    slope = np.mean(p - y)
    speed_w = friction * speed_w - lr * grad
    speed_b = friction * speed_b - lr * slope
    w = w + speed_w
    b = b + speed_b
    now = cost(w, b)
    best = min(now, best)
    if epoch % 50 == 0:
        print(f"{epoch}: {now:.4f}, at best {best:.4f}")
