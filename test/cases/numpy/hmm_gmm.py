import numpy as np
from numpy.linalg import norm, inv
import numpy.linalg as la
from numpy.random import randn, rand, randint

np.random.seed(3)
class HMM:
    def __init__(self, n_states, n_obs):
        self.A = np.random.dirichlet(np.ones(n_states), n_states)
        self.B = np.random.dirichlet(np.ones(n_obs), n_states)
        self.pi = np.ones(n_states) / n_states
        self.N, self.M = n_states, n_obs
    def forward(self, obs):
        T = len(obs)
        alpha = np.zeros((T, self.N))
        alpha[0] = self.pi * self.B[:, obs[0]]
        for t in range(1, T):
            alpha[t] = alpha[t - 1].dot(self.A) * self.B[:, obs[t]]
        return alpha
    def backward(self, obs):
        T = len(obs)
        beta = np.ones((T, self.N))
        for t in reversed(range(T - 1)):
            beta[t] = (self.A * self.B[:, obs[t + 1]] * beta[t + 1]).sum(axis=1)
        return beta
    def viterbi(self, obs):
        T = len(obs)
        delta = np.zeros((T, self.N)); psi = np.zeros((T, self.N), dtype=int)
        delta[0] = np.log(self.pi) + np.log(self.B[:, obs[0]])
        for t in range(1, T):
            trans = delta[t - 1][:, None] + np.log(self.A)
            psi[t] = np.argmax(trans, axis=0)
            delta[t] = np.max(trans, axis=0) + np.log(self.B[:, obs[t]])
        path = np.empty(T, dtype=np.int32)
        path[-1] = np.argmax(delta[-1])
        for t in range(T - 2, -1, -1):
            path[t] = psi[t + 1, path[t + 1]]
        return path, np.max(delta[-1])

obs = np.random.randint(0, 4, size=30)
h = HMM(3, 4)
a = h.forward(obs); b = h.backward(obs)
gamma = a * b / (a * b).sum(axis=1, keepdims=True)
xi = a[:-1, :, np.newaxis] * h.A[np.newaxis] * (h.B[:, obs[1:]].T * b[1:])[:, np.newaxis, :]
xi /= xi.sum(axis=(1, 2), keepdims=True)
path, p = h.viterbi(obs)
onehot = (obs[:, None] == np.arange(4)).astype(float)
h.B = (gamma.T @ onehot) / gamma.sum(axis=0)[:, None]

X = np.vstack([randn(40, 2) + [2, 2], randn(60, 2) - [1, 3]])
K = 2
mu = X[np.random.choice(len(X), K, replace=False)]
sigma = np.array([np.eye(2)] * K)
w = np.full(K, 1 / K)
def pdf(x, m, S):
    d = x - m
    return np.exp(-0.5 * np.sum(d @ inv(S) * d, axis=1)) / np.sqrt((2 * np.pi) ** 2 * la.det(S))
for it in range(5):
    r = np.stack([w[k] * pdf(X, mu[k], sigma[k]) for k in range(K)], axis=1)
    ll = np.log(r.sum(1)).sum()
    r = r / r.sum(1)[:, None]
    Nk = r.sum(0)
    mu = (r.T @ X) / Nk[:, None]
    for k in range(K):
        d = X - mu[k]
        sigma[k] = (r[:, k, None] * d).T @ d / Nk[k]
    w = Nk / len(X)
labels = r.argmax(1)
counts = np.bincount(labels, minlength=K)
idx0 = np.where(labels == 0)[0]
c0 = X[idx0].mean(0)
D = np.sqrt(((X[:, None, :] - mu[None]) ** 2).sum(-1))
nearest = np.argsort(D, axis=0)[:3]
cov = np.cov(X.T)
vals, vecs = la.eigh(cov)
order = vals.argsort()[::-1]
vals, vecs = vals[order], vecs[:, order]
proj = (X - X.mean(0)) @ vecs[:, :1]
U, S, Vt = np.linalg.svd(X - X.mean(axis=0), full_matrices=False)
recon = U[:, :1] * S[:1] @ Vt[:1]
err = norm(X - recon)
