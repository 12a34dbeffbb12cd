# mutant missing_mean: `E = (P_hat - T) / T.size` -> `E = P_hat - T`
# mutant sign: `E = (P_hat - T) / T.size` -> `E = (T - P_hat) / T.size`
# mutant uses_z_for_a: `E = (P_hat - T) / T.size` -> `E = (S - T) / T.size`
# mutant label_missing: `E = (P_hat - T) / T.size` -> `E = P_hat / T.size`
# mutant extra_activation_derivative: `E = (P_hat - T) / T.size` -> `E = (P_hat - T) * P_hat * (1 - P_hat) / T.size`
# mutant bias_axis: `gc = E.sum(axis=0, keepdims=True)` -> `gc = E.sum(axis=1, keepdims=True)`
# mutant bias_missing: `c -= lr * gc` -> `pass`
# mutant transposed_result: `gW = X.T @ E` -> `gW = E.T @ X`
# derivation: none
import numpy as np

rs = np.random.RandomState(11)
M, D, K = 40, 6, 3
X = rs.rand(M, D)
T = (X @ rs.randn(D, K) > 0).astype(float)
W = 0.1 * rs.randn(D, K)
c = np.zeros((1, K))
lr = 1.0
for epoch in range(1, 301):
    S = X @ W + c
    P_hat = 1 / (1 + np.exp(-S))
    J = np.mean(-T * np.log(P_hat) - (1 - T) * np.log(1 - P_hat))
    E = (P_hat - T) / T.size
    gW = X.T @ E
    gc = E.sum(axis=0, keepdims=True)
    W -= lr * gW
    c -= lr * gc
    if epoch % 100 == 0:
        print("epoch", epoch, "J =", round(float(J), 4))
