# derivation: none
# mutant sign: `slope = Z.T @ (1 - obs / mean) / len(obs)` -> `slope = Z.T @ (obs / mean - 1) / len(obs)`
# mutant missing_mean: `slope = Z.T @ (1 - obs / mean) / len(obs)` -> `slope = Z.T @ (1 - obs / mean)`
# mutant divided_by_features: `/ len(obs)\n    beta` -> `/ Z.shape[1]\n    beta`
# mutant label_missing: `slope = Z.T @ (1 - obs / mean) / len(obs)` -> `slope = Z.T @ (1 - 0 * obs / mean) / len(obs)`
import numpy as np

rng = np.random.default_rng(21)
Z = np.column_stack([np.ones(70), rng.normal(size=(70, 3))])
obs = rng.gamma(2.0, np.exp(0.4 * Z[:, 1]) / 2.0)
beta = np.zeros(4)
for turn in range(400):
    mean = np.exp(Z @ beta)
    nll = np.mean(np.log(mean) + obs / mean)
    slope = Z.T @ (1 - obs / mean) / len(obs)
    beta = beta - 0.1 * slope
    if turn % 100 == 0:
        print(turn, nll)
