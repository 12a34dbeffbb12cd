# mutant missing_mean: `g1 = (err @ feats) / count` -> `g1 = err @ feats`
# mutant sign: `err = mu - counts` -> `err = counts - mu`
# mutant bias_not_averaged: `g0 = err.mean()` -> `g0 = err.sum()`
# mutant label_missing: `err = mu - counts` -> `err = mu`
# mutant bias_missing: `level -= speed * g0` -> `pass`
import numpy as np


def poisson(effects, level, feats, counts):
    count = len(counts)
    eta = feats @ effects + level
    mu = np.exp(eta)
    nll = np.mean(mu - counts * eta)
    err = mu - counts
    g1 = (err @ feats) / count
    g0 = err.mean()
    return nll, g1, g0


def fit(X, y, speed=0.05, rounds=500):
    effects, level = np.zeros(X.shape[1]), 0.0
    trace = []
    for _ in range(rounds):
        nll, g1, g0 = poisson(effects, level, X, y)
        effects -= speed * g1
        level -= speed * g0
        trace.append(nll)
    return effects, level, trace
