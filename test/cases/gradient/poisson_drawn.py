# mutant label_missing: `(mu - counts) * exposure` -> `mu * exposure`
# mutant uses_z_for_a: `(mu - counts) * exposure` -> `(eta - counts) * exposure`
# mutant extra_activation_derivative: `(mu - counts) * exposure` -> `(mu - counts) * mu * exposure`
# mutant sign: `(mu - counts) * exposure` -> `(counts - mu) * exposure`
import numpy as np

gen = np.random.default_rng(7)
rows = np.c_[np.ones(60), gen.normal(size=(60, 3))]
counts = gen.poisson(np.exp(0.3 * rows[:, 1] + 0.1))
exposure = gen.uniform(0.5, 2.0, size=60)
beta = np.zeros(4)
for turn in range(300):
    eta = rows @ beta
    mu = np.exp(eta)
    nll = np.sum(exposure * (mu - counts * eta)) / len(counts)
    slope = rows.T @ ((mu - counts) * exposure) / len(counts)
    beta -= 0.05 * slope
print(nll)
