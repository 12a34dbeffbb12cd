# mutant missing_mean: `gw = X[part].T @ err / len(part)` -> `gw = X[part].T @ err`
# mutant sign: `err = p - y[part]` -> `err = y[part] - p`
# mutant divided_by_features: `gw = X[part].T @ err / len(part)` -> `gw = X[part].T @ err / X.shape[1]`
# mutant extra_activation_derivative: `err = p - y[part]` -> `err = (p - y[part]) * p * (1 - p)`
# mutant bias_not_averaged: `gb = err.mean()` -> `gb = err.sum()`
# mutant bias_missing: `b -= lr_t * gb` -> `pass`
# mutant uses_z_for_a: `err = p - y[part]` -> `err = z - y[part]`
import numpy as np

rng = np.random.default_rng(3)
X = rng.normal(size=(200, 5))
y = (X @ rng.normal(size=5) + 0.3 > 0).astype(np.float64)
w = rng.normal(scale=0.01, size=5)
b = 0.0
lr = 0.5
for epoch in range(10):
    order = rng.permutation(len(X))
    lr_t = lr / np.sqrt(1 + epoch)
    losses = []
    for part in np.array_split(order, 8):
        z = X[part] @ w + b
        p = 1 / (1 + np.exp(-z))
        losses.append(-np.mean(y[part] * np.log(p + 1e-9) + (1 - y[part]) * np.log(1 - p + 1e-9)))
        err = p - y[part]
        gw = X[part].T @ err / len(part)
        gb = err.mean()
        w -= lr_t * gw
        b -= lr_t * gb
    print(f"epoch {epoch}: {np.mean(losses):.4f}")
