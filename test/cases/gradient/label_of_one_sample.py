# mutant missing_activation_derivative: `        dh[h <= 0] = 0\n` -> ``
import numpy as np

class TwoLayerNet:
    def __init__(self, n_in, n_hidden, n_out, lr=0.01):
        self.W1 = np.random.randn(n_hidden, n_in) * 0.1
        self.b1 = np.zeros(n_hidden)
        self.W2 = np.random.randn(n_out, n_hidden) * 0.1
        self.b2 = np.zeros(n_out)
        self.lr = lr

    def train_one(self, x, label):
        h = np.maximum(0, self.W1 @ x + self.b1)
        s = self.W2 @ h + self.b2
        e = np.exp(s - s.max())
        p = e / e.sum()
        loss = -np.log(p[label])
        ds = p.copy()
        ds[label] -= 1
        dh = self.W2.T @ ds
        dh[h <= 0] = 0
        self.W2 -= self.lr * np.outer(ds, h)
        self.b2 -= self.lr * ds
        self.W1 -= self.lr * np.outer(dh, x)
        self.b1 -= self.lr * dh
        return loss

    def train(self, X, y, epochs=5):
        for _ in range(epochs):
            total = 0
            for x, label in zip(X, y):
                total += self.train_one(x, label)
            print(total / len(X))
