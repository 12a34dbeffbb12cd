import numpy as np
import pandas as pd

df = pd.DataFrame({'a': [1, 2, 3, 4], 'b': [0.5, 1.5, 2.5, 3.5], 'c': ['x', 'y', 'x', 'y']})
values = df.values
a = df['a'].values
ab = df[['a', 'b']].values
b = df.b.to_numpy()
m = df.shape[0]
X = df.iloc[:, :2].values
y = df.iloc[:, -1].values
first = df.iloc[0, :2].values
rows = df.iloc[1:3].values
one = df.iloc[:, 1].values
left = df.drop('c', axis=1).values
left2 = df.drop(columns=['a', 'c']).values
head = df.head(2).values
col = df.loc[:, 'b'].values
cols = df.loc[:, ['a', 'b']].values
span = df.loc[:, 'a':'b'].values
codes = (df['c'] == 'x').values
flags = df['c'].map({'x': 0, 'y': 1}).values
big = df[df['a'] > 2].values
norm = (df[['a', 'b']] - df[['a', 'b']].mean()).values
df['d'] = df['a'] * 2
four = df.values
frame = pd.DataFrame(np.zeros((5, 3)), columns=['p', 'q', 'r'])
pq = frame[['p', 'q']].to_numpy()
zeros = frame.iloc[:, 0:2].to_numpy()
T = frame.T.values
array = np.array(frame)
logs = np.asarray(df['b'])
s = pd.Series([1.0, 2.0, 3.0])
sv = s.values
both = pd.concat([frame, frame]).values
wide = pd.concat([frame, frame], axis=1).values
names = frame.columns.values
w = np.zeros(frame.shape[1])
out = frame.values @ w
n = len(frame)
ones = np.ones((n, 1))
stacked = np.hstack([ones, frame.values])
filled = frame.fillna(0).values
dummies = pd.get_dummies(df['c']).values
shuffled = frame.sample(frac=1).values
masked = df.loc[:, df.columns != 'c'].values
only = df.loc[df['a'] > 0, df.columns == 'a'].values
mask = df.columns != 'b'

records = pd.DataFrame([{'x1': 1.0, 'x2': 2.1, 'label': 1}, {'x1': 1.3, 'x2': 1.0, 'label': -1}])
features = records.iloc[:, :-1].values
label = records['label'].values
plain = pd.DataFrame(np.ones((5, 2)))
plain.columns = ['x', 'y']
kept = plain.loc[plain['x'] <= 2.0]
for name in kept.columns[:-1]:
    inner = kept.loc[:, name].values
gaps = pd.DataFrame({'a': [1.0, np.nan, 3.0], 'b': [1.0, 2.0, 3.0]})
full_rows = gaps.dropna().values
full_columns = gaps.dropna(axis=1).values

# Rows as named tuples.
table = pd.DataFrame({'a': [1, 2, 3], 'b': [0.5, 1.5, 2.5]})
seats = np.zeros((4, 4))
for line in table.itertuples():
    pair = np.array([line.a, line.b])
    cells = np.array(line[1:])
for place, height in table.itertuples(index=False):
    seat = seats[place, place] + height
seats_of_most = np.zeros(max(table.iloc[:, 0].max(), 2))
