# mutant missing_mean: `dout = (probs - T) / N` -> `dout = probs - T`
# mutant sign: `dout = (probs - T) / N` -> `dout = (T - probs) / N`
# mutant bias_missing: `self.beta -= lr * self.dbeta` -> `pass`
# mutant label_missing: `dout = (probs - T) / N` -> `dout = probs / N`
# mutant other: `self.dgamma = np.sum(dout * self.x_hat, axis=0)` -> `self.dgamma = np.sum(dout * self.x, axis=0)`
# mutant other: `dx = (dx_hat - dx_hat.mean(axis=0) - self.x_hat * (dx_hat * self.x_hat).mean(axis=0)) / self.std` -> `dx = dx_hat / self.std`
import numpy as np


class BatchNorm:
    def __init__(self, dim, eps=1e-8):
        self.gamma = np.ones(dim)
        self.beta = np.zeros(dim)
        self.eps = eps

    def forward(self, x):
        self.x = x
        self.mean = x.mean(axis=0)
        self.var = x.var(axis=0)
        self.std = np.sqrt(self.var + self.eps)
        self.x_hat = (x - self.mean) / self.std
        return self.gamma * self.x_hat + self.beta

    def backward(self, dout):
        self.dgamma = np.sum(dout * self.x_hat, axis=0)
        self.dbeta = np.sum(dout, axis=0)
        dx_hat = dout * self.gamma
        dx = (dx_hat - dx_hat.mean(axis=0) - self.x_hat * (dx_hat * self.x_hat).mean(axis=0)) / self.std
        return dx

    def update(self, lr):
        self.gamma -= lr * self.dgamma
        self.beta -= lr * self.dbeta


class Classifier:
    def __init__(self, n_in, n_hidden, n_out):
        self.W1 = np.random.randn(n_in, n_hidden) * 0.1
        self.bn = BatchNorm(n_hidden)
        self.W2 = np.random.randn(n_hidden, n_out) * 0.1

    def fit(self, X, T, lr=0.1, epochs=20):
        N = X.shape[0]
        for epoch in range(epochs):
            h = self.bn.forward(X @ self.W1)
            scores = h @ self.W2
            e = np.exp(scores - scores.max(axis=1, keepdims=True))
            probs = e / e.sum(axis=1, keepdims=True)
            loss = -np.sum(T * np.log(probs + 1e-12)) / N
            dout = (probs - T) / N
            dW2 = h.T @ dout
            dh = dout @ self.W2.T
            dW1 = X.T @ self.bn.backward(dh)
            self.W2 -= lr * dW2
            self.W1 -= lr * dW1
            self.bn.update(lr)
            print(epoch, loss)
