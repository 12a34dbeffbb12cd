import numpy as np
from numpy.linalg import inv, norm
from collections import namedtuple, defaultdict

State = namedtuple('State', ['mean', 'cov'])


class KalmanFilter:
    def __init__(self, F=None, B=None, H=None, Q=None, R=None, P=None, x0=None):
        if F is None or H is None:
            raise ValueError("Set proper system dynamics.")
        self.n = F.shape[1]
        self.m = H.shape[1]
        self.F = F
        self.H = H
        self.B = 0 if B is None else B
        self.Q = np.eye(self.n) if Q is None else Q
        self.R = np.eye(self.n) if R is None else R
        self.P = np.eye(self.n) if P is None else P
        self.x = np.zeros((self.n, 1)) if x0 is None else x0

    def predict(self, u=0):
        self.x = np.dot(self.F, self.x) + np.dot(self.B, u)
        self.P = np.dot(np.dot(self.F, self.P), self.F.T) + self.Q
        return self.x

    def update(self, z):
        y = z - np.dot(self.H, self.x)
        S = self.R + np.dot(self.H, np.dot(self.P, self.H.T))
        K = np.dot(np.dot(self.P, self.H.T), np.linalg.inv(S))
        self.x = self.x + np.dot(K, y)
        I = np.eye(self.n)
        self.P = np.dot(np.dot(I - np.dot(K, self.H), self.P), (I - np.dot(K, self.H)).T) + np.dot(
            np.dot(K, self.R), K.T)


dt = 1.0 / 60
F = np.array([[1, dt, 0], [0, 1, dt], [0, 0, 1]])
H = np.array([1, 0, 0]).reshape(1, 3)
Q = np.array([[0.05, 0.05, 0.0], [0.05, 0.05, 0.0], [0.0, 0.0, 0.0]])
R = np.array([0.5]).reshape(1, 1)
x = np.linspace(-10, 10, 100)
measurements = - (x ** 2 + 2 * x - 2) + np.random.normal(0, 2, 100)
kf = KalmanFilter(F=F, H=H, Q=Q, R=R)
predictions = []
for z in measurements:
    predictions.append(np.dot(H, kf.predict())[0])
    kf.update(z)
predictions = np.array(predictions)
err = np.sqrt(np.mean((predictions.flatten() - measurements) ** 2))
print(err)


def rts(states, A, Q):
    out = [states[-1]]
    for s in reversed(states[:-1]):
        m_pred = A @ s.mean
        P_pred = A @ s.cov @ A.T + Q
        G = s.cov @ A.T @ inv(P_pred)
        nxt = out[-1]
        out.append(State(s.mean + G @ (nxt.mean - m_pred), s.cov + G @ (nxt.cov - P_pred) @ G.T))
    return out[::-1]


states = []
for t in range(12):
    states.append(State(mean=np.random.randn(2), cov=np.eye(2) * (t + 1)))
smooth = rts(states, np.array([[1., .1], [0., 1.]]), 0.01 * np.eye(2))
track = np.stack([s.mean for s in smooth])
sds = np.sqrt(np.array([np.diag(s.cov) for s in smooth]))
lower, upper = track - 2 * sds, track + 2 * sds

# ------- page rank ---------
links = [('a', 'b'), ('b', 'c'), ('c', 'a'), ('a', 'c'), ('d', 'a'), ('e', 'a')]
pages = sorted(set([p for l in links for p in l]))
index = {p: i for i, p in enumerate(pages)}
n = len(pages)
M = np.zeros((n, n))
for src, dst in links:
    M[index[dst], index[src]] += 1
col = M.sum(axis=0)
dangling = col == 0
M[:, ~dangling] /= col[~dangling]
M[:, dangling] = 1.0 / n


def pagerank(M, d=0.85, eps=1e-8):
    N = M.shape[1]
    v = np.random.rand(N, 1)
    v = v / np.linalg.norm(v, 1)
    last_v = np.ones((N, 1), dtype=np.float64) * 100
    M_hat = (d * M) + (((1 - d) / N) * np.ones((N, N)))
    count = 0
    while norm(v - last_v, 2) > eps:
        last_v = v
        v = np.matmul(M_hat, v)
        count += 1
    return v, count


rank, iters = pagerank(M)
order = np.argsort(-rank[:, 0])
for i in order:
    print(pages[i], rank[i, 0])
w, V = np.linalg.eig(M)
lead = np.real(V[:, np.argmax(np.abs(w))])
lead = lead / lead.sum()
