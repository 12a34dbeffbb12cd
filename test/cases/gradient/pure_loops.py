# No vectors at all.
# mutant missing_mean: `w = w - rate * dw / len(rows)` -> `w = w - rate * dw`
# mutant sign: `error = predicted - labels[i]` -> `error = labels[i] - predicted`
import math

import numpy as np

rows = np.array([[0.5, 1.2], [1.5, -0.3], [-0.7, 0.8], [0.1, -1.1], [0.9, 0.4]])
labels = np.array([1, 0, 1, 0, 1])
w = np.array([0.1, -0.2])
b = 0.0
rate = 0.1
for epoch in range(20):
    dw = np.zeros(2)
    db = 0.0
    cost = 0.0
    for i in range(len(rows)):
        z = np.dot(w, rows[i]) + b
        predicted = 1 / (1 + np.exp(-z))
        cost += -(labels[i] * np.log(predicted) + (1 - labels[i]) * np.log(1 - predicted))
        error = predicted - labels[i]
        for j in range(2):
            dw[j] += error * rows[i][j]
        db += error
    cost = cost / len(rows)
    w = w - rate * dw / len(rows)
    b = b - rate * db / len(rows)
