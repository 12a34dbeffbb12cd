# mutant factor_two: `gK = 2 * inputs.T @ gap / gap.size` -> `gK = inputs.T @ gap / gap.size`
# mutant sign: `gap = inputs @ K + k - wanted` -> `gap = wanted - inputs @ K - k`
# mutant bias_axis: `gk = 2 * gap.sum(axis=0) / gap.size` -> `gk = 2 * gap.sum() / gap.size`
# mutant penalty_missing: `gK = gK + 2 * strength * K` -> `gK = gK + 0`
# mutant divided_by_features: `gK = 2 * inputs.T @ gap / gap.size` -> `gK = 2 * inputs.T @ gap / K.size`
# derivation: none
import csv
import numpy as np

with open("pumps.csv") as handle:
    entries = list(csv.reader(handle))
M = np.array(entries[1:], dtype=float)
np.random.shuffle(M)
inputs = M[:, :6]
Y = M[:, 6:8]
inputs = (inputs - inputs.mean(0)) / inputs.std(0)
cut = int(0.8 * len(M))
inputs, wanted = inputs[:cut], Y[:cut]

K = np.random.randn(6, 2) * 0.1
k = np.zeros(2)
strength = 0.01
for epoch in range(300):
    gap = inputs @ K + k - wanted
    cost = np.mean(gap**2) + strength * np.sum(K**2)
    gK = 2 * inputs.T @ gap / gap.size
    gK = gK + 2 * strength * K
    gk = 2 * gap.sum(axis=0) / gap.size
    K -= 0.05 * gK
    k -= 0.05 * gk
    if epoch % 50 == 0:
        print(epoch, cost)
