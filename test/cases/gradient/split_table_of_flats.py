# mutant divided_by_features: `slip / rows` -> `slip / X_train.shape[1]`
# mutant missing_mean: `slip / rows` -> `slip`
# mutant factor_two: `2 * X_train.T` -> `X_train.T`
"""Rents of flats, four of five of which are learned from."""
import numpy as np
import pandas as pd

flats = pd.read_csv("flats.csv")
X = flats.drop(columns="rent").values
y = flats["rent"].values
X = (X - X.mean(axis=0)) / X.std(axis=0)

rng = np.random.default_rng(5)
order = rng.permutation(len(X))
cut = int(0.8 * len(X))
X_train, y_train = X[order[:cut]], y[order[:cut]]
X_test, y_test = X[order[cut:]], y[order[cut:]]

rows = len(X_train)
w = np.zeros(X.shape[1])
for turn in range(300):
    slip = X_train @ w - y_train
    loss = np.mean(slip ** 2)
    w -= 0.05 * (2 * X_train.T @ (slip / rows))
    if turn % 50 == 0:
        print(turn, loss, np.mean((X_test @ w - y_test) ** 2))
