import numpy as np


class LDA:
    def __init__(self, n_components):
        self.n_components = n_components
        self.linear_discriminants = None

    def fit(self, X, y):
        n_features = X.shape[1]
        class_labels = np.unique(y)
        mean_overall = np.mean(X, axis=0)
        SW = np.zeros((n_features, n_features))
        SB = np.zeros((n_features, n_features))
        for c in class_labels:
            X_c = X[y == c]
            mean_c = np.mean(X_c, axis=0)
            SW += (X_c - mean_c).T.dot((X_c - mean_c))
            n_c = X_c.shape[0]
            mean_diff = (mean_c - mean_overall).reshape(n_features, 1)
            SB += n_c * (mean_diff).dot(mean_diff.T)
        A = np.linalg.inv(SW).dot(SB)
        eigenvalues, eigenvectors = np.linalg.eig(A)
        eigenvectors = eigenvectors.T
        idxs = np.argsort(abs(eigenvalues))[::-1]
        eigenvalues = eigenvalues[idxs]
        eigenvectors = eigenvectors[idxs]
        self.linear_discriminants = eigenvectors[0:self.n_components]

    def transform(self, X):
        return np.dot(X, self.linear_discriminants.T)


def Hbeta(D=np.array([]), beta=1.0):
    P = np.exp(-D.copy() * beta)
    sumP = sum(P)
    H = np.log(sumP) + beta * np.sum(D * P) / sumP
    P = P / sumP
    return H, P


def x2p(X=np.array([]), tol=1e-5, perplexity=30.0):
    (n, d) = X.shape
    sum_X = np.sum(np.square(X), 1)
    D = np.add(np.add(-2 * np.dot(X, X.T), sum_X).T, sum_X)
    P = np.zeros((n, n))
    beta = np.ones((n, 1))
    logU = np.log(perplexity)
    for i in range(n):
        betamin = -np.inf
        betamax = np.inf
        Di = D[i, np.concatenate((np.r_[0:i], np.r_[i + 1:n]))]
        (H, thisP) = Hbeta(Di, beta[i])
        Hdiff = H - logU
        tries = 0
        while np.abs(Hdiff) > tol and tries < 50:
            if Hdiff > 0:
                betamin = beta[i].copy()
                if betamax == np.inf or betamax == -np.inf:
                    beta[i] = beta[i] * 2.
                else:
                    beta[i] = (beta[i] + betamax) / 2.
            else:
                betamax = beta[i].copy()
                if betamin == np.inf or betamin == -np.inf:
                    beta[i] = beta[i] / 2.
                else:
                    beta[i] = (beta[i] + betamin) / 2.
            (H, thisP) = Hbeta(Di, beta[i])
            Hdiff = H - logU
            tries += 1
        P[i, np.concatenate((np.r_[0:i], np.r_[i + 1:n]))] = thisP
    return P


def tsne(X, no_dims=2, perplexity=5.0, max_iter=10):
    (n, d) = X.shape
    Y = np.random.randn(n, no_dims)
    dY = np.zeros((n, no_dims))
    iY = np.zeros((n, no_dims))
    gains = np.ones((n, no_dims))
    P = x2p(X, 1e-5, perplexity)
    P = P + np.transpose(P)
    P = P / np.sum(P)
    P = np.maximum(P, 1e-12)
    for iter in range(max_iter):
        sum_Y = np.sum(np.square(Y), 1)
        num = -2. * np.dot(Y, Y.T)
        num = 1. / (1. + np.add(np.add(num, sum_Y).T, sum_Y))
        num[range(n), range(n)] = 0.
        Q = num / np.sum(num)
        Q = np.maximum(Q, 1e-12)
        PQ = P - Q
        for i in range(n):
            dY[i, :] = np.sum(np.tile(PQ[:, i] * num[:, i], (no_dims, 1)).T * (Y[i, :] - Y), 0)
        momentum = 0.5 if iter < 20 else 0.8
        gains = (gains + 0.2) * ((dY > 0.) != (iY > 0.)) + (gains * 0.8) * ((dY > 0.) == (iY > 0.))
        gains[gains < 0.01] = 0.01
        iY = momentum * iY - 500 * (gains * dY)
        Y = Y + iY
        Y = Y - np.tile(np.mean(Y, 0), (n, 1))
    return Y


X = np.vstack([np.random.randn(10, 4) + c * 3 for c in range(3)])
y = np.repeat([0, 1, 2], 10)
lda = LDA(2)
lda.fit(X, y)
projected = lda.transform(X)
Y = tsne(X, 2, 5.0)

# Gaussian process
Xs = np.linspace(-3, 3, 25).reshape(-1, 1)
Xt = np.array([-2, -1, 0, 1.5]).reshape(-1, 1)
yt = np.sin(Xt)


def kernel(a, b, l=1.0):
    sq = np.sum(a ** 2, 1).reshape(-1, 1) + np.sum(b ** 2, 1) - 2 * np.dot(a, b.T)
    return np.exp(-.5 * sq / l ** 2)


K = kernel(Xt, Xt)
L = np.linalg.cholesky(K + 1e-6 * np.eye(len(Xt)))
Ks = kernel(Xt, Xs)
Lk = np.linalg.solve(L, Ks)
mu = np.dot(Lk.T, np.linalg.solve(L, yt)).reshape((25,))
s2 = np.diag(kernel(Xs, Xs)) - np.sum(Lk ** 2, axis=0)
samples = mu.reshape(-1, 1) + np.random.randn(25, 3)

# Kalman filter
dt = 0.1
F = np.array([[1, dt], [0, 1]])
Hm = np.array([1, 0]).reshape(1, 2)
Qm = np.eye(2) * 0.01
R = np.array([0.5]).reshape(1, 1)
x = np.zeros((2, 1))
Pm = np.eye(2)
for z in np.sin(np.arange(0, 3, dt)):
    x = F @ x
    Pm = F @ Pm @ F.T + Qm
    innovation = z - Hm @ x
    S = R + Hm @ Pm @ Hm.T
    Kg = Pm @ Hm.T @ np.linalg.inv(S)
    x = x + Kg @ innovation
    Pm = (np.eye(2) - Kg @ Hm) @ Pm
