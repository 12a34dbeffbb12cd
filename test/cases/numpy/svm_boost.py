import numpy as np
from collections import Counter, defaultdict
from itertools import combinations

rng = np.random.default_rng(0)
X = rng.normal(size=(120, 4))
true_w = np.array([1., -2., .5, 0.])
y = np.sign(X.dot(true_w) + .1 * rng.standard_normal(120))
y[y == 0] = 1
perm = rng.permutation(len(X))
X, y = X[perm], y[perm]
split = int(.75 * len(X))
Xtr, Xte = X[:split], X[split:]
ytr, yte = y[:split], y[split:]

def rbf(a, b, gamma=.5):
    sq = np.sum(a ** 2, 1).reshape(-1, 1) + np.sum(b ** 2, 1) - 2 * np.dot(a, b.T)
    return np.exp(-gamma * sq)

class SVM(object):
    def __init__(self, C=1.0, kernel=rbf, tol=1e-3):
        self.C, self.kernel, self.tol = C, kernel, tol
    def fit(self, X, y, epochs=3):
        n, d = X.shape
        self.alpha = np.zeros(n); self.b = 0
        Kmat = self.kernel(X, X)
        for _ in range(epochs):
            for i in range(n):
                f = (self.alpha * y) @ Kmat[:, i] + self.b
                Ei = f - y[i]
                j = np.random.choice([k for k in range(n) if k != i])
                eta = 2 * Kmat[i, j] - Kmat[i, i] - Kmat[j, j]
                if eta >= 0:
                    continue
                self.alpha[i] = np.clip(self.alpha[i] - y[i] * Ei / eta, 0, self.C)
        sv = self.alpha > 1e-8
        self.sv_X, self.sv_y, self.sv_a = X[sv], y[sv], self.alpha[sv]
        return self
    def decision(self, X):
        return self.kernel(X, self.sv_X) @ (self.sv_a * self.sv_y) + self.b
    def predict(self, X):
        return np.where(self.decision(X) >= 0, 1, -1)

model = SVM().fit(Xtr, ytr)
acc = np.mean(model.predict(Xte) == yte)

class Stump:
    def __init__(self):
        self.polarity = 1
        self.feature_idx = None
        self.threshold = None
        self.alpha = None
    def predict(self, X):
        n = X.shape[0]
        col = X[:, self.feature_idx]
        out = np.ones(n)
        if self.polarity == 1:
            out[col < self.threshold] = -1
        else:
            out[col > self.threshold] = -1
        return out

class Adaboost:
    def __init__(self, n_clf=5):
        self.n_clf = n_clf
        self.clfs = []
    def fit(self, X, y):
        n, f = X.shape
        w = np.full(n, 1 / n)
        for _ in range(self.n_clf):
            clf = Stump(); best = float('inf')
            for fi in range(f):
                col = X[:, fi]
                for th in np.unique(col)[:10]:
                    p = 1
                    pred = np.ones(n)
                    pred[col < th] = -1
                    err = sum(w[y != pred])
                    if err > .5:
                        err = 1 - err; p = -1
                    if err < best:
                        best = err
                        clf.polarity, clf.threshold, clf.feature_idx = p, th, fi
            clf.alpha = .5 * np.log((1 - best) / (best + 1e-10))
            pred = clf.predict(X)
            w *= np.exp(-clf.alpha * y * pred)
            w /= np.sum(w)
            self.clfs.append(clf)
    def predict(self, X):
        preds = [c.alpha * c.predict(X) for c in self.clfs]
        return np.sign(np.sum(preds, axis=0))

ada = Adaboost(); ada.fit(Xtr, ytr)
yp = ada.predict(Xte)
conf = np.zeros((2, 2), dtype=int)
for t, p in zip(yte, yp):
    conf[int(t > 0), int(p > 0)] += 1
precision = conf[1, 1] / max(conf[:, 1].sum(), 1)

class NaiveBayes:
    def fit(self, X, y):
        self.classes = np.unique(y)
        self.params = {}
        for c in self.classes:
            Xc = X[y == c]
            self.params[c] = {'mean': Xc.mean(axis=0), 'var': Xc.var(axis=0) + 1e-9, 'prior': len(Xc) / len(X)}
        return self
    def predict(self, X):
        scores = []
        for c in self.classes:
            p = self.params[c]
            ll = -0.5 * np.sum(np.log(2 * np.pi * p['var'])) - 0.5 * np.sum((X - p['mean']) ** 2 / p['var'], axis=1)
            scores.append(ll + np.log(p['prior']))
        return self.classes[np.argmax(np.array(scores), axis=0)]
nb = NaiveBayes().fit(Xtr, ytr)
nbp = nb.predict(Xte)

def knn_predict(Xtr, ytr, Xte, k=5):
    out = []
    for x in Xte:
        d = np.linalg.norm(Xtr - x, axis=1)
        near = np.argpartition(d, k)[:k]
        out.append(Counter(ytr[near]).most_common(1)[0][0])
    return np.array(out)
kp = knn_predict(Xtr, ytr, Xte)
poly = np.column_stack([np.ones(len(X))] + [X[:, i] * X[:, j] for i, j in combinations(range(4), 2)])
theta = np.linalg.lstsq(poly, y, rcond=None)[0]
theta2 = np.linalg.pinv(poly.T @ poly) @ poly.T @ y
resid = y - poly @ theta
ridge = np.linalg.solve(poly.T @ poly + 0.1 * np.identity(poly.shape[1]), poly.T @ y)
folds = np.array_split(np.arange(len(X)), 5)
scores = np.zeros(5)
for i in range(5):
    test_idx = folds[i]
    train_idx = np.concatenate([folds[j] for j in range(5) if j != i])
    w = np.linalg.lstsq(X[train_idx], y[train_idx], rcond=None)[0]
    scores[i] = np.mean(np.sign(X[test_idx] @ w) == y[test_idx])
