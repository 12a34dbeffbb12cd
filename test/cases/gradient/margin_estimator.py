# mutant missing_mean: `grad = -(X.T @ (y * p)) / n` -> `grad = -(X.T @ (y * p))`
# mutant sign: `grad = -(X.T @ (y * p)) / n` -> `grad = (X.T @ (y * p)) / n`
# mutant label_missing: `grad = -(X.T @ (y * p)) / n` -> `grad = -(X.T @ p) / n`
# mutant bias_not_averaged: `grad_b = -np.mean(y * p)` -> `grad_b = -np.sum(y * p)`
# mutant penalty_missing: `        grad += self.C * self.coef_` -> `        pass`
# mutant bias_missing: `            self.intercept_ -= self.lr * grad_b\n` -> ``
import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_X_y, check_array, check_is_fitted


class MarginLogistic(BaseEstimator, ClassifierMixin):
    """Logistic regression written with labels -1 and +1."""

    def __init__(self, lr=0.1, C=0.01, max_iter=200, random_state=None):
        self.lr = lr
        self.C = C
        self.max_iter = max_iter
        self.random_state = random_state

    def _loss(self, X, y):
        z = y * (X @ self.coef_ + self.intercept_)
        return np.mean(np.log(1 + np.exp(-z))) + 0.5 * self.C * self.coef_ @ self.coef_

    def _grads(self, X, y):
        n = X.shape[0]
        z = y * (X @ self.coef_ + self.intercept_)
        p = 1 / (1 + np.exp(z))
        grad = -(X.T @ (y * p)) / n
        grad_b = -np.mean(y * p)
        grad += self.C * self.coef_
        return grad, grad_b

    def fit(self, X, y):
        X, y = check_X_y(X, y)
        self.classes_ = np.unique(y)
        y = np.where(y == self.classes_[1], 1.0, -1.0)
        rng = np.random.RandomState(self.random_state)
        self.coef_ = rng.normal(0, 0.1, size=X.shape[1])
        self.intercept_ = 0.0
        self.loss_curve_ = []
        for self.n_iter_ in range(1, self.max_iter + 1):
            self.loss_curve_.append(self._loss(X, y))
            grad, grad_b = self._grads(X, y)
            self.coef_ -= self.lr * grad
            self.intercept_ -= self.lr * grad_b
        return self

    def decision_function(self, X):
        check_is_fitted(self)
        X = check_array(X)
        return X @ self.coef_ + self.intercept_

    def predict(self, X):
        return self.classes_[(self.decision_function(X) > 0).astype(int)]
