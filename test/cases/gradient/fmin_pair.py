# mutant missing_mean: `slope = A.T @ miss / count` -> `slope = A.T @ miss`
# mutant sign: `miss = A @ theta - b` -> `miss = b - A @ theta`
# mutant factor_two: `slope = A.T @ miss / count` -> `slope = 2 * A.T @ miss / count`
# mutant divided_by_features: `slope = A.T @ miss / count` -> `slope = A.T @ miss / len(theta)`
import numpy as np
import scipy.optimize as opt


def squares(theta, A, b):
    count = len(b)
    miss = A @ theta - b
    worth = miss @ miss / (2 * count)
    slope = A.T @ miss / count
    return worth, slope


A = np.random.rand(25, 4)
b = np.random.rand(25)
theta, calls, code = opt.fmin_tnc(func=squares, x0=np.zeros(4), args=(A, b))
print(theta)
