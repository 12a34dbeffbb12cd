import numpy as np
import pandas as pd
import matplotlib
matplotlib.use('Agg')
import matplotlib.pyplot as plt
from sklearn.model_selection import train_test_split, KFold
from sklearn.preprocessing import StandardScaler, LabelEncoder
from sklearn.metrics import confusion_matrix, accuracy_score

np.random.seed(10)
n = 120
df = pd.DataFrame({
    'Pclass': np.random.choice([1, 2, 3], n),
    'Sex': np.random.choice(['male', 'female'], n),
    'Age': np.random.normal(30, 12, n).clip(1, 80),
    'Fare': np.random.exponential(30, n),
    'Embarked': np.random.choice(['S', 'C', 'Q'], n),
})
df['Survived'] = ((df['Sex'] == 'female') & (df['Pclass'] < 3)).astype(int)
df['FamilySize'] = np.random.randint(0, 5, n) + 1
df['IsAlone'] = 0
df.loc[df['FamilySize'] == 1, 'IsAlone'] = 1
df['Sex'] = df['Sex'].map({'male': 0, 'female': 1})
df['AgeBin'] = pd.cut(df['Age'], bins=[0, 16, 32, 48, 64, 100], labels=False)
df['Age'].fillna(df['Age'].median(), inplace=True)
dummies = pd.get_dummies(df['Embarked'], prefix='Emb')
df = pd.concat([df, dummies], axis=1)
df.drop(['Embarked'], axis=1, inplace=True)
features = [c for c in df.columns if c != 'Survived']
X = df[features].values.astype(float)
y = df['Survived'].values
print(X.shape, y.shape, df.head())

X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
sc = StandardScaler()
X_train = sc.fit_transform(X_train)
X_test = sc.transform(X_test)


class LogReg:
    def __init__(self, lr=0.1, n_iter=50, l2=0.0, fit_intercept=True):
        self.lr = lr; self.n_iter = n_iter; self.l2 = l2
        self.fit_intercept = fit_intercept

    def __add_intercept(self, X):
        intercept = np.ones((X.shape[0], 1))
        return np.concatenate((intercept, X), axis=1)

    @staticmethod
    def _sig(z):
        return 1 / (1 + np.exp(-z))

    def fit(self, X, y):
        if self.fit_intercept:
            X = self.__add_intercept(X)
        self.theta = np.zeros(X.shape[1])
        self.losses = []
        for i in range(self.n_iter):
            z = np.dot(X, self.theta)
            h = self._sig(z)
            gradient = np.dot(X.T, (h - y)) / y.size
            gradient[1:] += self.l2 * self.theta[1:]
            self.theta -= self.lr * gradient
            self.losses.append((-y * np.log(h + 1e-12) - (1 - y) * np.log(1 - h + 1e-12)).mean())
        return self

    def predict_prob(self, X):
        if self.fit_intercept:
            X = self.__add_intercept(X)
        return self._sig(np.dot(X, self.theta))

    def predict(self, X, threshold=0.5):
        return (self.predict_prob(X) >= threshold).astype(int)


model = LogReg(lr=0.3, l2=0.01).fit(X_train, y_train)
preds = model.predict(X_test)
cm = confusion_matrix(y_test, preds)
acc = accuracy_score(y_test, preds)
tn, fp, fn, tp = cm.ravel()
print(cm, acc)

scores = []
kf = KFold(n_splits=4, shuffle=True, random_state=1)
for train_index, test_index in kf.split(X):
    Xtr, Xte = X[train_index], X[test_index]
    ytr, yte = y[train_index], y[test_index]
    mu, sd = Xtr.mean(axis=0), Xtr.std(axis=0)
    sd[sd == 0] = 1
    m = LogReg().fit((Xtr - mu) / sd, ytr)
    scores.append(np.mean(m.predict((Xte - mu) / sd) == yte))
print(np.mean(scores))

thresholds = np.linspace(0, 1, 21)
prob = model.predict_prob(X_test)
tpr = np.array([np.sum((prob >= t) & (y_test == 1)) / max(1, np.sum(y_test == 1)) for t in thresholds])
fpr = np.array([np.sum((prob >= t) & (y_test == 0)) / max(1, np.sum(y_test == 0)) for t in thresholds])
auc = -np.trapz(tpr, fpr)
fig, ax = plt.subplots(1, 2, figsize=(8, 3))
ax[0].plot(fpr, tpr)
ax[1].plot(model.losses)
corr = df.corr().values
imp = np.abs(model.theta[1:])
order = imp.argsort()[::-1]
for i in order[:3]:
    print(features[i], imp[i])
grp = df.groupby('Pclass')['Survived'].mean()
ages = df['Age'].to_numpy()[:, np.newaxis]
fares = df[['Age', 'Fare']].to_numpy()
norm_fares = (fares - fares.min(0)) / np.ptp(fares, axis=0)
