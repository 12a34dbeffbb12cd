import numpy as np
from sklearn.datasets import fetch_california_housing, load_iris
import pandas as pd

class Layer:
    def __init__(self, *shape, init=np.random.randn):
        self.w = init(*shape) * .1
        self.state = dict()
    def __call__(self, x):
        self.x = x
        return x @ self.w
    @property
    def size(self):
        return self.w.size

class Optim:
    def __init__(self, params, lr=.01, betas=(.9, .99)):
        self.params = list(params)
        self.m = [np.zeros_like(p) for p in self.params]
        self.v = [np.zeros(p.shape) for p in self.params]
        self.t = 0
    def step(self, grads):
        self.t += 1
        for i, (p, g) in enumerate(zip(self.params, grads)):
            self.m[i] = .9 * self.m[i] + .1 * g
            self.v[i] = .99 * self.v[i] + .01 * g * g
            mh = self.m[i] / (1 - .9 ** self.t)
            vh = self.v[i] / (1 - .99 ** self.t)
            p -= .01 * mh / (np.sqrt(vh) + 1e-8)

layers = [Layer(4, 8), Layer(8, 3)]
iris = load_iris()
X, t = iris.data, iris.target
onehot = np.zeros((t.size, t.max() + 1))
onehot[np.arange(t.size), t] = 1
opt = Optim([l.w for l in layers])
for epoch in range(4):
    idx = np.random.permutation(len(X))
    for start in range(0, len(X), 32):
        b = idx[start:start + 32]
        xb, tb = X[b], onehot[b]
        h = np.maximum(layers[0](xb), 0)
        o = layers[1](h)
        o -= o.max(axis=1, keepdims=True)
        p = np.exp(o); p /= p.sum(axis=1, keepdims=True)
        loss = -np.sum(tb * np.log(p + 1e-9)) / len(b)
        d = (p - tb) / len(b)
        g2 = h.T @ d
        dh = d @ layers[1].w.T
        dh[h <= 0] = 0
        g1 = xb.T @ dh
        opt.step([g1, g2])
pred = np.argmax(layers[1](np.maximum(layers[0](X), 0)), axis=-1)
acc = (pred == t).mean()
cm = np.zeros((3, 3), int)
np.add.at(cm, (t, pred), 1)
per_class = cm.diagonal() / cm.sum(axis=1)
groups = {c: X[t == c] for c in range(3)}
means = np.array([g.mean(axis=0) for g in groups.values()])
Sw = sum((g - g.mean(0)).T @ (g - g.mean(0)) for g in groups.values())
Sb = sum(len(g) * np.outer(g.mean(0) - X.mean(0), g.mean(0) - X.mean(0)) for g in groups.values())
vals, vecs = np.linalg.eig(np.linalg.inv(Sw) @ Sb)
pairs = sorted([(np.abs(vals[i]), vecs[:, i]) for i in range(len(vals))], key=lambda k: k[0], reverse=True)
Wl = np.hstack((pairs[0][1].reshape(4, 1), pairs[1][1].reshape(4, 1)))
Z = X @ Wl
dist = np.linalg.norm(X[:, None] - means, axis=2)
near = dist.argmin(axis=1)
def batches(X, y, size):
    for i in range(0, len(X), size):
        yield X[i:i + size], y[i:i + size]
for bx, by in batches(X, t, 50):
    mu = bx.mean(0)
sizes = [4, 6, 3]
params = {f'W{i}': np.random.normal(0, .1, (a, b)) for i, (a, b) in enumerate(zip(sizes, sizes[1:]))}
flat = np.hstack([v.ravel() for v in params.values()])
train, test = X[:-30], X[-30:]
tt = t[-30:].reshape(-1, 1)
k = 5
D = ((test[:, np.newaxis, :] - train[np.newaxis, :, :]) ** 2).sum(axis=2)
nn = np.argsort(D, axis=1)[:, :k]
votes = t[:-30][nn]
knn = np.array([np.bincount(v).argmax() for v in votes])
err = np.mean(knn != tt.ravel())
hist = {'loss': [], 'acc': []}
for e in range(3):
    hist['loss'].append(loss); hist['acc'].append(acc)
losses = np.array(hist['loss'])
smooth = np.convolve(losses, np.ones(2) / 2, 'valid')
u, s, vt = np.linalg.svd(X - X.mean(0), full_matrices=False)
pc = u[:, :2] * s[:2]
var = s ** 2 / (len(X) - 1)
ratio = var / var.sum()
A = np.column_stack((np.ones(len(X)), X))
beta, res, rank, sv = np.linalg.lstsq(A, t, rcond=None)
hat = A @ np.linalg.inv(A.T @ A) @ A.T
lev = np.diag(hat)
x = np.linspace(-1, 1, 40)[:, None]
K = np.exp(-.5 * (x - x.T) ** 2)
L = np.linalg.cholesky(K + 1e-6 * np.eye(40))
f = L @ np.random.normal(size=(40, 3))
alpha = np.linalg.solve(L.T, np.linalg.solve(L, f[:, 0]))
state = np.zeros((2, 1)); F = np.array([[1, 1], [0, 1]]); P = np.eye(2); H = np.array([[1, 0]])
for z in np.random.randn(10):
    state = F @ state
    P = F @ P @ F.T + .1 * np.eye(2)
    S = H @ P @ H.T + .5
    G = P @ H.T @ np.linalg.inv(S)
    state = state + G * (z - H @ state)
    P = (np.eye(2) - G @ H) @ P
pop = np.random.randint(2, size=(20, 8))
fit = pop.sum(axis=1)
prob = fit / fit.sum()
sel = pop[np.random.choice(20, size=20, p=prob)]
cut = np.random.randint(1, 7)
child = np.concatenate([sel[0, :cut], sel[1, cut:]])
mask = np.random.rand(*pop.shape) < .05
pop = np.where(mask, 1 - pop, pop)
elite = pop[np.argsort(-fit)[:4]]
board = np.zeros((3, 3), dtype=int)
free = np.argwhere(board == 0)
moves = list(zip(*np.where(board == 0)))
rows = board.sum(1); diag = np.trace(np.fliplr(board))
life = np.random.randint(0, 2, (10, 10))
nb = sum(np.roll(np.roll(life, i, 0), j, 1) for i in (-1, 0, 1) for j in (-1, 0, 1) if (i, j) != (0, 0))
life = ((nb == 3) | ((life == 1) & (nb == 2))).astype(int)
