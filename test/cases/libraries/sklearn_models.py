import numpy as np
from sklearn.cluster import KMeans, DBSCAN
from sklearn.datasets import load_iris, load_digits, make_blobs
from sklearn.decomposition import PCA
from sklearn.ensemble import RandomForestClassifier
from sklearn.manifold import TSNE
from sklearn.mixture import GaussianMixture
from sklearn.neighbors import KNeighborsClassifier, NearestNeighbors
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler, PolynomialFeatures
from sklearn.linear_model import LinearRegression
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier
from sklearn.utils import shuffle
from sklearn.base import BaseEstimator, ClassifierMixin, TransformerMixin

iris = load_iris()
X, y = iris.data, iris.target
pca = PCA(n_components=2)
Z = pca.fit_transform(X)
axes = pca.components_
ratio = pca.explained_variance_ratio_
back = pca.inverse_transform(Z)
whole = PCA().fit(X)
spectrum = whole.explained_variance_
cumulative = np.cumsum(whole.explained_variance_ratio_)

km = KMeans(n_clusters=3, n_init=10).fit(X)
centers = km.cluster_centers_
labels = km.labels_
assigned = km.predict(X[:5])
distances = km.transform(X)
groups = KMeans(n_clusters=4, n_init=10).fit_predict(X)
noise = DBSCAN(eps=0.5).fit(X).labels_

knn = KNeighborsClassifier(n_neighbors=3)
knn.fit(X, y)
guess = knn.predict(X[:7])
d, i = NearestNeighbors(n_neighbors=4).fit(X).kneighbors(X[:6])
forest = RandomForestClassifier(n_estimators=5).fit(X, y)
importance = forest.feature_importances_
order = np.argsort(importance)[::-1]
tree = DecisionTreeClassifier().fit(X[:, 2:], y)
grid = np.c_[np.linspace(0, 5, 20), np.linspace(0, 2, 20)]
regions = tree.predict(grid)
svm = SVC(kernel='rbf').fit(X, y)
svm_pred = svm.predict(X)
hits = (svm_pred == y).sum()
gm = GaussianMixture(n_components=3).fit(X)
resp = gm.predict_proba(X)
mu = gm.means_

pipe = make_pipeline(StandardScaler(), PCA(n_components=3), LinearRegression())
pipe.fit(X, y)
fitted = pipe.predict(X[:20])
poly = Pipeline([('poly', PolynomialFeatures(degree=2)), ('lin', LinearRegression(fit_intercept=False))])
poly.fit(X[:, :1], X[:, 1])
w = poly.named_steps['lin'].coef_
curve = poly.predict(np.linspace(0, 1, 50).reshape(-1, 1))
xs, ys = shuffle(X, y, random_state=0)


class Centred(BaseEstimator, TransformerMixin):
    def fit(self, X, y=None):
        self.mean_ = X.mean(axis=0)
        return self

    def transform(self, X):
        return X - self.mean_


class Majority(BaseEstimator, ClassifierMixin):
    def fit(self, X, y):
        self.counts = np.bincount(y)
        self.top = np.argmax(self.counts)
        return self

    def predict(self, X):
        return np.full(X.shape[0], self.top)


centred = Centred().fit_transform(X)
common = Majority().fit(X, y).predict(X[:9])
both = make_pipeline(Centred(), Majority()).fit(X, y).predict(X)
