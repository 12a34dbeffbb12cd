import numpy as np
from numpy.linalg import cholesky, solve, slogdet
from scipy.stats import norm
from functools import partial


def rbf(X1, X2, l=1.0, sigma_f=1.0):
    """X1: (m, d), X2: (n, d) -> (m, n)"""
    sqdist = np.sum(X1 ** 2, 1).reshape(-1, 1) + np.sum(X2 ** 2, 1) - 2 * np.dot(X1, X2.T)
    return sigma_f ** 2 * np.exp(-0.5 / l ** 2 * sqdist)


def posterior(X_s, X_train, Y_train, kernel=rbf, sigma_y=1e-8):
    K = kernel(X_train, X_train) + sigma_y ** 2 * np.eye(len(X_train))
    K_s = kernel(X_train, X_s)
    K_ss = kernel(X_s, X_s) + 1e-8 * np.eye(len(X_s))
    K_inv = np.linalg.inv(K)
    mu_s = K_s.T.dot(K_inv).dot(Y_train)
    cov_s = K_ss - K_s.T.dot(K_inv).dot(K_s)
    return mu_s, cov_s


def nll_fn(X_train, Y_train, noise):
    def nll(theta):
        K = rbf(X_train, X_train, l=theta[0], sigma_f=theta[1]) + noise ** 2 * np.eye(len(X_train))
        L = cholesky(K)
        S1 = solve(L, Y_train)
        S2 = solve(L.T, S1)
        return np.sum(np.log(np.diagonal(L))) + 0.5 * Y_train.T.dot(S2).item() + \
            0.5 * len(X_train) * np.log(2 * np.pi)
    return nll


def expected_improvement(mu, std, best, xi=0.01):
    imp = mu - best - xi
    with np.errstate(divide='warn'):
        Z = imp / std
        ei = imp * norm.cdf(Z) + std * norm.pdf(Z)
        ei[std == 0.0] = 0.0
    return ei


f = lambda x, noise=0.0: -np.sin(3 * x) - x ** 2 + 0.7 * x + noise * np.random.randn(*x.shape)
bounds = np.array([[-1.0, 2.0]])
X = np.arange(bounds[:, 0], bounds[:, 1], 0.05).reshape(-1, 1)
X_sample = np.array([[-0.9], [1.1]])
Y_sample = f(X_sample, 0.1)
kern = partial(rbf, l=0.5, sigma_f=1.2)
for it in range(4):
    mu, cov = posterior(X, X_sample, Y_sample, kernel=kern, sigma_y=0.1)
    std = np.sqrt(np.maximum(np.diag(cov), 0)).reshape(-1, 1)
    ei = expected_improvement(mu, std, np.max(Y_sample))
    X_next = X[np.argmax(ei)].reshape(1, 1)
    Y_next = f(X_next, 0.1)
    X_sample = np.vstack((X_sample, X_next))
    Y_sample = np.vstack((Y_sample, Y_next))
nll = nll_fn(X_sample, Y_sample, 0.1)
grid = [(l, s, nll((l, s))) for l in np.linspace(0.3, 2, 4) for s in (0.5, 1.0)]
best = min(grid, key=lambda g: g[2])
samples = np.random.multivariate_normal(mu.ravel(), cov + 1e-6 * np.eye(len(X)), 3)
band = 1.96 * std.ravel()
lo, hi = mu.ravel() - band, mu.ravel() + band
inside = ((samples > lo) & (samples < hi)).mean(axis=1)


# Bayesian linear regression with basis functions
class BasisRegression:
    def __init__(self, alpha=2.0, beta=25.0, centers=np.linspace(0, 1, 9), width=0.1):
        self.alpha, self.beta = alpha, beta
        self.mu_j, self.s = centers, width

    def phi(self, x):
        feats = [np.ones_like(x)] + [np.exp(-(x - c) ** 2 / (2 * self.s ** 2)) for c in self.mu_j]
        return np.stack(feats, axis=1)

    def fit(self, x, t):
        Phi = self.phi(x)
        self.S_N_inv = self.alpha * np.eye(Phi.shape[1]) + self.beta * Phi.T.dot(Phi)
        self.S_N = np.linalg.inv(self.S_N_inv)
        self.m_N = self.beta * self.S_N.dot(Phi.T).dot(t)
        return self

    def predict(self, x):
        Phi = self.phi(x)
        y = Phi.dot(self.m_N)
        y_var = 1 / self.beta + np.sum(Phi.dot(self.S_N) * Phi, axis=1)
        return y, y_var


x = np.random.rand(25)
t = np.sin(2 * np.pi * x) + np.random.randn(25) * 0.2
reg = BasisRegression().fit(x, t)
xx = np.linspace(0, 1, 50)
mean, var = reg.predict(xx)
w_samples = np.random.multivariate_normal(reg.m_N, reg.S_N, 5).T
y_samples = reg.phi(xx).dot(w_samples)

# Metropolis
def log_post(w):
    r = t - reg.phi(x) @ w
    return -0.5 * reg.beta * r @ r - 0.5 * reg.alpha * w @ w


chain = np.empty((60, reg.m_N.size))
cur = reg.m_N.copy()
lp = log_post(cur)
accepted = 0
for k in range(len(chain)):
    prop = cur + 0.05 * np.random.standard_normal(cur.shape)
    lp2 = log_post(prop)
    if np.log(np.random.uniform()) < lp2 - lp:
        cur, lp = prop, lp2
        accepted += 1
    chain[k] = cur
burn = chain[len(chain) // 2:]
q = np.quantile(burn, [0.05, 0.5, 0.95], axis=0)
print(accepted / len(chain), q.shape, best[:2], inside)
