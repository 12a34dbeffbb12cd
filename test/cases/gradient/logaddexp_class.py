# mutant missing_mean: `residual = (self._sigmoid(logits) - y) / len(y)` -> `residual = self._sigmoid(logits) - y`
# mutant sign: `residual = (self._sigmoid(logits) - y) / len(y)` -> `residual = (y - self._sigmoid(logits)) / len(y)`
# mutant uses_z_for_a: `residual = (self._sigmoid(logits) - y) / len(y)` -> `residual = (logits - y) / len(y)`
# mutant label_missing: `residual = (self._sigmoid(logits) - y) / len(y)` -> `residual = self._sigmoid(logits) / len(y)`
# mutant penalty_missing: `return X.T @ residual + self.C * self.coef_, residual.sum()` -> `return X.T @ residual, residual.sum()`
# mutant penalty_sign: `X.T @ residual + self.C * self.coef_` -> `X.T @ residual - self.C * self.coef_`
# mutant double_mean: `return X.T @ residual + self.C * self.coef_, residual.sum()` -> `return X.T @ residual / len(y) + self.C * self.coef_, residual.sum()`
# mutant bias_missing: `            self.intercept_ -= self.step * g_b\n` -> ``
# mutant extra_activation_derivative: `return X.T @ residual +` -> `s = self._sigmoid(logits)\n        return X.T @ (residual * s * (1 - s)) +`
# mutant factor_two: `+ self.C * self.coef_,` -> `+ 2 * self.C * self.coef_,`
import numpy as np


class LogitModel:
    def __init__(self, step=0.3, C=0.01, max_iter=400, tol=1e-6):
        self.step = step
        self.C = C
        self.max_iter = max_iter
        self.tol = tol

    @staticmethod
    def _sigmoid(t):
        return 1.0 / (1.0 + np.exp(-t))

    def decision_function(self, X):
        return X @ self.coef_ + self.intercept_

    def _objective(self, logits, y):
        return np.mean(np.logaddexp(0, logits) - y * logits) + 0.5 * self.C * self.coef_ @ self.coef_

    def _gradient(self, X, y, logits):
        residual = (self._sigmoid(logits) - y) / len(y)
        return X.T @ residual + self.C * self.coef_, residual.sum()

    def fit(self, X, y):
        self.coef_ = np.zeros(X.shape[1])
        self.intercept_ = 0.0
        self.objective_ = []
        for it in range(self.max_iter):
            logits = self.decision_function(X)
            self.objective_.append(self._objective(logits, y))
            g_w, g_b = self._gradient(X, y, logits)
            self.coef_ -= self.step * g_w
            self.intercept_ -= self.step * g_b
            if np.linalg.norm(g_w) < self.tol:
                break
        return self

    def predict(self, X):
        return (self.decision_function(X) > 0).astype(int)
