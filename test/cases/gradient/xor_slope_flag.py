# mutant sign: `miss = guess - y` -> `miss = y - guess`
# mutant missing_activation_derivative: `d_inner = blame * squash(hidden, slope=True)` -> `d_inner = blame`
# mutant wrong_activation_derivative: `return x * (1 - x)` -> `return 1 - x * x`
# mutant factor_two: `miss = guess - y` -> `miss = 2 * (guess - y)`
# mutant label_missing: `miss = guess - y` -> `miss = guess`
# mutant updated_weight_used_in_backprop: `    blame = d_outer.dot(outer.T)\n    d_inner = blame * squash(hidden, slope=True)\n    outer -= hidden.T.dot(d_outer)` -> `    outer -= hidden.T.dot(d_outer)\n    blame = d_outer.dot(outer.T)\n    d_inner = blame * squash(hidden, slope=True)`
import numpy as np


def squash(x, slope=False):
    if slope == True:
        return x * (1 - x)
    return 1 / (1 + np.exp(-x))


X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0], [1], [1], [0]])

np.random.seed(1)
inner = 2 * np.random.random((3, 4)) - 1
outer = 2 * np.random.random((4, 1)) - 1

for j in range(60000):
    rows = X
    hidden = squash(np.dot(rows, inner))
    guess = squash(np.dot(hidden, outer))
    miss = guess - y
    sse = 0.5 * np.sum((guess - y) ** 2)
    if (j % 10000) == 0:
        print("Error:" + str(sse))
    d_outer = miss * squash(guess, slope=True)
    blame = d_outer.dot(outer.T)
    d_inner = blame * squash(hidden, slope=True)
    outer -= hidden.T.dot(d_outer)
    inner -= rows.T.dot(d_inner)
