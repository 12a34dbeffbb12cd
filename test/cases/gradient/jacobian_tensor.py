# mutant missing_activation_derivative: `dS = np.einsum("nk,nkj->nj", dP, J)` -> `dS = dP`
# mutant sign: `dP = -T / P / len(T)` -> `dP = T / P / len(T)`
# mutant missing_mean: `dP = -T / P / len(T)` -> `dP = -T / P`
# mutant bias_axis: `c -= lr * dS.sum(axis=0)` -> `c -= lr * dS.sum()`
# mutant double_mean: `W -= lr * (X.T @ dS + lam * W)` -> `W -= lr * (X.T @ dS / len(X) + lam * W)`
# mutant penalty_missing: `W -= lr * (X.T @ dS + lam * W)` -> `W -= lr * (X.T @ dS)`
# mutant penalty_sign: `W -= lr * (X.T @ dS + lam * W)` -> `W -= lr * (X.T @ dS - lam * W)`
import numpy as np

rng = np.random.default_rng(21)
X = rng.normal(size=(36, 5))
T = np.eye(4)[rng.integers(0, 4, 36)]
W = rng.normal(scale=0.1, size=(5, 4))
c = np.zeros(4)
lr, lam = 0.3, 0.02
for it in range(100):
    S = X @ W + c
    expS = np.exp(S - S.max(axis=1, keepdims=True))
    P = expS / expS.sum(axis=1, keepdims=True)
    cost = -(T * np.log(P)).sum() / len(T) + lam / 2 * (W ** 2).sum()
    # full Jacobian of the softmax
    J = P[:, :, None] * (np.eye(4)[None] - P[:, None, :])
    dP = -T / P / len(T)
    dS = np.einsum("nk,nkj->nj", dP, J)
    W -= lr * (X.T @ dS + lam * W)
    c -= lr * dS.sum(axis=0)
    if it % 20 == 0:
        print(it, cost)
