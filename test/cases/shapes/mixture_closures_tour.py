import numpy as np
import numpy.linalg as la
from contextlib import contextmanager
from functools import reduce, lru_cache
from operator import mul
import time, logging

log = logging.getLogger(__name__)


@contextmanager
def timer(label):
    t0 = time.perf_counter()
    yield
    log.info('%s %.3f', label, time.perf_counter() - t0)


def memo(f):
    store = {}

    def wrapped(*a, **k):
        key = (a[1:], tuple(sorted(k.items())))
        if key not in store:
            store[key] = f(*a, **k)
        return store[key]
    return wrapped


class Base(object):
    registry = {}

    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        Base.registry[cls.__name__.lower()] = cls

    def get_params(self):
        return {k: v for k, v in self.__dict__.items() if not k.endswith('_')}

    def set_params(self, **params):
        for k, v in params.items():
            setattr(self, k, v)
        return self

    def score(self, X, y):
        return np.mean(self.predict(X) == y)


class GMM(Base):
    def __init__(self, k=3, max_iter=20, tol=1e-4, reg=1e-6):
        self.k, self.max_iter, self.tol, self.reg = k, max_iter, tol, reg

    def _gauss(self, X, mu, S):
        d = X.shape[1]
        L = la.cholesky(S + self.reg * np.eye(d))
        sol = la.solve(L, (X - mu).T)
        quad = np.einsum('ij,ij->j', sol, sol)
        return -.5 * (quad + d * np.log(2 * np.pi)) - np.log(np.diag(L)).sum()

    def fit(self, X):
        n, d = X.shape
        self.means_ = X[np.random.choice(n, self.k, False)]
        self.covs_ = np.array([np.cov(X.T)] * self.k)
        self.pi_ = np.ones(self.k) / self.k
        prev = -np.inf
        for it in range(self.max_iter):
            logp = np.column_stack([np.log(self.pi_[j]) + self._gauss(X, self.means_[j], self.covs_[j])
                                    for j in range(self.k)])
            m = logp.max(1, keepdims=True)
            lse = m + np.log(np.exp(logp - m).sum(1, keepdims=True))
            R = np.exp(logp - lse)
            Nk = R.sum(0)
            self.pi_ = Nk / n
            self.means_ = (R.T @ X) / Nk[:, None]
            for j in range(self.k):
                diff = X - self.means_[j]
                self.covs_[j] = (R[:, j, None] * diff).T @ diff / Nk[j]
            ll = lse.sum()
            if abs(ll - prev) < self.tol:
                break
            prev = ll
        self.resp_ = R
        return self

    def predict(self, X):
        logp = [np.log(p) + self._gauss(X, m, S) for p, m, S in zip(self.pi_, self.means_, self.covs_)]
        return np.argmax(logp, axis=0)


class Perceptron(Base):
    def __init__(self, epochs=5, **kw):
        self.epochs = epochs
        self.__dict__.update(kw)

    def fit(self, X, y):
        Xb = np.insert(X, 0, 1, axis=1)
        self.w_ = np.zeros(Xb.shape[1])
        self.errors_ = []
        for _ in range(self.epochs):
            err = 0
            for xi, t in zip(Xb, y):
                upd = self.eta * (t - (xi @ self.w_ >= 0))
                self.w_ += upd * xi
                err += int(upd != 0)
            self.errors_.append(err)
            if not err: break
        return self

    def predict(self, X):
        return (np.insert(X, 0, 1, axis=1) @ self.w_ >= 0).astype(int)


class OneVsRest(Base):
    def __init__(self, base, **kw):
        self.base, self.kw = base, kw

    def fit(self, X, y):
        self.classes_ = np.unique(y)
        self.models_ = {c: Base.registry[self.base](**self.kw).fit(X, (y == c) * 1) for c in self.classes_}
        return self

    def decision(self, X):
        Xb = np.hstack((np.ones((len(X), 1)), X))
        W = np.vstack([m.w_ for m in self.models_.values()])
        return Xb @ W.T

    def predict(self, X):
        return self.classes_[self.decision(X).argmax(1)]


def make_blobs(n_per, centers, spread=.5):
    parts, labels = [], []
    for i, c in enumerate(centers):
        parts += [np.asarray(c) + spread * np.random.randn(n_per, len(c))]
        labels += [i] * n_per
    X, y = np.concatenate(parts), np.array(labels)
    p = np.random.permutation(len(y))
    return X[p], y[p]


def kfold(n, k):
    idx = np.arange(n)
    sizes = np.full(k, n // k, dtype=int)
    sizes[:n % k] += 1
    cur = 0
    for s in sizes:
        test = idx[cur:cur + s]
        train = np.setdiff1d(idx, test)
        yield train, test
        cur += s


@memo
def kernel(X, gamma=1.0):
    sq = (X ** 2).sum(1)
    return np.exp(-gamma * (sq[:, None] + sq - 2 * X @ X.T))


np.random.seed(4)
X, y = make_blobs(20, [(0, 0), (4, 4), (0, 5)])
with timer('gmm'):
    g = GMM(k=3).fit(X)
lab = g.predict(X)
table = np.zeros((3, 3), int)
for a, b in zip(lab, y):
    table[a, b] += 1
purity = table.max(axis=0).sum() / table.sum()
ovr = OneVsRest('perceptron', epochs=8, eta=.1)
scores = [ovr.fit(X[tr], y[tr]).score(X[te], y[te]) for tr, te in kfold(len(X), 4)]
K = kernel(X, gamma=.5)
n = K.shape[0]
C = np.eye(n) - np.ones((n, n)) / n
Kc = C @ K @ C
lam, V = la.eigh(Kc)
emb = V[:, ::-1][:, :2] * np.sqrt(np.maximum(lam[::-1][:2], 0))
rngs = np.apply_along_axis(lambda col: col.max() - col.min(), 0, X)
rot = reduce(np.dot, [np.array([[np.cos(t), -np.sin(t)], [np.sin(t), np.cos(t)]]) for t in (.1, .2, .3)])
vol = reduce(mul, rngs)
Xr = X @ rot
Q, Rm = la.qr(Xr)
hist, edges = np.histogram(Xr[:, 0], bins=8)
mids = (edges[1:] + edges[:-1]) / 2
H2, xe, ye = np.histogram2d(Xr[:, 0], Xr[:, 1], bins=(5, 6))
order = np.lexsort((Xr[:, 1], y))
per_class = np.array([Xr[y == c].mean(0) for c in np.unique(y)])
within = sum(((Xr[y == c] - per_class[c]) ** 2).sum() for c in range(3))
tri = np.triu_indices(4, k=1)
pairs = la.norm(X[tri[0]] - X[tri[1]], axis=-1)
moving = np.lib.stride_tricks.sliding_window_view(Xr[:, 0], 5).mean(-1)
ranks = np.empty(len(mids), int)
ranks[np.argsort(mids)] = np.arange(len(mids))
print(purity, np.mean(scores), emb.shape, vol, H2.sum(), within, moving[:2], ovr.get_params().keys(), ranks)
