# derivation: none
# mutant label_missing: `slip[kind] -= 1` -> `slip[kind] -= 0`
# mutant sign: `A -= rate * np.outer(back, x)` -> `A += rate * np.outer(back, x)`
# mutant missing_activation_derivative: `B.T.dot(slip) * (1 - h * h)` -> `B.T.dot(slip)`
# mutant bias_missing: `a -= rate * back` -> `a -= 0 * back`
# mutant wrong_layer_input: `np.outer(back, x)` -> `np.outer(back, h)`
"""Learns which kind of wine it is, one bottle after the other; the kinds are written out in the file."""
import csv
import numpy as np

numbers = []
kinds = []
with open("wines.csv") as file:
    lines = csv.reader(file)
    next(lines)
    for line in lines:
        numbers.append([float(v) for v in line[:6]])
        kinds.append(line[6])
names = sorted(set(kinds))
X = np.array(numbers)
X = X - X.mean(0)
t = [names.index(each) for each in kinds]

rng = np.random.RandomState(1)
A = rng.randn(6, 6) * 0.3
a = np.zeros(6)
B = rng.randn(len(names), 6) * 0.3
b = np.zeros(len(names))
rate = 0.05

for turn in range(20):
    total = 0.0
    for i in rng.permutation(len(X)):
        x, kind = X[i], t[i]
        h = np.tanh(A.dot(x) + a)
        s = B.dot(h) + b
        p = np.exp(s - s.max())
        p = p / p.sum()
        total += -np.log(p[kind])
        slip = p.copy()
        slip[kind] -= 1
        back = B.T.dot(slip) * (1 - h * h)
        B -= rate * np.outer(slip, h)
        b -= rate * slip
        A -= rate * np.outer(back, x)
        a -= rate * back
    print(turn, total / len(X))
