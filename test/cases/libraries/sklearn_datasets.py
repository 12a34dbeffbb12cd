import numpy as np
from sklearn import datasets
from sklearn.datasets import load_iris, load_digits, load_wine, load_breast_cancer, load_diabetes, make_blobs
from sklearn.datasets import make_moons, make_circles, make_classification, make_regression

iris = load_iris()
X = iris.data
y = iris.target
names = iris.target_names
first = X[:, :2]
setosa = X[y == 0]
both = iris['data']

digits = load_digits()
images = digits.images
flat = digits.data / 16.0
one = images[0]
few, labels = load_digits(n_class=2, return_X_y=True)

wine = datasets.load_wine()
W = wine.data[:100]
cancer = load_breast_cancer()
feature_names = cancer.feature_names
mean = cancer.data.mean(axis=0)
scaled = (cancer.data - mean) / cancer.data.std(axis=0)
D, t = load_diabetes(return_X_y=True)
bmi = D[:, np.newaxis, 2]

P, q = make_blobs(n_samples=300, centers=4, n_features=3, random_state=0)
M, r = make_moons(n_samples=200, noise=0.1)
C, s = make_circles(100)
G, h = make_classification(n_samples=120, n_features=5, n_informative=3, n_redundant=0)
R, v = make_regression(n_samples=80, n_features=6)
R2, v2, coef = make_regression(n_samples=80, n_features=6, n_targets=2, coef=True)
centers = np.array([[0, 0], [3, 3]])
B, u = make_blobs(n_samples=50, centers=centers)
spread = np.unique(u)
frame = load_iris(as_frame=True)
table = frame.frame
values = table.values
sepal = table['sepal length (cm)'].values
target = frame.target.to_numpy()
