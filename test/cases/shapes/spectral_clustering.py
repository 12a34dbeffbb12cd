import numpy as np


def pairwise(X, Y=None, metric="euclidean"):
    Y = X if Y is None else Y
    if metric == "euclidean":
        d2 = (X ** 2).sum(1)[:, None] + (Y ** 2).sum(1)[None, :] - 2 * X @ Y.T
        return np.sqrt(np.maximum(d2, 0))
    elif metric == "manhattan":
        return np.abs(X[:, None] - Y[None]).sum(-1)
    raise ValueError(metric)


class DBSCAN:
    def __init__(self, eps=0.5, min_samples=5):
        self.eps, self.min_samples = eps, min_samples

    def _neighbors(self, i):
        return np.where(self.D[i] < self.eps)[0]

    def _expand(self, i, neighbors, cluster):
        self.labels[i] = cluster
        queue = list(neighbors)
        while queue:
            j = queue.pop(0)
            if self.labels[j] == -1:
                self.labels[j] = cluster
                more = self._neighbors(j)
                if len(more) >= self.min_samples:
                    queue.extend(more)

    def fit_predict(self, X):
        self.D = pairwise(X)
        n = X.shape[0]
        self.labels = -np.ones(n, dtype=int)
        cluster = 0
        for i in range(n):
            if self.labels[i] != -1:
                continue
            neighbors = self._neighbors(i)
            if len(neighbors) < self.min_samples:
                continue
            self._expand(i, neighbors, cluster)
            cluster += 1
        return self.labels


def kmeans(X, k, iters=10):
    centers = X[np.random.choice(len(X), k, replace=False)]
    for _ in range(iters):
        d = pairwise(X, centers)
        assign = d.argmin(axis=1)
        new = np.array([X[assign == j].mean(axis=0) if np.any(assign == j) else centers[j] for j in range(k)])
        shift = np.linalg.norm(new - centers)
        centers = new
        if shift < 1e-4:
            break
    return centers, assign


def spectral(X, k, gamma=1.0):
    W = np.exp(-gamma * pairwise(X) ** 2)
    np.fill_diagonal(W, 0)
    deg = W.sum(axis=1)
    D_inv = np.diag(1 / np.sqrt(deg))
    L = np.eye(len(X)) - D_inv @ W @ D_inv
    vals, vecs = np.linalg.eigh(L)
    U = vecs[:, :k]
    U = U / np.linalg.norm(U, axis=1, keepdims=True)
    return kmeans(U, k)[1]


def hierarchical(X, k):
    clusters = [[i] for i in range(len(X))]
    D = pairwise(X)
    while len(clusters) > k:
        best = (np.inf, None, None)
        for a in range(len(clusters)):
            for b in range(a + 1, len(clusters)):
                d = D[np.ix_(clusters[a], clusters[b])].mean()
                if d < best[0]:
                    best = (d, a, b)
        _, a, b = best
        clusters[a] = clusters[a] + clusters[b]
        del clusters[b]
    labels = np.empty(len(X), dtype=int)
    for c, members in enumerate(clusters):
        labels[members] = c
    return labels


def silhouette(X, labels):
    D = pairwise(X)
    scores = []
    for i in range(len(X)):
        same = labels == labels[i]
        same[i] = False
        a = D[i, same].mean() if same.any() else 0
        others = [D[i, labels == c].mean() for c in np.unique(labels) if c != labels[i]]
        b = min(others) if others else 0
        scores.append((b - a) / max(a, b, 1e-9))
    return np.mean(scores)


np.random.seed(0)
X = np.vstack([np.random.randn(15, 2) * 0.3 + c for c in ([0, 0], [3, 3], [0, 3])])
db = DBSCAN(eps=0.8, min_samples=3)
labels = db.fit_predict(X)
centers, assign = kmeans(X, 3)
sp = spectral(X, 3)
hc = hierarchical(X[::3], 3)
sil = silhouette(X, assign)
M = pairwise(X[:5], X[5:9], metric="manhattan")
