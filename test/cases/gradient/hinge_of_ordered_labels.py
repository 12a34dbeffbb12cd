# mutant penalty_missing: `self.w -= self.lr * (2 * self.lambda_param * self.w - y_[idx] * x_i)` -> `self.w -= self.lr * (-y_[idx] * x_i)`
# mutant penalty_sign: `self.w -= self.lr * (2 * self.lambda_param * self.w - y_[idx] * x_i)` -> `self.w -= self.lr * (-2 * self.lambda_param * self.w - y_[idx] * x_i)`
# mutant sign: `self.w -= self.lr * (2 * self.lambda_param * self.w - y_[idx] * x_i)` -> `self.w -= self.lr * (2 * self.lambda_param * self.w + y_[idx] * x_i)`
# mutant factor_two: `self.w -= self.lr * (2 * self.lambda_param * self.w - y_[idx] * x_i)` -> `self.w -= self.lr * (self.lambda_param * self.w - y_[idx] * x_i)`
# mutant bias_missing: `                    self.b -= self.lr * (-y_[idx])\n` -> ``
# mutant label_missing: `self.w -= self.lr * (2 * self.lambda_param * self.w - y_[idx] * x_i)` -> `self.w -= self.lr * (2 * self.lambda_param * self.w - x_i)`
# derivation: no error
import numpy as np


class LinearSVM:
    def __init__(self, learning_rate=0.001, lambda_param=0.01, n_iters=200):
        self.lr = learning_rate
        self.lambda_param = lambda_param
        self.n_iters = n_iters
        self.w = None
        self.b = None
        self.costs = []

    def hinge_loss(self, x, y):
        return max(0, 1 - y * (np.dot(x, self.w) + self.b)) + self.lambda_param * np.dot(self.w, self.w)

    def fit(self, X, y):
        n_samples, n_features = X.shape
        y_ = np.where(y <= 0, -1, 1)
        self.w = np.zeros(n_features)
        self.b = 0
        for _ in range(self.n_iters):
            cost = 0
            for idx, x_i in enumerate(X):
                cost += self.hinge_loss(x_i, y_[idx])
                condition = y_[idx] * (np.dot(x_i, self.w) + self.b) >= 1
                if condition:
                    self.w -= self.lr * (2 * self.lambda_param * self.w)
                else:
                    self.w -= self.lr * (2 * self.lambda_param * self.w - y_[idx] * x_i)
                    self.b -= self.lr * (-y_[idx])
            self.costs.append(cost / n_samples)

    def predict(self, X):
        return np.sign(np.dot(X, self.w) + self.b)


if __name__ == "__main__":
    np.random.seed(1)
    X = np.vstack([np.random.randn(40, 2) + 2, np.random.randn(40, 2) - 2])
    y = np.array([1] * 40 + [0] * 40)
    svm = LinearSVM()
    svm.fit(X, y)
    print(svm.w, svm.b, svm.costs[-1])
    print("accuracy", np.mean(svm.predict(X) == np.where(y <= 0, -1, 1)))
