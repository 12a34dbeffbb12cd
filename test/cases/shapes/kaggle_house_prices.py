import numpy as np
import pandas as pd
from io import StringIO
from sklearn.preprocessing import StandardScaler, OneHotEncoder, MinMaxScaler, PolynomialFeatures
from sklearn.compose import ColumnTransformer
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.linear_model import Ridge, LinearRegression, Lasso
from sklearn.ensemble import RandomForestRegressor
from sklearn.model_selection import train_test_split, cross_val_score, GridSearchCV
from sklearn.metrics import mean_squared_error, r2_score
from sklearn.impute import SimpleImputer
from sklearn.decomposition import PCA
from sklearn.cluster import KMeans

csv = """Id,LotArea,Quality,Year,Zone,Price
1,8450,7,2003,RL,208500
2,9600,6,1976,RL,181500
3,11250,7,2001,RM,223500
4,,7,1915,RL,140000
5,14260,8,2000,FV,250000
6,14115,5,1993,RM,143000
7,10084,8,2004,RL,307000
8,10382,7,1973,RL,200000
9,6120,7,1931,RM,129900
10,7420,5,1939,RL,118000
"""
df = pd.read_csv(StringIO(csv), index_col='Id')
df = pd.concat([df] * 4, ignore_index=True)
df['Age'] = 2010 - df['Year']
df['LogPrice'] = np.log1p(df['Price'])
num_cols = ['LotArea', 'Quality', 'Age']
y = df.pop('LogPrice').values
price = df['Price'].to_numpy()
X = df.drop(columns=['Price', 'Year'])
missing = X.isnull().sum().values
prep = ColumnTransformer([
    ('num', Pipeline([('imp', SimpleImputer(strategy='median')), ('sc', StandardScaler())]), num_cols),
    ('cat', OneHotEncoder(handle_unknown='ignore'), ['Zone']),
])
X_train, X_valid, y_train, y_valid = train_test_split(X, y, test_size=0.25, random_state=42)
A = prep.fit_transform(X_train)
B = prep.transform(X_valid)
model = Ridge(alpha=1.0).fit(A, y_train)
pred = model.predict(B)
rmse = np.sqrt(mean_squared_error(y_valid, pred))
w = model.coef_
imp = np.array(sorted(zip(np.abs(w), range(len(w))), reverse=True))

Xn = df[num_cols].fillna(df[num_cols].mean()).values
Xs = MinMaxScaler().fit_transform(Xn)
poly = PolynomialFeatures(2, include_bias=False)
Xp = poly.fit_transform(Xs)
results = []
for name, est in {'lin': LinearRegression(), 'lasso': Lasso(0.01), 'rf': RandomForestRegressor(5, random_state=0)}.items():
    sc = cross_val_score(est, Xp, y, cv=4)
    est.fit(Xp, y)
    results.append([sc.mean(), sc.std(), r2_score(y, est.predict(Xp))])
results = np.array(results)
gs = GridSearchCV(Ridge(), {'alpha': [0.1, 1, 10]}, cv=3).fit(Xp, y)
best = gs.best_estimator_.predict(Xp[:5])
pca = PCA(n_components=2)
Z = pca.fit_transform(StandardScaler().fit_transform(Xn))
ratio = pca.explained_variance_ratio_
back = pca.inverse_transform(Z)
km = KMeans(n_clusters=3, n_init=2, random_state=0).fit(Z)
centers, lab = km.cluster_centers_, km.labels_
sizes = np.bincount(lab)
dist = np.linalg.norm(Z[:, None] - centers[None], axis=2)
pipe = make_pipeline(StandardScaler(), LinearRegression())
pipe.fit(Xn, price)
resid = price - pipe.predict(Xn)
outl = np.abs(resid) > 2 * resid.std()
by_zone = df.groupby('Zone')['Price'].agg(['mean', 'count'])
zone_arr = by_zone.values
pivot = pd.crosstab(df['Zone'], df['Quality']).to_numpy()
corr = df[num_cols + ['Price']].corr()
top = corr['Price'].sort_values(ascending=False).index[1:3]
sub = df[list(top)].values


def normal_equation(X, y, lam=0.):
    Xb = np.c_[np.ones(len(X)), X]
    reg = lam * np.identity(Xb.shape[1])
    reg[0, 0] = 0
    return np.linalg.inv(Xb.T.dot(Xb) + reg).dot(Xb.T).dot(y)


thetas = {lam: normal_equation(Xs, y, lam) for lam in (0., 1e-2, 1.)}
T = np.vstack(list(thetas.values()))
val = df.values[:, 0]
sub2 = df.iloc[[0, 2, 4], 1:3].to_numpy()
mask = (df['Quality'] > 6) & (df['Age'] < 40)
good = df[mask][['LotArea', 'Price']].values
first = df.loc[0, 'Price']
arr = df['Price'].astype('float32').values.reshape(-1, 1)
roll = df['Price'].rolling(3).mean().dropna().values
print(rmse, imp.shape, results, T.shape, sizes, best, good.shape, roll.shape)
