"""State space models in plain numpy: kalman, particle filter, hmm, metropolis, gibbs."""
import numpy as np
import numpy.random as npr
from numpy.linalg import inv, det, norm, solve
import matplotlib.pyplot as plt
from scipy.stats import norm as gaussian, beta

npr.seed(42)


class KalmanFilter(object):
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
        self.P = np.dot(np.dot(I - np.dot(K, self.H), self.P), (I - np.dot(K, self.H)).T) + np.dot(np.dot(K, self.R), K.T)


def example():
    dt = 1.0 / 60
    F = np.array([[1, dt, 0], [0, 1, dt], [0, 0, 1]])
    H = np.array([1, 0, 0]).reshape(1, 3)
    Q = np.array([[0.05, 0.05, 0.0], [0.05, 0.05, 0.0], [0.0, 0.0, 0.0]])
    R = np.array([0.5]).reshape(1, 1)
    x = np.linspace(-10, 10, 100)
    measurements = -(x ** 2 + 2 * x - 2) + np.random.normal(0, 2, 100)
    kf = KalmanFilter(F=F, H=H, Q=Q, R=R)
    predictions = []
    for z in measurements:
        predictions.append(np.dot(H, kf.predict())[0])
        kf.update(z)
    plt.plot(range(len(measurements)), measurements, label='Measurements')
    plt.plot(range(len(predictions)), np.array(predictions), label='Kalman Filter Prediction')
    plt.legend()
    return np.array(predictions), kf


preds, kf = example()
rmse = np.sqrt(np.mean((preds[:, 0] - preds.mean()) ** 2))


# ----- particle filter
def systematic_resample(w):
    N = len(w)
    positions = (npr.random() + np.arange(N)) / N
    indexes = np.zeros(N, 'i')
    cumulative_sum = np.cumsum(w)
    i, j = 0, 0
    while i < N:
        if positions[i] < cumulative_sum[j]:
            indexes[i] = j
            i += 1
        else:
            j += 1
    return indexes


def neff(weights):
    return 1. / np.sum(np.square(weights))


def run_pf(N, iters=8, landmarks=np.array([[-1, 2], [5, 10], [12, 14], [18, 21]])):
    NL = len(landmarks)
    particles = np.empty((N, 3))
    particles[:, 0] = npr.uniform(0, 20, size=N)
    particles[:, 1] = npr.uniform(0, 20, size=N)
    particles[:, 2] = npr.uniform(0, 2 * np.pi, size=N)
    particles[:, 2] %= 2 * np.pi
    weights = np.ones(N) / N
    xs = []
    robot_pos = np.array([0., 0.])
    for x in range(iters):
        robot_pos += (1, 1)
        zs = norm(landmarks - robot_pos, axis=1) + npr.randn(NL) * .1
        particles[:, 2] += 0.1 + npr.randn(N) * .2
        dist = 1.4 + npr.randn(N) * .05
        particles[:, 0] += np.cos(particles[:, 2]) * dist
        particles[:, 1] += np.sin(particles[:, 2]) * dist
        for i, landmark in enumerate(landmarks):
            distance = np.linalg.norm(particles[:, 0:2] - landmark, axis=1)
            weights *= gaussian(distance, 0.1).pdf(zs[i])
        weights += 1.e-300
        weights /= sum(weights)
        if neff(weights) < N / 2:
            indexes = systematic_resample(weights)
            particles[:] = particles[indexes]
            weights.resize(len(particles))
            weights.fill(1.0 / len(weights))
        mu = np.average(particles[:, 0:2], weights=weights, axis=0)
        var = np.average((particles[:, 0:2] - mu) ** 2, weights=weights, axis=0)
        xs.append(mu)
    xs = np.array(xs)
    return xs, var


track, v = run_pf(200)
print('final position error', track[-1] - np.array([8, 8]), v)


# ----- hidden markov model
def forward(V, a, b, initial_distribution):
    alpha = np.zeros((V.shape[0], a.shape[0]))
    alpha[0, :] = initial_distribution * b[:, V[0]]
    for t in range(1, V.shape[0]):
        for j in range(a.shape[0]):
            alpha[t, j] = alpha[t - 1].dot(a[:, j]) * b[j, V[t]]
    return alpha


def backward(V, a, b):
    beta = np.zeros((V.shape[0], a.shape[0]))
    beta[V.shape[0] - 1] = np.ones((a.shape[0]))
    for t in range(V.shape[0] - 2, -1, -1):
        for j in range(a.shape[0]):
            beta[t, j] = (beta[t + 1] * b[:, V[t + 1]]).dot(a[j, :])
    return beta


def baum_welch(V, a, b, initial_distribution, n_iter=100):
    M = a.shape[0]
    T = len(V)
    for n in range(n_iter):
        alpha = forward(V, a, b, initial_distribution)
        beta = backward(V, a, b)
        xi = np.zeros((M, M, T - 1))
        for t in range(T - 1):
            denominator = np.dot(np.dot(alpha[t, :].T, a) * b[:, V[t + 1]].T, beta[t + 1, :])
            for i in range(M):
                numerator = alpha[t, i] * a[i, :] * b[:, V[t + 1]].T * beta[t + 1, :].T
                xi[i, :, t] = numerator / denominator
        gamma = np.sum(xi, axis=1)
        a = np.sum(xi, 2) / np.sum(gamma, axis=1).reshape((-1, 1))
        gamma = np.hstack((gamma, np.sum(xi[:, :, T - 2], axis=0).reshape((-1, 1))))
        K = b.shape[1]
        denominator = np.sum(gamma, axis=1)
        for l in range(K):
            b[:, l] = np.sum(gamma[:, V == l], axis=1)
        b = np.divide(b, denominator.reshape((-1, 1)))
    return (a, b)


def viterbi(V, a, b, initial_distribution):
    T = V.shape[0]
    M = a.shape[0]
    omega = np.zeros((T, M))
    omega[0, :] = np.log(initial_distribution * b[:, V[0]])
    prev = np.zeros((T - 1, M))
    for t in range(1, T):
        for j in range(M):
            probability = omega[t - 1] + np.log(a[:, j]) + np.log(b[j, V[t]])
            prev[t - 1, j] = np.argmax(probability)
            omega[t, j] = np.max(probability)
    S = np.zeros(T)
    last_state = np.argmax(omega[T - 1, :])
    S[0] = last_state
    backtrack_index = 1
    for i in range(T - 2, -1, -1):
        S[backtrack_index] = prev[i, int(last_state)]
        last_state = prev[i, int(last_state)]
        backtrack_index += 1
    S = np.flip(S, axis=0)
    result = []
    for s in S:
        if s == 0:
            result.append("A")
        else:
            result.append("B")
    return result


V = npr.choice(3, size=60, p=[.5, .3, .2])
a = np.ones((2, 2))
a = a / np.sum(a, axis=1)
b = np.array(((1, 3, 5), (2, 4, 6)))
b = b / np.sum(b, axis=1).reshape((-1, 1))
initial_distribution = np.array((0.5, 0.5))
a, b = baum_welch(V, a, b, initial_distribution, n_iter=5)
path = viterbi(V, a, b, initial_distribution)
print(path[:10])


# ----- mcmc
def target(lik, prior, n, h, theta):
    if theta < 0 or theta > 1:
        return 0
    else:
        return lik(n, theta).pmf(h) * prior.pdf(theta)


def metropolis(logp, x0, steps=200, scale=.5):
    x = np.atleast_1d(np.asarray(x0, dtype=float))
    chain = np.zeros((steps, x.size))
    accepted = 0
    lp = logp(x)
    for s in range(steps):
        prop = x + scale * npr.normal(size=x.shape)
        lq = logp(prop)
        if np.log(npr.rand()) < lq - lp:
            x, lp = prop, lq
            accepted += 1
        chain[s] = x
    return chain, accepted / steps


logp = lambda z: -0.5 * z @ np.array([[2., .3], [.3, 1.]]) @ z
chain, acc = metropolis(logp, [0, 0], steps=300)
burned = chain[50::2]
cov = np.cov(burned, rowvar=False)
hist, edges = np.histogram(burned[:, 0], bins=20, density=True)
centers = .5 * (edges[1:] + edges[:-1])
H2, xe, ye = np.histogram2d(burned[:, 0], burned[:, 1], bins=(10, 12))


def autocorr(x, lag):
    x = x - x.mean()
    c = np.correlate(x, x, mode='full')[len(x) - 1:]
    return (c / c[0])[:lag]


rho = np.array([autocorr(burned[:, d], 15) for d in range(2)])
ess = len(burned) / (1 + 2 * rho[:, 1:].sum(axis=1))


def gibbs(data, iters=50, K=2, alpha=1.0):
    N = len(data)
    z = npr.randint(K, size=N)
    mus = npr.choice(data, K)
    pis = npr.dirichlet([alpha] * K)
    trace = []
    for it in range(iters):
        like = pis * np.exp(-.5 * (data[:, None] - mus) ** 2)
        p = like / like.sum(1, keepdims=True)
        u = npr.rand(N, 1)
        z = (u > p.cumsum(axis=1)).sum(axis=1)
        counts = np.bincount(z, minlength=K)
        for k in range(K):
            sel = data[z == k]
            mus[k] = npr.normal(sel.mean() if len(sel) else 0, 1 / np.sqrt(max(1, len(sel))))
        pis = npr.dirichlet(alpha + counts)
        trace.append(np.r_[mus, pis])
    return np.vstack(trace), z


data = np.concatenate([npr.normal(-2, 1, 80), npr.normal(3, 1, 120)])
trace, z = gibbs(data)
lo, hi = np.percentile(trace, [2.5, 97.5], axis=0)
post = beta(3, 5)
theta = np.linspace(0, 1, 101)
dens = post.pdf(theta)
hdi = theta[dens > np.quantile(dens, .9)]
print(lo.shape, hi, hdi)
