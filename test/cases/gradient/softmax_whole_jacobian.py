# mutant wrong_activation_derivative: `back = np.einsum("sij,sj->si", jacobian(P), back)` -> `back = back * P * (1 - P)`
# mutant missing_activation_derivative: `back = np.einsum("sij,sj->si", jacobian(P), back)` -> `pass`
"""Four sorts of tea by their colour and scent, with the whole Jacobian of the softmax."""
import numpy as np

gen = np.random.default_rng(12)
X = gen.normal(size=(40, 3))
Y = np.eye(4)[gen.integers(0, 4, 40)]


def softmax(S):
    E = np.exp(S - S.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def jacobian(P):
    return P[:, :, None] * (np.eye(4)[None] - P[:, None, :])


W = gen.normal(0, 0.1, (3, 4))
c = np.zeros(4)
for turn in range(50):
    P = softmax(X @ W + c)
    loss = -np.sum(Y * np.log(P + 1e-9)) / len(X)
    back = -Y / (P + 1e-9) / len(X)
    back = np.einsum("sij,sj->si", jacobian(P), back)
    W -= 0.3 * X.T @ back
    c -= 0.3 * back.sum(axis=0)
    print(turn, loss)
