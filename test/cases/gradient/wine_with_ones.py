# mutant missing_mean: `/ len(part)\n        W` -> `\n        W`
# mutant double_mean: `/ len(part)\n        W` -> `/ len(part) / len(part)\n        W`
# mutant label_missing: `(P - kinds[part])` -> `P`
"""Three kinds of wine, a dozen batches in each round, and a first column of ones for the bias."""
import numpy as np
from sklearn.datasets import load_wine

wine = load_wine()
scaled = (wine.data - wine.data.mean(axis=0)) / wine.data.std(axis=0)
rows = np.insert(scaled, 0, 1.0, axis=1)
kinds = (wine.target[:, None] == np.arange(3)).astype(float)
W = np.zeros((14, 3))
gen = np.random.default_rng(4)
for turn in range(5):
    for part in np.array_split(gen.permutation(len(rows)), 12):
        S = rows[part] @ W
        E = np.exp(S - S.max(axis=1, keepdims=True))
        P = E / E.sum(axis=1, keepdims=True)
        loss = -np.mean(np.sum(kinds[part] * np.log(P + 1e-12), axis=1))
        dW = rows[part].T @ (P - kinds[part]) / len(part)
        W -= 0.2 * dW
    print(turn, loss)
