# mutant sign: `out_error = guess - wanted` -> `out_error = wanted - guess`
# mutant missing_mean: `slope_out = out_error.T @ inner / count` -> `slope_out = out_error.T @ inner`
# mutant missing_activation_derivative: `hidden_error = (out_error @ outer)[:, 1:] * hidden * (1 - hidden)` -> `hidden_error = (out_error @ outer)[:, 1:]`
# mutant penalty_missing: `    slope_in[:, 1:] += strength / count * first[:, 1:]\n` -> ``
# mutant penalty_sign: `slope_in[:, 1:] += strength` -> `slope_in[:, 1:] -= strength`
# mutant label_missing: `out_error = guess - wanted` -> `out_error = guess`
# derivation: none
import numpy as np
from scipy.optimize import minimize

inputs, units, kinds = 3, 4, 2
strength = 0.3


def squash(z):
    return 1 / (1 + np.exp(-z))


def with_ones(table):
    return np.hstack([np.ones((len(table), 1)), table])


def network(flat, table, wanted):
    cut = units * (inputs + 1)
    first = flat[:cut].reshape(units, inputs + 1)
    outer = flat[cut:].reshape(kinds, units + 1)
    count = len(table)

    hidden = squash(with_ones(table) @ first.T)
    inner = with_ones(hidden)
    guess = squash(inner @ outer.T)
    worth = -np.sum(wanted * np.log(guess) + (1 - wanted) * np.log(1 - guess)) / count
    worth += strength / (2 * count) * (np.sum(first[:, 1:] ** 2) + np.sum(outer[:, 1:] ** 2))

    out_error = guess - wanted
    hidden_error = (out_error @ outer)[:, 1:] * hidden * (1 - hidden)
    slope_out = out_error.T @ inner / count
    slope_in = hidden_error.T @ with_ones(table) / count
    slope_out[:, 1:] += strength / count * outer[:, 1:]
    slope_in[:, 1:] += strength / count * first[:, 1:]
    return worth, np.concatenate([slope_in.ravel(), slope_out.ravel()])


table = np.random.randn(20, inputs)
wanted = np.eye(kinds)[(table.sum(axis=1) > 0).astype(int)]
start = np.random.uniform(-0.1, 0.1, units * (inputs + 1) + kinds * (units + 1))
best = minimize(network, start, args=(table, wanted), jac=True, method="CG", options={"maxiter": 50})
weights = best.x[: units * (inputs + 1)].reshape(units, inputs + 1)
print(best.fun, weights.shape)
