import numpy as np
from scipy.stats import multivariate_normal
import matplotlib.pyplot as plt

rng = np.random.RandomState(42)


def estimateGaussian(X):
    m, n = X.shape
    mu = 1. / m * np.sum(X, axis=0)
    sigma2 = 1. / m * np.sum((X - mu) ** 2, axis=0)
    return mu, sigma2


def multivariateGaussian(X, mu, Sigma2):
    k = mu.size
    if Sigma2.ndim == 1 or Sigma2.shape[0] == 1 or Sigma2.shape[1] == 1:
        Sigma2 = np.diag(Sigma2)
    X = X - mu
    p = (2 * np.pi) ** (-k / 2) * np.linalg.det(Sigma2) ** (-0.5) * \
        np.exp(-0.5 * np.sum(X.dot(np.linalg.pinv(Sigma2)) * X, axis=1))
    return p


def selectThreshold(yval, pval):
    bestEpsilon = 0
    bestF1 = 0
    F1 = 0
    stepsize = (pval.max() - pval.min()) / 100
    for epsilon in np.arange(pval.min(), pval.max(), stepsize):
        predictions = pval < epsilon
        tp = np.sum((predictions == 1) & (yval == 1))
        fp = np.sum((predictions == 1) & (yval == 0))
        fn = np.sum(np.logical_and(predictions == 0, yval == 1))
        if tp == 0:
            continue
        prec = tp / (tp + fp)
        rec = tp / (tp + fn)
        F1 = 2 * prec * rec / (prec + rec)
        if F1 > bestF1:
            bestF1 = F1
            bestEpsilon = epsilon
    return bestEpsilon, bestF1


def visualizeFit(X, mu, sigma2):
    X1, X2 = np.meshgrid(np.arange(0, 35.5, .5), np.arange(0, 35.5, .5))
    Z = multivariateGaussian(np.column_stack((X1.ravel(), X2.ravel())), mu, sigma2)
    Z = Z.reshape(X1.shape)
    plt.plot(X[:, 0], X[:, 1], 'bx')
    if np.sum(np.isinf(Z)) == 0:
        plt.contour(X1, X2, Z, 10.0 ** np.arange(-20, 0, 3))


X = rng.multivariate_normal([14, 15], [[2, .5], [.5, 1.5]], size=300)
X[:6] = X[:6] + rng.uniform(5, 9, size=(6, 2))
Xval = np.concatenate([rng.normal(14.5, 1.3, (50, 2)), rng.uniform(0, 30, (8, 2))])
yval = np.r_[np.zeros(50), np.ones(8)]
mu, sigma2 = estimateGaussian(X)
p = multivariateGaussian(X, mu, sigma2)
p_ref = multivariate_normal(mean=mu, cov=np.diag(sigma2)).pdf(X)
visualizeFit(X, mu, sigma2)
pval = multivariateGaussian(Xval, mu, sigma2)
epsilon, F1 = selectThreshold(yval, pval)
outliers = np.where(p < epsilon)
plt.scatter(X[outliers, 0], X[outliers, 1])
outIdx = np.nonzero(p < epsilon)[0]
print(X[outIdx].shape, epsilon)
z_scores = (X - X.mean(0)) / X.std(0)
far = np.abs(z_scores).max(axis=1) > 2.5
print(far.sum(), X[far, :].mean(axis=0))
cov = np.cov(X, rowvar=False)
inv_cov = np.linalg.inv(cov)
diff = X - mu
md = np.sqrt(np.einsum('ij,jk,ik->i', diff, inv_cov, diff))
top5 = np.argsort(md)[::-1][:5]
print(md[top5])
