# derivation: none
# mutant sign: `g = score - label` -> `g = label - score`
# mutant label_missing: `g = score - label` -> `g = score`
# mutant extra_activation_derivative: `g = score - label` -> `g = (score - label) * score * (1 - score)`
# mutant updated_weight_used_in_backprop: `        grad_in = g * u\n        U[o] = u - lr * g * v\n` -> `        U[o] = u - lr * g * v\n        grad_in = g * U[o]\n`
import numpy as np

rng = np.random.default_rng(1)
V = rng.normal(scale=0.1, size=(10, 4))
U = rng.normal(scale=0.1, size=(10, 4))
pairs = [(0, 3, 1), (0, 5, 0), (2, 3, 1), (2, 7, 0), (4, 1, 1), (4, 9, 0)]
lr = 0.1
for epoch in range(30):
    total = 0.0
    for i, o, label in pairs:
        v = V[i].copy()
        u = U[o].copy()
        score = 1 / (1 + np.exp(-np.dot(u, v)))
        loss = -(label * np.log(score) + (1 - label) * np.log(1 - score))
        total += loss
        g = score - label
        grad_in = g * u
        U[o] = u - lr * g * v
        V[i] = v - lr * grad_in
    print(epoch, total / len(pairs))
