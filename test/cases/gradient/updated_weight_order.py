# The step back through the second layer has to see the weights of the forward pass.
# mutant updated_weight_used_in_backprop: `d_hidden = d_out @ self.w_out.T * self.hidden * (1 - self.hidden)` -> `self.w_out -= self.lr * g_out; d_hidden = d_out @ self.w_out.T * self.hidden * (1 - self.hidden); g_out = 0`
# mutant missing_activation_derivative: `* self.hidden * (1 - self.hidden)` -> ``
# mutant sign: `d_out = (self.out - y) / n` -> `d_out = (y - self.out) / n`
import numpy as np


class Network:
    def __init__(self, inputs, hidden, lr=0.3):
        self.w_in = np.random.uniform(-1, 1, (inputs, hidden))
        self.w_out = np.random.uniform(-1, 1, (hidden, 1))
        self.lr = lr

    def predict(self, x):
        self.hidden = 1 / (1 + np.exp(-(x @ self.w_in)))
        self.out = 1 / (1 + np.exp(-(self.hidden @ self.w_out)))
        return self.out

    def train(self, x, y, epochs=100):
        y = y.reshape(-1, 1)
        n = len(y)
        for _ in range(epochs):
            out = self.predict(x)
            loss = -np.mean(y * np.log(out) + (1 - y) * np.log(1 - out))
            d_out = (self.out - y) / n
            g_out = self.hidden.T @ d_out
            d_hidden = d_out @ self.w_out.T * self.hidden * (1 - self.hidden)
            g_in = x.T @ d_hidden
            self.w_out -= self.lr * g_out
            self.w_in -= self.lr * g_in
        return loss
