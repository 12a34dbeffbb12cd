# mutant missing_mean: `delta = (proba - onehot) / len(batch)` -> `delta = proba - onehot`
# mutant sign: `delta = (proba - onehot) / len(batch)` -> `delta = (onehot - proba) / len(batch)`
# mutant uses_z_for_a: `delta = (proba - onehot) / len(batch)` -> `delta = (logits - onehot) / len(batch)`
# mutant label_missing: `delta = (proba - onehot) / len(batch)` -> `delta = proba / len(batch)`
# mutant penalty_missing: `gW = batch.T @ delta + self.alpha * self.coef_` -> `gW = batch.T @ delta`
# mutant factor_two: `+ self.alpha * self.coef_` -> `+ 2 * self.alpha * self.coef_`
# mutant bias_axis: `gb = delta.sum(axis=0)` -> `gb = delta.sum()`
# mutant bias_missing: `self.intercept_ = self.intercept_ - self.lr * gb` -> `pass`
# mutant transposed_result: `gW = batch.T @ delta + self.alpha * self.coef_` -> `gW = delta.T @ batch + self.alpha * self.coef_`
# mutant extra_activation_derivative: `delta = (proba - onehot) / len(batch)` -> `delta = (proba - onehot) * proba * (1 - proba) / len(batch)`
import numpy as np


class SoftmaxRegression:
    def __init__(self, lr=0.1, alpha=1e-3, max_epochs=50, batch_size=32, random_state=0):
        self.lr = lr
        self.alpha = alpha
        self.max_epochs = max_epochs
        self.batch_size = batch_size
        self.rng = np.random.default_rng(random_state)

    @staticmethod
    def _softmax(s):
        e = np.exp(s - s.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)

    def fit(self, X, y):
        self.classes_ = np.unique(y)
        K = len(self.classes_)
        self.coef_ = 0.01 * self.rng.standard_normal((X.shape[1], K))
        self.intercept_ = np.zeros(K)
        self.loss_curve_ = []
        for epoch in range(self.max_epochs):
            idx = self.rng.permutation(len(X))
            for start in range(0, len(X), self.batch_size):
                rows = idx[start:start + self.batch_size]
                batch, onehot = X[rows], np.eye(K)[y[rows]]
                logits = batch @ self.coef_ + self.intercept_
                proba = self._softmax(logits)
                loss = -np.mean(np.sum(onehot * np.log(proba), axis=1))
                loss += 0.5 * self.alpha * np.sum(self.coef_ ** 2)
                delta = (proba - onehot) / len(batch)
                gW = batch.T @ delta + self.alpha * self.coef_
                gb = delta.sum(axis=0)
                self.coef_ = self.coef_ - self.lr * gW
                self.intercept_ = self.intercept_ - self.lr * gb
            self.loss_curve_.append(loss)
        return self

    def predict(self, X):
        return self.classes_[np.argmax(X @ self.coef_ + self.intercept_, axis=1)]
