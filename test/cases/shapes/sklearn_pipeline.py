import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
from sklearn import datasets
from sklearn.datasets import load_iris, load_digits, make_blobs, make_moons, load_breast_cancer
from sklearn.linear_model import LogisticRegression, LinearRegression, SGDClassifier
from sklearn.metrics import accuracy_score, confusion_matrix
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import OneHotEncoder, StandardScaler, PolynomialFeatures
from sklearn.decomposition import PCA

cancer = load_breast_cancer()
print(cancer.data.shape, cancer.target.shape)
x = cancer.data
y = cancer.target
x_train_all, x_test, y_train_all, y_test = train_test_split(x, y, stratify=y, test_size=0.2, random_state=42)
x_train, x_val, y_train, y_val = train_test_split(x_train_all, y_train_all, stratify=y_train_all, test_size=0.2, random_state=42)
scaler = StandardScaler()
scaler.fit(x_train)
x_train_scaled = scaler.transform(x_train)
x_val_scaled = scaler.transform(x_val)
np.unique(cancer.target, return_counts=True)
train_mean = np.mean(x_train, axis=0)
train_std = np.std(x_train, axis=0)
scaled = (x_train - train_mean) / train_std

iris = datasets.load_iris()
X = iris["data"][:, (2, 3)]
Y = (iris["target"] == 2).astype(np.float64)
X_bias = np.c_[np.ones([len(X), 1]), X]
total_size = len(X_bias)
test_size = int(total_size * 0.2)
rnd = np.random.permutation(total_size)
X_tr = X_bias[rnd[:-test_size]]
X_te = X_bias[rnd[-test_size:]]

knn = KNeighborsClassifier(n_neighbors=3).fit(x_train_scaled, y_train)
knn_pred = knn.predict(x_val_scaled)
acc = accuracy_score(y_val, knn_pred)
logreg = LogisticRegression(max_iter=500)
logreg.fit(x_train_scaled, y_train)
proba = logreg.predict_proba(x_val_scaled)
coef = logreg.coef_
cm = confusion_matrix(y_val, knn_pred)

digits = load_digits()
images = digits.images
flat = images.reshape(len(images), -1)
pca = PCA(n_components=2)
projected = pca.fit_transform(flat)
Xm, ym = make_moons(n_samples=200, noise=0.1, random_state=0)
Xb, yb = make_blobs(n_samples=150, centers=4, n_features=3, random_state=1)
poly = PolynomialFeatures(degree=2, include_bias=False)
X_poly = poly.fit_transform(Xm)
lin = LinearRegression()
lin.fit(X_poly, ym)
line = lin.predict(X_poly)

frame = pd.DataFrame(Xb, columns=["a", "b", "c"])
frame["label"] = yb
values = frame[["a", "b"]].values
target = frame["label"].to_numpy()
fig, ax = plt.subplots()
ax.scatter(values[:, 0], values[:, 1], c=target)
plt.show()


class MyLogistic:
    def __init__(self):
        self.w = None

    def fit(self, x, y):
        self.w = np.zeros((x.shape[1], 1))
        y = y[:, np.newaxis]
        for i in range(100):
            p = 1 / (1 + np.exp(-x @ self.w))
            self.w -= 0.1 * x.T @ (p - y) / len(x)
        return self

    def predict(self, x):
        return (x @ self.w > 0).ravel().astype(int)


model = MyLogistic().fit(x_train_scaled, y_train)
val_acc = np.mean(model.predict(x_val_scaled) == y_val)
