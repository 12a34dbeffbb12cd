import numpy as np

import nn
from nn import Dense, Sequential, losses, sigmoid
from nn.activations import *


def fizz_encode(x):
    return [x >> i & 1 for i in range(10)]


inputs = np.array([fizz_encode(x) for x in range(101, 200)])
targets = np.array([[1, 0, 0, 0] if x % 3 else [0, 1, 0, 0] for x in range(101, 200)])
net = Sequential([Dense(10, 50, activation="relu"), Dense(50, 20, activation="sigmoid"), nn.Dense(20, 4)])
history = net.fit(inputs, targets, num_epochs=5)
test = np.array([fizz_encode(n) for n in range(1, 21)])
predicted = net.forward(test)
best = np.argmax(predicted, axis=1)
mse = losses.MSE()
error = mse.loss(net.forward(inputs), targets)
probability = sigmoid(predicted)
clipped = relu(predicted - 0.5)
