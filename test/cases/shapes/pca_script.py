import numpy as np


class PCA:
    def __init__(self, n_components):
        self.n_components = n_components
        self.components = None
        self.mean = None

    def fit(self, X):
        self.mean = np.mean(X, axis=0)
        X = X - self.mean
        cov = np.cov(X.T)
        eigenvalues, eigenvectors = np.linalg.eig(cov)
        eigenvectors = eigenvectors.T
        idxs = np.argsort(eigenvalues)[::-1]
        eigenvalues = eigenvalues[idxs]
        eigenvectors = eigenvectors[idxs]
        self.components = eigenvectors[0:self.n_components]

    def transform(self, X):
        X = X - self.mean
        return np.dot(X, self.components.T)


data = np.random.randn(150, 4)
pca = PCA(2)
pca.fit(data)
X_projected = pca.transform(data)
print("Shape of X:", data.shape)
print("Shape of transformed X:", X_projected.shape)
x1 = X_projected[:, 0]
x2 = X_projected[:, 1]

U, S, Vt = np.linalg.svd(data - data.mean(axis=0), full_matrices=False)
explained = S ** 2 / np.sum(S ** 2)
recon = U[:, :2] @ np.diag(S[:2]) @ Vt[:2]
error = np.linalg.norm(data - data.mean(0) - recon)
