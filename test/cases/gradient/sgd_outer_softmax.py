# mutant sign: `d = p - t` -> `d = t - p`
# mutant label_missing: `d = p - t` -> `d = p`
# mutant uses_z_for_a: `d = p - t` -> `d = s - t`
import numpy as np


class OneByOne:
    def __init__(self, n_features, n_classes, lr=0.05):
        self.W = np.random.randn(n_features, n_classes) * 0.1
        self.b = np.zeros(n_classes)
        self.lr = lr

    def train(self, X, T, epochs=5):
        for epoch in range(epochs):
            total_loss = 0.0
            for x, t in zip(X, T):
                s = x @ self.W + self.b
                e = np.exp(s - s.max())
                p = e / e.sum()
                total_loss += -np.sum(t * np.log(p))
                d = p - t
                self.W -= self.lr * np.outer(x, d)
                self.b -= self.lr * d
            print(epoch, total_loss / len(X))
