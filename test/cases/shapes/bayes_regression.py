import numpy as np
import math


class Regression(object):
    """Base class: gradient descent with a regularization that subclasses choose."""

    def __init__(self, n_iterations, learning_rate):
        self.n_iterations = n_iterations
        self.learning_rate = learning_rate

    def initialize_weights(self, n_features):
        limit = 1 / math.sqrt(n_features)
        self.w = np.random.uniform(-limit, limit, (n_features,))

    def fit(self, X, y):
        X = np.insert(X, 0, 1, axis=1)
        self.training_errors = []
        self.initialize_weights(n_features=X.shape[1])
        for i in range(self.n_iterations):
            y_pred = X.dot(self.w)
            mse = np.mean(0.5 * (y - y_pred) ** 2 + self.regularization(self.w))
            self.training_errors.append(mse)
            grad_w = -(y - y_pred).dot(X) + self.regularization.grad(self.w)
            self.w -= self.learning_rate * grad_w

    def predict(self, X):
        X = np.insert(X, 0, 1, axis=1)
        y_pred = X.dot(self.w)
        return y_pred


class l1_regularization():
    def __init__(self, alpha):
        self.alpha = alpha

    def __call__(self, w):
        return self.alpha * np.linalg.norm(w)

    def grad(self, w):
        return self.alpha * np.sign(w)


class l2_regularization():
    def __init__(self, alpha):
        self.alpha = alpha

    def __call__(self, w):
        return self.alpha * 0.5 * w.T.dot(w)

    def grad(self, w):
        return self.alpha * w


class LinearRegression(Regression):
    def __init__(self, n_iterations=100, learning_rate=0.001, gradient_descent=True):
        self.gradient_descent = gradient_descent
        self.regularization = lambda x: 0
        self.regularization.grad = lambda x: 0
        super(LinearRegression, self).__init__(n_iterations=n_iterations, learning_rate=learning_rate)

    def fit(self, X, y):
        if not self.gradient_descent:
            X = np.insert(X, 0, 1, axis=1)
            U, S, V = np.linalg.svd(X.T.dot(X))
            S = np.diag(S)
            X_sq_reg_inv = V.dot(np.linalg.pinv(S)).dot(U.T)
            self.w = X_sq_reg_inv.dot(X.T).dot(y)
        else:
            super(LinearRegression, self).fit(X, y)


class RidgeRegression(Regression):
    def __init__(self, reg_factor, n_iterations=100, learning_rate=0.001):
        self.regularization = l2_regularization(alpha=reg_factor)
        super(RidgeRegression, self).__init__(n_iterations, learning_rate)


class LassoRegression(Regression):
    def __init__(self, degree, reg_factor, n_iterations=100, learning_rate=0.01):
        self.degree = degree
        self.regularization = l1_regularization(alpha=reg_factor)
        super(LassoRegression, self).__init__(n_iterations, learning_rate)

    def fit(self, X, y):
        X = normalize(np.hstack([X ** d for d in range(1, self.degree + 1)]))
        super(LassoRegression, self).fit(X, y)

    def predict(self, X):
        X = normalize(np.hstack([X ** d for d in range(1, self.degree + 1)]))
        return super(LassoRegression, self).predict(X)


def normalize(X):
    return (X - X.mean(axis=0)) / (X.std(axis=0) + 1e-9)


class BayesianRegression(object):
    def __init__(self, n_draws, mu0, omega0, nu0, sigma_sq0):
        self.w = None
        self.n_draws = n_draws
        self.nu0 = nu0
        self.sigma_sq0 = sigma_sq0
        self.mu0 = mu0
        self.omega0 = omega0

    def fit(self, X, y):
        n_samples, n_features = np.shape(X)
        X_X = X.T.dot(X)
        beta_hat = np.linalg.pinv(X_X).dot(X.T).dot(y)
        mu_n = np.linalg.pinv(X_X + self.omega0).dot(X_X.dot(beta_hat) + self.omega0.dot(self.mu0))
        omega_n = X_X + self.omega0
        beta_draws = np.empty((self.n_draws, n_features))
        for i in range(self.n_draws):
            sigma_sq = np.random.gamma(2.0) + 0.1
            beta = np.random.multivariate_normal(mu_n[:, 0], sigma_sq * np.linalg.pinv(omega_n))
            beta_draws[i, :] = beta
        self.w = np.mean(beta_draws, axis=0)
        l_eti = 50 - 95 / 2
        u_eti = 50 + 95 / 2
        self.eti = np.array([[np.percentile(beta_draws[:, i], q=l_eti), np.percentile(beta_draws[:, i], q=u_eti)]
                             for i in range(n_features)])

    def predict(self, X, eti=False):
        y_pred = X.dot(self.w)
        if eti:
            lower_w = self.eti[:, 0]
            upper_w = self.eti[:, 1]
            return y_pred, X.dot(lower_w), X.dot(upper_w)
        return y_pred


X = np.linspace(0, 1, 40).reshape(-1, 1)
y = 3 * X[:, 0] + np.random.randn(40) * 0.1
lin = LinearRegression(gradient_descent=False)
lin.fit(X, y)
p1 = lin.predict(X)
ridge = RidgeRegression(0.1)
ridge.fit(X, y)
p2 = ridge.predict(X)
lasso = LassoRegression(3, 0.05)
lasso.fit(X, y)
p3 = lasso.predict(X[:7])
n_features = 2
Xb = np.hstack([np.ones((40, 1)), X])
br = BayesianRegression(n_draws=20, mu0=np.zeros((n_features, 1)), omega0=np.diag([.0001] * n_features), nu0=1, sigma_sq0=100)
br.fit(Xb, y.reshape(-1, 1))
y_, lower, upper = br.predict(Xb, eti=True)
