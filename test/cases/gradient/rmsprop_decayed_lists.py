# mutant sign: `error = (out - y) / len(y)` -> `error = (y - out) / len(y)`
# mutant penalty_missing: `slopes = [s + shrink * w for s, w in zip(slopes, weights)]` -> `slopes = [s for s, w in zip(slopes, weights)]`
# mutant missing_activation_derivative: `passed = error @ weights[1].T * (hidden > 0)` -> `passed = error @ weights[1].T`
import numpy as np

X = np.random.randn(15, 4)
y = X[:, :1] - X[:, 1:2]
shrink = 0.1
weights = [np.random.randn(4, 5), np.random.randn(5, 1)]
squares = [np.zeros_like(w) for w in weights]
for turn in range(20):
    hidden = np.maximum(0, X @ weights[0])
    out = hidden @ weights[1]
    loss = 0.5 * np.sum((out - y) ** 2) / len(y) + 0.5 * shrink * sum(np.sum(w**2) for w in weights)
    error = (out - y) / len(y)
    passed = error @ weights[1].T * (hidden > 0)
    slopes = [X.T @ passed, hidden.T @ error]
    slopes = [s + shrink * w for s, w in zip(slopes, weights)]
    for k in range(2):
        squares[k] = 0.9 * squares[k] + 0.1 * slopes[k] ** 2
        weights[k] = weights[k] - 0.01 * slopes[k] / (np.sqrt(squares[k]) + 1e-8)
    print(turn, loss)
