# Three small unsupervised / associative networks in one file.
import numpy as np
import sys

letters = {
    'A': """
.XXX.
X...X
XXXXX
X...X
X...X
""",
    'Z': """
XXXXX
...X.
..X..
.X...
XXXXX
""",
}


def to_pattern(letter):
    return np.array([+1 if c == 'X' else -1 for c in letter.replace('\n', '')])


def display(pattern):
    for row in pattern.reshape((5, 5)):
        print(''.join('X' if v > 0 else '.' for v in row))


patterns = np.array([to_pattern(letters[k]) for k in sorted(letters)])


def train(patterns):
    r, c = patterns.shape
    W = np.zeros((c, c))
    for p in patterns:
        W = W + np.outer(p, p)
    W[np.diag_indices(c)] = 0
    return W / r


def recall(W, patterns, steps=5):
    sgn = np.vectorize(lambda x: -1 if x < 0 else +1)
    for _ in range(steps):
        patterns = sgn(np.dot(patterns, W))
    return patterns


def hopfield_energy(W, patterns):
    return np.array([-0.5 * np.dot(np.dot(p.T, W), p) for p in patterns])


W = train(patterns)
noisy = patterns.copy()
flip = np.random.rand(*noisy.shape) < 0.1
noisy[flip] *= -1
restored = recall(W, noisy)
for p in restored:
    display(p)
print(hopfield_energy(W, restored), (restored == patterns).all(axis=1))


class SOM(object):
    def __init__(self, h, w, dim, lr=0.5, **options):
        self.h, self.w = h, w
        self.lr0 = lr
        self.sigma0 = options.pop('sigma', max(h, w) / 2.0)
        self.n_iter = options.pop('n_iter', 50)
        self.weights = np.random.uniform(size=(h, w, dim))
        self.coords = np.dstack(np.mgrid[0:h, 0:w])

    def winner(self, x):
        dist = np.linalg.norm(self.weights - x, axis=-1)
        return np.unravel_index(dist.argmin(), dist.shape)

    def train(self, data):
        for t in range(self.n_iter):
            x = data[np.random.randint(len(data))]
            decay = np.exp(-t / float(self.n_iter))
            bmu = self.winner(x)
            d2 = ((self.coords - np.array(bmu)) ** 2).sum(axis=2)
            theta = np.exp(-d2 / (2 * (self.sigma0 * decay) ** 2))
            self.weights += self.lr0 * decay * theta[..., None] * (x - self.weights)
        return self

    def umatrix(self):
        u = np.zeros((self.h, self.w))
        for i in range(self.h):
            for j in range(self.w):
                nb = []
                for di, dj in ((-1, 0), (1, 0), (0, -1), (0, 1)):
                    if 0 <= i + di < self.h and 0 <= j + dj < self.w:
                        nb.append(np.linalg.norm(self.weights[i, j] - self.weights[i + di, j + dj]))
                u[i, j] = np.mean(nb)
        return u


colors = np.random.rand(30, 3)
som = SOM(6, 5, 3, lr=0.3, n_iter=40).train(colors)
u = som.umatrix()
hits = np.zeros((6, 5), dtype=int)
for c in colors:
    hits[som.winner(c)] += 1


class RBFNet:
    def __init__(self, k=4, lr=0.05, epochs=10):
        self.k, self.lr, self.epochs = k, lr, epochs
        self.w = np.random.randn(k)
        self.b = np.random.randn(1)

    def _kmeans(self, X):
        clusters = np.random.choice(np.squeeze(X), size=self.k)
        prev = clusters.copy()
        stds = np.zeros(self.k)
        converged = False
        n = 0
        while not converged and n < 30:
            distances = np.squeeze(np.abs(X[:, np.newaxis] - clusters[np.newaxis, :]))
            closest = np.argmin(distances, axis=1)
            for i in range(self.k):
                pts = X[closest == i]
                if len(pts) > 0:
                    clusters[i] = np.mean(pts, axis=0)
            converged = np.linalg.norm(clusters - prev) < 1e-6
            prev = clusters.copy()
            n += 1
        for i in range(self.k):
            pts = X[closest == i]
            stds[i] = np.std(pts) if len(pts) > 1 else 0.1
        return clusters, stds + 1e-2

    def rbf(self, x, c, s):
        return np.exp(-1 / (2 * s ** 2) * (x - c) ** 2)

    def fit(self, X, y):
        self.centers, self.stds = self._kmeans(X)
        for epoch in range(self.epochs):
            for i in range(X.shape[0]):
                a = np.array([self.rbf(X[i], c, s) for c, s, in zip(self.centers, self.stds)])
                F = a.T.dot(self.w) + self.b
                error = -(y[i] - F).flatten()
                self.w = self.w - self.lr * a * error
                self.b = self.b - self.lr * error

    def predict(self, X):
        out = []
        for i in range(X.shape[0]):
            a = np.array([self.rbf(X[i], c, s) for c, s, in zip(self.centers, self.stds)])
            out.append(a.T.dot(self.w) + self.b)
        return np.array(out)


X = np.sort(np.random.uniform(0., 1., 40), axis=0)
y = np.sin(2 * np.pi * X) + np.random.uniform(-0.1, 0.1, 40)
net = RBFNet()
net.fit(X, y)
y_pred = net.predict(X)
resid = y - y_pred.squeeze()
print(np.mean(resid ** 2))
