# mutant sign: `diff = self.softmax(scores) - one_hot` -> `diff = one_hot - self.softmax(scores)`
# mutant missing_mean: `grad = X_b.T @ diff / m` -> `grad = X_b.T @ diff`
# mutant penalty_missing: `reg[1:] = self.alpha * self.Theta[1:]` -> `pass`
# mutant penalty_sign: `self.Theta = self.Theta - self.eta * (grad + reg)` -> `self.Theta = self.Theta - self.eta * (grad - reg)`
# mutant label_missing: `diff = self.softmax(scores) - one_hot` -> `diff = self.softmax(scores)`
# mutant uses_z_for_a: `diff = self.softmax(scores) - one_hot` -> `diff = scores - one_hot`
# mutant divided_by_features: `grad = X_b.T @ diff / m` -> `grad = X_b.T @ diff / X.shape[1]`
import numpy as np


class SoftmaxRegression:
    def __init__(self, eta=0.5, n_epochs=501, alpha=0.01):
        self.eta, self.n_epochs, self.alpha = eta, n_epochs, alpha

    @staticmethod
    def softmax(logits):
        exps = np.exp(logits)
        return exps / exps.sum(axis=1, keepdims=True)

    @staticmethod
    def to_one_hot(y):
        return np.diag(np.ones(y.max() + 1))[y]

    def fit(self, X, y):
        X_b = np.c_[np.ones([len(X), 1]), X]
        one_hot = self.to_one_hot(y)
        m, n = X_b.shape
        rng = np.random.default_rng(42)
        self.Theta = rng.standard_normal((n, one_hot.shape[1]))
        self.history = []
        for epoch in range(self.n_epochs):
            scores = X_b @ self.Theta
            probas = self.softmax(scores)
            xentropy = -(one_hot * np.log(probas + 1e-7)).sum(axis=1).mean()
            l2_loss = 1 / 2 * (self.Theta[1:] ** 2).sum()
            self.history.append(xentropy + self.alpha * l2_loss)
            diff = self.softmax(scores) - one_hot
            grad = X_b.T @ diff / m
            reg = np.zeros_like(self.Theta)
            reg[1:] = self.alpha * self.Theta[1:]
            self.Theta = self.Theta - self.eta * (grad + reg)
        return self
