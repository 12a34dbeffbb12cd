# mutant missing_mean: `np.divide(np.matmul(np.transpose(inputs), delta), n_samples)` -> `np.matmul(np.transpose(inputs), delta)`
# mutant sign: `delta = np.subtract(activated, truth)` -> `delta = np.subtract(truth, activated)`
# mutant extra_activation_derivative: `delta = np.subtract(activated, truth)` -> `delta = np.multiply(np.subtract(activated, truth), np.multiply(activated, np.subtract(1, activated)))`
# mutant penalty_missing: `np.add(data_part, np.multiply(strength, coefficients))` -> `data_part`
# mutant penalty_sign: `np.add(data_part, np.multiply(strength, coefficients))` -> `np.subtract(data_part, np.multiply(strength, coefficients))`
# mutant bias_not_averaged: `offset_slope = np.average(delta)` -> `offset_slope = np.sum(delta)`
# mutant bias_missing: `offset = np.subtract(offset, np.multiply(speed, offset_slope))` -> `pass`
import numpy as np


def squash(values):
    return np.reciprocal(np.add(1.0, np.exp(np.negative(values))))


def objective(inputs, truth, coefficients, offset, strength):
    guess = np.clip(squash(np.add(np.matmul(inputs, coefficients), offset)), 1e-12, 1 - 1e-12)
    likelihood = np.add(np.multiply(truth, np.log(guess)), np.multiply(np.subtract(1, truth), np.log(np.subtract(1, guess))))
    return np.negative(np.average(likelihood)) + np.multiply(0.5 * strength, np.sum(np.square(coefficients)))


def descend(inputs, truth, speed=0.1, strength=0.01, rounds=200):
    n_samples, n_columns = np.shape(inputs)
    coefficients = np.zeros((n_columns, 1))
    offset = 0.0
    trace = []
    for _ in range(rounds):
        activated = squash(np.add(np.matmul(inputs, coefficients), offset))
        delta = np.subtract(activated, truth)
        data_part = np.divide(np.matmul(np.transpose(inputs), delta), n_samples)
        slope = np.add(data_part, np.multiply(strength, coefficients))
        offset_slope = np.average(delta)
        trace.append(objective(inputs, truth, coefficients, offset, strength))
        coefficients = np.subtract(coefficients, np.multiply(speed, slope))
        offset = np.subtract(offset, np.multiply(speed, offset_slope))
    return coefficients, offset, trace


generator = np.random.default_rng(11)
points = generator.normal(size=(40, 3))
answers = (points.sum(axis=1, keepdims=True) > 0).astype(float)
result = descend(points, answers)
print(result[2][-1])
