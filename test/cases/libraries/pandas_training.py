import numpy as np
import pandas as pd
df = pd.DataFrame({'age': [20, 30, 40, 50, 60], 'pay': [1., 2., 3., 4., 5.], 'sex': ['m', 'f', 'm', 'f', 'm'], 'y': [0, 1, 0, 1, 1]})
df['sex'] = df['sex'].map({'m': 0, 'f': 1})
X = df[['age', 'pay', 'sex']].values
y = df['y'].values
Xn = (X - X.mean(axis=0)) / X.std(axis=0)
Xb = np.c_[np.ones(len(Xn)), Xn]
w = np.zeros(Xb.shape[1])
for i in range(5):
    p = 1 / (1 + np.exp(-Xb @ w))
    w -= .1 * Xb.T @ (p - y) / len(y)
feat = df.drop(['y'], axis=1)
cols = feat.columns
m = feat.mean().values
msk = np.random.rand(len(df)) < .8
train = df[msk]
arr = df.to_numpy()
age = np.array(df['age']).reshape(-1, 1)
two = df.iloc[:, [0, 1]].values
tail = df.tail(3).values
srt = df.sort_values('age').values
lab = df.pop('y').values
left = df.values
d = df.describe().values
nul = df.isnull().sum().values
vals = df['age'].unique()
s = df['age'] + df['pay']
sv = s.values
norm = df.apply(lambda c: (c - c.mean()) / c.std())
data = np.array(df.values.tolist())
x0 = df.loc[0].values
x1 = df.loc[:, ['age']].values
b = df['pay'].to_numpy()[:, None]
grp = df.groupby('sex').mean()
T = df.T.shape
z = np.zeros(df.shape)
k = np.log(df['pay']).values if False else np.log(df['pay'].values)
for name in df.columns:
    c = df[name].values
for i, row in df.iterrows():
    r = row.values
cat = pd.concat([df, df], ignore_index=True).values
corr = df.corr().to_numpy()
