# mutant missing_activation_derivative: `d_code = (d_out @ self.W) * code * (1 - code)` -> `d_code = d_out @ self.W`
# mutant sign: `d_out = (recon - X) / len(X)` -> `d_out = (X - recon) / len(X)`
# mutant missing_mean: `d_out = (recon - X) / len(X)` -> `d_out = recon - X`
# mutant bias_missing: `        self.c -= self.rate * d_out.sum(axis=0)\n` -> ``
# mutant factor_two: `d_out = (recon - X) / len(X)` -> `d_out = 2 * (recon - X) / len(X)`
# derivation: none
import numpy as np


class TiedAutoencoder:
    """h = sigma(X W + b), r = h W' + c: one matrix for both."""

    def __init__(self, n_visible, n_hidden, rate=0.1):
        self.W = 0.1 * np.random.randn(n_visible, n_hidden)
        self.b = np.zeros(n_hidden)
        self.c = np.zeros(n_visible)
        self.rate = rate

    def encode(self, X):
        return 1.0 / (1.0 + np.exp(-(X @ self.W + self.b)))

    def decode(self, code):
        return code @ self.W.T + self.c

    def train_step(self, X):
        code = self.encode(X)
        recon = self.decode(code)
        loss = 0.5 * np.sum((recon - X) ** 2) / len(X)
        d_out = (recon - X) / len(X)
        d_code = (d_out @ self.W) * code * (1 - code)
        grad_W = X.T @ d_code + d_out.T @ code
        self.W -= self.rate * grad_W
        self.b -= self.rate * d_code.sum(axis=0)
        self.c -= self.rate * d_out.sum(axis=0)
        return loss


data = np.random.rand(40, 6)
ae = TiedAutoencoder(6, 3)
history = [ae.train_step(data) for _ in range(50)]
