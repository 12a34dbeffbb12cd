# derivation: no update
# mutant sign: `delta_out = (a2 - y) * a2 * (1 - a2)` -> `delta_out = (y - a2) * a2 * (1 - a2)`
# mutant missing_activation_derivative: `delta_hidden = (delta_out @ V.T) * a1 * (1 - a1)` -> `delta_hidden = delta_out @ V.T`
# mutant missing_mean: `dV = a1.T @ delta_out / len(x)` -> `dV = a1.T @ delta_out`
# mutant wrong_layer_input: `dU = x.T @ delta_hidden / len(x)` -> `dU = a1.T @ delta_hidden / len(x)`
# mutant extra_activation_derivative: `delta_out = (a2 - y) * a2 * (1 - a2)` -> `delta_out = (a2 - y) * (a2 * (1 - a2)) ** 2`
# mutant transposed_result: `dV = a1.T @ delta_out / len(x)` -> `dV = delta_out.T @ a1 / len(x)`
import numpy as np


def logistic(s):
    return 1.0 / (1.0 + np.exp(-s))


def network(x, U, V):
    """One hidden layer without biases: (m, n) -> (m, k)."""
    a1 = logistic(x @ U)
    a2 = logistic(a1 @ V)
    return a1, a2


def half_mse(x, y, U, V):
    _, a2 = network(x, U, V)
    return 0.5 * np.sum((a2 - y) ** 2) / len(x)


def half_mse_grad(x, y, U, V):
    a1, a2 = network(x, U, V)
    delta_out = (a2 - y) * a2 * (1 - a2)
    delta_hidden = (delta_out @ V.T) * a1 * (1 - a1)
    dV = a1.T @ delta_out / len(x)
    dU = x.T @ delta_hidden / len(x)
    return dU, dV
