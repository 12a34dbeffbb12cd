# mutant sign: `l2_error = l2 - y` -> `l2_error = y - l2`
# mutant missing_activation_derivative: `l1_delta = l1_error * nonlin(l1, deriv=True)` -> `l1_delta = l1_error`
# mutant wrong_activation_derivative: `return x * (1 - x)` -> `return 1 - x * x`
# mutant factor_two: `l2_error = l2 - y` -> `l2_error = 2 * (l2 - y)`
# mutant label_missing: `l2_error = l2 - y` -> `l2_error = l2`
# mutant updated_weight_used_in_backprop: `    l1_error = l2_delta.dot(syn1.T)\n    l1_delta = l1_error * nonlin(l1, deriv=True)\n    syn1 -= l1.T.dot(l2_delta)` -> `    syn1 -= l1.T.dot(l2_delta)\n    l1_error = l2_delta.dot(syn1.T)\n    l1_delta = l1_error * nonlin(l1, deriv=True)`
import numpy as np


def nonlin(x, deriv=False):
    if deriv == True:
        return x * (1 - x)
    return 1 / (1 + np.exp(-x))


X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0], [1], [1], [0]])

np.random.seed(1)
syn0 = 2 * np.random.random((3, 4)) - 1
syn1 = 2 * np.random.random((4, 1)) - 1

for j in range(60000):
    l0 = X
    l1 = nonlin(np.dot(l0, syn0))
    l2 = nonlin(np.dot(l1, syn1))
    l2_error = l2 - y
    sse = 0.5 * np.sum((l2 - y) ** 2)
    if (j % 10000) == 0:
        print("Error:" + str(sse))
    l2_delta = l2_error * nonlin(l2, deriv=True)
    l1_error = l2_delta.dot(syn1.T)
    l1_delta = l1_error * nonlin(l1, deriv=True)
    syn1 -= l1.T.dot(l2_delta)
    syn0 -= l0.T.dot(l1_delta)
