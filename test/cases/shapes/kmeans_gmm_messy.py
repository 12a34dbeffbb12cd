#coding: utf-8
import numpy as np
import random
import matplotlib.pyplot as plt
from sklearn.datasets import make_blobs, make_moons
from scipy.stats import multivariate_normal
import pandas as pd

# ---- data -------------------------------------------------------
X, y_true = make_blobs(n_samples=300, centers=4, cluster_std=0.60, random_state=0)
X = X[:, ::-1]
plt.scatter(X[:, 0], X[:, 1], s=20)

def euclid(a, b):
    return np.sqrt(((a - b) ** 2).sum())

def init_centroids(X, k):
    idx = random.sample(range(X.shape[0]), k)
    return X[idx, :]

def init_pp(X, k):
    n, d = X.shape
    C = np.empty((k, d))
    C[0] = X[np.random.randint(n)]
    for c in range(1, k):
        dist = np.min(((X[:, None, :] - C[None, :c, :]) ** 2).sum(-1), axis=1)
        p = dist / dist.sum()
        C[c] = X[np.random.choice(n, p=p)]
    return C

def assign(X, C):
    labels = []
    for x in X:
        ds = [euclid(x, c) for c in C]
        labels.append(np.argmin(ds))
    return np.array(labels)

def update(X, labels, k):
    return np.array([X[labels == j].mean(axis=0) for j in range(k)])

def kmeans(X, k, max_iter=50, tol=1e-6, pp=False):
    C = init_pp(X, k) if pp else init_centroids(X, k)
    history = [C]
    for it in range(max_iter):
        labels = assign(X, C)
        newC = update(X, labels, k)
        shift = np.linalg.norm(newC - C)
        C = newC
        history.append(C)
        if shift < tol:
            break
    inertia = sum(((X[labels == j] - C[j]) ** 2).sum() for j in range(k))
    return C, labels, history, inertia

C, labels, hist, inertia = kmeans(X, 4, pp=True)
colors = ['r', 'g', 'b', 'y']
for j, col in zip(range(4), colors):
    pts = X[labels == j]
    plt.scatter(pts[:, 0], pts[:, 1], c=col)
    path = np.array([h[j] for h in hist])
    plt.plot(path[:, 0], path[:, 1], 'k-')
inertias = []
for k in range(1, 7):
    _, _, _, inn = kmeans(X, k)
    inertias.append(inn)
plt.plot(range(1, 7), inertias)
d2 = np.diff(inertias, 2)
elbow = np.argmax(d2) + 2

# ---- silhouette --------------------------------------------------
def silhouette(X, labels):
    n = len(X)
    D = np.sqrt(((X[:, np.newaxis] - X[np.newaxis, :]) ** 2).sum(axis=2))
    s = np.zeros(n)
    for i in range(n):
        own = labels == labels[i]
        own[i] = False
        a = D[i, own].mean() if own.any() else 0
        b = min(D[i, labels == l].mean() for l in set(labels) if l != labels[i])
        s[i] = (b - a) / max(a, b)
    return s

sil = silhouette(X[:80], labels[:80])
print('silhouette', sil.mean())

# ---- gaussian mixture --------------------------------------------
class GMM:
    def __init__(self, n_components, max_iter=100, comp_names=None):
        self.n_componets = n_components
        self.max_iter = max_iter
        if comp_names == None:
            self.comp_names = [f"comp{index}" for index in range(self.n_componets)]
        else:
            self.comp_names = comp_names
        self.pi = [1 / self.n_componets for comp in range(self.n_componets)]

    def multivariate_normal(self, X, mean_vector, covariance_matrix):
        return (2 * np.pi) ** (-len(X) / 2) * np.linalg.det(covariance_matrix) ** (-1 / 2) * np.exp(
            -np.dot(np.dot((X - mean_vector).T, np.linalg.inv(covariance_matrix)), (X - mean_vector)) / 2)

    def fit(self, X):
        new_X = np.array_split(X, self.n_componets)
        self.mean_vector = [np.mean(x, axis=0) for x in new_X]
        self.covariance_matrixes = [np.cov(x.T) for x in new_X]
        del new_X
        for iteration in range(self.max_iter):
            self.r = np.zeros((len(X), self.n_componets))
            for n in range(len(X)):
                for k in range(self.n_componets):
                    self.r[n][k] = self.pi[k] * self.multivariate_normal(X[n], self.mean_vector[k], self.covariance_matrixes[k])
                    self.r[n][k] /= sum([self.pi[j] * self.multivariate_normal(X[n], self.mean_vector[j], self.covariance_matrixes[j]) for j in range(self.n_componets)])
            N = np.sum(self.r, axis=0)
            self.mean_vector = np.zeros((self.n_componets, len(X[0])))
            for k in range(self.n_componets):
                for n in range(len(X)):
                    self.mean_vector[k] += self.r[n][k] * X[n]
            self.mean_vector = [1 / N[k] * self.mean_vector[k] for k in range(self.n_componets)]
            self.covariance_matrixes = [np.zeros((len(X[0]), len(X[0]))) for k in range(self.n_componets)]
            for k in range(self.n_componets):
                self.covariance_matrixes[k] = np.cov(X.T, aweights=(self.r[:, k]), ddof=0)
            self.covariance_matrixes = [1 / N[k] * self.covariance_matrixes[k] * N[k] for k in range(self.n_componets)]
            self.pi = [N[k] / len(X) for k in range(self.n_componets)]

    def predict(self, X):
        probas = []
        for n in range(len(X)):
            probas.append([self.multivariate_normal(X[n], self.mean_vector[k], self.covariance_matrixes[k]) for k in range(self.n_componets)])
        cluster = []
        for proba in probas:
            cluster.append(self.comp_names[proba.index(max(proba))])
        return cluster

gmm = GMM(3, max_iter=2)
sub = X[np.random.permutation(len(X))[:60]]
gmm.fit(sub)
pred = gmm.predict(sub[:10])
df = pd.DataFrame(sub, columns=['x', 'y'])
df['cluster'] = gmm.predict(sub)
groups = df.groupby('cluster').mean()
print(groups.values)

# vectorised EM
def em(X, K, n_iter=20):
    N, D = X.shape
    mu = X[np.random.choice(N, K, replace=False)]
    sigma = np.stack([np.eye(D)] * K)
    pi = np.ones(K) / K
    lls = []
    for _ in range(n_iter):
        dens = np.column_stack([multivariate_normal.pdf(X, mu[k], sigma[k]) for k in range(K)])
        w = dens * pi
        ll = np.log(w.sum(axis=1)).sum()
        lls.append(ll)
        gamma = w / w.sum(axis=1, keepdims=True)
        Nk = gamma.sum(0)
        mu = gamma.T @ X / Nk[:, None]
        diff = X[:, None, :] - mu[None]
        sigma = np.einsum('nk,nkd,nke->kde', gamma, diff, diff) / Nk[:, None, None]
        sigma += 1e-6 * np.eye(D)
        pi = Nk / N
        if len(lls) > 1 and abs(lls[-1] - lls[-2]) < 1e-6:
            break
    return pi, mu, sigma, np.array(lls)

pi, mu, sigma, lls = em(X, 4)
xs = np.linspace(X[:, 0].min() - 1, X[:, 0].max() + 1, 50)
ys = np.linspace(X[:, 1].min() - 1, X[:, 1].max() + 1, 40)
XX, YY = np.meshgrid(xs, ys)
grid = np.c_[XX.ravel(), YY.ravel()]
Z = np.zeros(len(grid))
for p, m, s in zip(pi, mu, sigma):
    Z += p * multivariate_normal(m, s).pdf(grid)
Z = Z.reshape(XX.shape)
plt.contour(XX, YY, Z)
vals, vecs = np.linalg.eigh(sigma[0])
angle = np.degrees(np.arctan2(*vecs[:, 0][::-1]))
w, h = 2 * np.sqrt(5.991 * vals)
plt.show()
