"""Signals: spectra by hand, an echo state network and an HMM trained with Baum-Welch."""
import numpy as np
import pickle, os, tempfile
from io import StringIO

np.set_printoptions(precision=3, suppress=True)
fs = 64
t = np.arange(0, 2, 1 / fs)
sig = np.sin(2 * np.pi * 5 * t) + .5 * np.cos(2 * np.pi * 12 * t)
noisy = sig + np.random.normal(0, .2, t.shape)


def dft(x):
    x = np.asarray(x, dtype=float)
    N = x.shape[0]
    n = np.arange(N)
    k = n.reshape((N, 1))
    M = np.exp(-2j * np.pi * k * n / N)
    return np.dot(M, x)


def fft_rec(x):
    x = np.asarray(x, dtype=float)
    N = x.shape[0]
    if N <= 16:
        return dft(x)
    X_even = fft_rec(x[::2])
    X_odd = fft_rec(x[1::2])
    factor = np.exp(-2j * np.pi * np.arange(N) / N)
    return np.concatenate([X_even + factor[:N // 2] * X_odd, X_even + factor[N // 2:] * X_odd])


spec = fft_rec(noisy)
ref = np.fft.fft(noisy)
freqs = np.fft.fftfreq(len(noisy), 1 / fs)
half = freqs > 0
power = np.abs(ref[half]) ** 2
peak = freqs[half][power.argmax()]
rspec = np.fft.rfft(noisy)
clean = np.fft.irfft(np.where(np.abs(rspec) > 10, rspec, 0), n=len(noisy))
window = np.hanning(16)
frames = np.array([noisy[i:i + 16] * window for i in range(0, len(noisy) - 16 + 1, 8)])
spectrogram = np.abs(np.fft.rfft(frames, axis=1)).T
mov = np.convolve(noisy, np.ones(5) / 5.0, 'same')


class ESN:
    def __init__(self, n_in, n_res=30, rho=0.9, leak=.3, ridge=1e-6):
        self.Win = (np.random.rand(n_res, 1 + n_in) - 0.5)
        W = np.random.rand(n_res, n_res) - 0.5
        W[np.random.rand(*W.shape) > .3] = 0
        radius = max(abs(np.linalg.eigvals(W)))
        self.W = W * (rho / radius)
        self.leak, self.ridge, self.n_res = leak, ridge, n_res

    def states(self, u):
        T = len(u)
        X = np.zeros((1 + 1 + self.n_res, T))
        x = np.zeros((self.n_res, 1))
        for i in range(T):
            ui = u[i]
            x = (1 - self.leak) * x + self.leak * np.tanh(np.dot(self.Win, np.vstack((1, ui))) + np.dot(self.W, x))
            X[:, i] = np.vstack((1, ui, x))[:, 0]
        self.x = x
        return X

    def fit(self, u, washout=10):
        X = self.states(u[:-1])[:, washout:]
        Yt = u[None, washout + 1:]
        reg = self.ridge * np.eye(2 + self.n_res)
        self.Wout = np.linalg.solve(np.dot(X, X.T) + reg, np.dot(X, Yt.T)).T
        return self

    def generate(self, u0, steps):
        Y = np.zeros((1, steps))
        u, x = u0, self.x
        for k in range(steps):
            x = (1 - self.leak) * x + self.leak * np.tanh(self.Win @ np.vstack((1, u)) + self.W @ x)
            y = self.Wout @ np.vstack((1, u, x))
            Y[:, k] = y[:, 0]
            u = y
        return Y


esn = ESN(1).fit(sig)
gen = esn.generate(sig[-1], 20)


def forward_pass(V, a, b, pi):
    alpha = np.zeros((V.shape[0], a.shape[0]))
    alpha[0, :] = pi * b[:, V[0]]
    for t in range(1, V.shape[0]):
        for j in range(a.shape[0]):
            alpha[t, j] = alpha[t - 1].dot(a[:, j]) * b[j, V[t]]
    return alpha


def backward_pass(V, a, b):
    beta = np.zeros((V.shape[0], a.shape[0]))
    beta[V.shape[0] - 1] = np.ones((a.shape[0]))
    for t in range(V.shape[0] - 2, -1, -1):
        for j in range(a.shape[0]):
            beta[t, j] = (beta[t + 1] * b[:, V[t + 1]]).dot(a[j, :])
    return beta


def baum_welch(V, a, b, pi, n_iter=3):
    M = a.shape[0]
    T = len(V)
    for n in range(n_iter):
        alpha = forward_pass(V, a, b, pi)
        beta = backward_pass(V, a, b)
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
    return {"a": a, "b": b}


V = (noisy[:40] > 0).astype(int)
a = np.ones((2, 2))
a = a / np.sum(a, axis=1)
b = np.array(((1, 3, ), (2, 2, )), dtype=float)
b /= b.sum(axis=1).reshape(-1, 1)
res = baum_welch(V, a, b, np.array((0.5, 0.5)))
table = np.loadtxt(StringIO("0 1 2\n3 4 5\n6 7 8"))
tmp = os.path.join(tempfile.mkdtemp(), 'w.npz')
np.savez(tmp, a=res["a"], spec=spectrogram)
loaded = np.load(tmp)
a2 = loaded['a']
with open(tmp + '.pkl', 'wb') as fh:
    pickle.dump({'esn': esn.Wout, 'b': res['b']}, fh)
with open(tmp + '.pkl', 'rb') as fh:
    back = pickle.load(fh)
wout = back['esn']
print(peak, gen.shape, a2, wout.shape, table.T)
