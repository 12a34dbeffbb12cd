# mutant missing_mean: `W -= lr * (X.T @ dZ) / m` -> `W -= lr * (X.T @ dZ)`
import numpy as np
import matplotlib.pyplot as plt
import pandas as pd

df = pd.read_csv("data.csv")
X = df.drop("target", axis=1).values
y = df["target"].values.reshape(-1, 1)
X = (X - X.mean(axis=0)) / X.std(axis=0)

np.random.seed(0)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def train(X, y, lr=0.1, epochs=100):
    m, n = X.shape
    W = np.zeros((n, 1))
    b = 0.0
    losses = []
    for epoch in range(epochs):
        A = sigmoid(X @ W + b)
        loss = -(y * np.log(A) + (1 - y) * np.log(1 - A)).mean()
        losses.append(loss)
        dZ = A - y
        W -= lr * (X.T @ dZ) / m
        b -= lr * dZ.sum() / m
    return W, b, losses


W, b, losses = train(X, y)
plt.plot(losses)
plt.show()
