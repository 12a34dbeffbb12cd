import numpy as np
from sklearn.datasets import load_breast_cancer, load_iris
from sklearn.model_selection import train_test_split, KFold, cross_val_score, StratifiedKFold
from sklearn.preprocessing import StandardScaler, MinMaxScaler, PolynomialFeatures, LabelEncoder, OneHotEncoder, normalize
from sklearn.linear_model import LogisticRegression, LinearRegression, Ridge
from sklearn.metrics import accuracy_score, confusion_matrix, mean_squared_error

X, y = load_breast_cancer(return_X_y=True)
x_train, x_test, y_train, y_test = train_test_split(X, y, test_size=0.2, stratify=y, random_state=42)
x_tr, x_val, y_tr, y_val = train_test_split(x_train, y_train, test_size=0.25)
a, b = train_test_split(X)
c, d = train_test_split(X, train_size=100, test_size=50)

scaler = StandardScaler()
scaler.fit(x_train)
x_train_s = scaler.transform(x_train)
x_test_s = scaler.transform(x_test)
means = scaler.mean_
mm = MinMaxScaler().fit_transform(X)
unit = normalize(X)

clf = LogisticRegression(max_iter=5000).fit(x_train_s, y_train)
pred = clf.predict(x_test_s)
acc = np.mean(pred == y_test)
proba = clf.predict_proba(x_test_s)
score = clf.score(x_test_s, y_test)
wrong = x_test[pred != y_test]

reg = LinearRegression()
reg.fit(X[:, :3], X[:, 4])
w = reg.coef_
line = reg.predict(X[:10, :3])
error = line - X[:10, 4]
two = Ridge(alpha=1.0).fit(X[:, :3], X[:, 4:6])
w2 = two.coef_
b2 = two.intercept_
p2 = two.predict(X[:, :3])

poly = PolynomialFeatures(degree=3)
Z = poly.fit_transform(X[:, :2])
Z2 = PolynomialFeatures(2, include_bias=False).fit_transform(X[:, :4])
Z3 = PolynomialFeatures(degree=2, interaction_only=True).fit_transform(X[:, :5])

iris = load_iris()
labels = LabelEncoder().fit_transform(iris.target_names)
onehot = OneHotEncoder().fit_transform(iris.target.reshape(-1, 1)).toarray()
scores = cross_val_score(LogisticRegression(max_iter=1000), iris.data, iris.target, cv=4)
for train, test in KFold(n_splits=5).split(iris.data):
    part = iris.data[train]
    rest = iris.target[test]
for train, test in StratifiedKFold(5).split(iris.data, iris.target):
    part = iris.data[train]
m = confusion_matrix(y_test, pred, labels=[0, 1])
rate = m / m.sum()
mse = mean_squared_error(y_test, pred)
