import numpy as np
import pandas as pd
import matplotlib.pyplot as plt

from sklearn import datasets, linear_model, preprocessing, metrics, model_selection, svm, tree, ensemble, cluster, decomposition
from sklearn.datasets import make_blobs, load_diabetes
from sklearn.preprocessing import LabelBinarizer, OneHotEncoder, label_binarize
from sklearn.model_selection import GridSearchCV, StratifiedShuffleSplit, cross_val_predict, cross_validate, learning_curve
from sklearn.metrics import classification_report, roc_curve, auc, r2_score, pairwise_distances
from sklearn.linear_model import Lasso, SGDClassifier, Perceptron
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.svm import SVC
from sklearn.utils import Bunch

X, y = make_blobs(n_samples=[30, 40, 50], random_state=1)
Y = np.eye(3)[y]
lb = LabelBinarizer().fit_transform(y)
lb3 = label_binarize(y, classes=[0, 1, 2])
le = preprocessing.LabelEncoder()
enc = le.fit_transform(np.array(['a', 'b', 'a']))
ss = preprocessing.StandardScaler().fit(X)
Xs = ss.transform(X)
Xi = ss.inverse_transform(Xs)
sc = preprocessing.scale(X)
gs = GridSearchCV(SVC(), {'C': [1, 10]}, cv=3)
gs.fit(Xs, y)
gp = gs.predict(Xs)
best = gs.best_estimator_.predict(Xs[:10])
p = SGDClassifier().fit(Xs, y)
df_ = p.decision_function(Xs)
w = p.coef_
xx, yy = np.meshgrid(np.arange(X[:, 0].min() - 1, X[:, 0].max() + 1, .5), np.arange(X[:, 1].min() - 1, X[:, 1].max() + 1, .5))
Z = p.predict(np.c_[xx.ravel(), yy.ravel()])
Z = Z.reshape(xx.shape)
plt.contourf(xx, yy, Z, alpha=.3)
plt.scatter(X[y == 0, 0], X[y == 0, 1])
diabetes = load_diabetes()
dX = diabetes.data[:, np.newaxis, 2]
dtr, dte = dX[:-20], dX[-20:]
ytr, yte = diabetes.target[:-20], diabetes.target[-20:]
reg = linear_model.LinearRegression()
reg.fit(dtr, ytr)
pred = reg.predict(dte)
mse = np.mean((pred - yte) ** 2)
res = metrics.mean_squared_error(yte, pred)
coef = reg.coef_
lasso = Lasso(alpha=.1).fit(diabetes.data, diabetes.target)
nz = np.sum(lasso.coef_ != 0)
lda = LinearDiscriminantAnalysis(n_components=2).fit(X, y)
Xl = lda.transform(X)
km = cluster.KMeans(n_clusters=3, n_init=5)
lab = km.fit_predict(X)
sil = metrics.silhouette_score(X, lab)
D = pairwise_distances(X, X[:5])
cv = model_selection.cross_val_score(SVC(), X, y, cv=model_selection.KFold(n_splits=4))
m, s = cv.mean(), cv.std()
cp = cross_val_predict(SVC(), X, y, cv=3)
res = cross_validate(SVC(), X, y, cv=3)
ts = res['test_score']
sizes, tr, te = learning_curve(SVC(), X, y, cv=3, train_sizes=[.5, .8, 1.])
trm = np.mean(tr, axis=1)
fpr, tpr, thr = roc_curve(y == 0, X[:, 0])
area = auc(fpr, tpr)
cm = metrics.confusion_matrix(y, lab)
acc = np.trace(cm) / np.sum(cm)
t = tree.DecisionTreeRegressor(max_depth=2).fit(dX, diabetes.target)
tp = t.predict(np.linspace(-.1, .1, 30)[:, None])
rf = ensemble.RandomForestClassifier(n_estimators=3).fit(X, y)
prob = rf.predict_proba(X)
top = prob.argmax(1)
pc = decomposition.PCA(n_components=.9).fit(diabetes.data)
Xp = pc.transform(diabetes.data)
full = decomposition.PCA().fit_transform(diabetes.data)
cum = np.cumsum(decomposition.PCA().fit(diabetes.data).explained_variance_ratio_)
bunch = Bunch(data=X, target=y)
bd = bunch.data
frame = pd.DataFrame(diabetes.data, columns=diabetes.feature_names)
frame['target'] = diabetes.target
corr = frame.corr().values
feat = frame.drop('target', axis=1)
fv = feat.values
tv = frame.target.values
fn = (feat - feat.mean()) / feat.std()
fnv = fn.values
train = frame.sample(frac=.8, random_state=1)
trv = train.values
desc = frame.describe().values
g = frame[frame.age > 0]
gv = g.values
bmi = frame[['bmi', 'bp']].to_numpy()
mx = frame.max().values
arr = frame.iloc[:10, [0, 2]].values
col = frame.iloc[:, 3].values.reshape(-1, 1)
cols = list(frame.columns)
sub = frame[cols[:4]].values
x1, x2, y1, y2 = model_selection.train_test_split(feat, frame['target'], test_size=.3)
x1v, y1v = x1.values, y1.values
rx = linear_model.Ridge().fit(x1, y1).predict(x2)
