import numpy as np
from math import sqrt

ratings_txt = """1,1,5
1,2,3
1,4,1
2,1,4
2,4,1
3,1,1
3,2,1
3,4,5
4,1,1
4,4,4
5,2,1
5,3,5
5,4,4
6,3,4"""

rows = []
for line in ratings_txt.split("\n"):
    u, i, r = line.strip().split(",")
    rows.append([int(u), int(i), float(r)])
data = np.array(rows)
users = np.unique(data[:, 0]).astype(int)
items = np.unique(data[:, 1]).astype(int)
n_users, n_items = len(users), len(items)
R = np.zeros((6, 4))
for row in data:
    R[int(row[0]) - 1, int(row[1]) - 1] = row[2]
sparsity = float(len(R.nonzero()[0])) / (R.shape[0] * R.shape[1])
print('Sparsity: {:4.2f}%'.format(sparsity * 100))


def matrix_factorization(R, P, Q, K, steps=50, alpha=0.002, beta=0.02):
    Q = Q.T
    for step in range(steps):
        for i in range(len(R)):
            for j in range(len(R[i])):
                if R[i][j] > 0:
                    eij = R[i][j] - np.dot(P[i, :], Q[:, j])
                    for k in range(K):
                        P[i][k] = P[i][k] + alpha * (2 * eij * Q[k][j] - beta * P[i][k])
                        Q[k][j] = Q[k][j] + alpha * (2 * eij * P[i][k] - beta * Q[k][j])
        eR = np.dot(P, Q)
        e = 0
        for i in range(len(R)):
            for j in range(len(R[i])):
                if R[i][j] > 0:
                    e = e + pow(R[i][j] - np.dot(P[i, :], Q[:, j]), 2)
        if e < 0.001:
            break
    return P, Q.T


class ALS:
    def __init__(self, ratings, n_factors=3, item_reg=0.1, user_reg=0.1):
        self.ratings = ratings
        self.n_users, self.n_items = ratings.shape
        self.n_factors = n_factors
        self.item_reg = item_reg
        self.user_reg = user_reg

    def als_step(self, latent_vectors, fixed_vecs, ratings, _lambda, type='user'):
        if type == 'user':
            YTY = fixed_vecs.T.dot(fixed_vecs)
            lambdaI = np.eye(YTY.shape[0]) * _lambda
            for u in range(latent_vectors.shape[0]):
                latent_vectors[u, :] = np.linalg.solve((YTY + lambdaI), ratings[u, :].dot(fixed_vecs))
        elif type == 'item':
            XTX = fixed_vecs.T.dot(fixed_vecs)
            lambdaI = np.eye(XTX.shape[0]) * _lambda
            for i in range(latent_vectors.shape[0]):
                latent_vectors[i, :] = np.linalg.solve((XTX + lambdaI), ratings[:, i].T.dot(fixed_vecs))
        return latent_vectors

    def train(self, n_iter=10):
        self.user_vecs = np.random.random((self.n_users, self.n_factors))
        self.item_vecs = np.random.random((self.n_items, self.n_factors))
        self.partial_train(n_iter)

    def partial_train(self, n_iter):
        ctr = 1
        while ctr <= n_iter:
            self.user_vecs = self.als_step(self.user_vecs, self.item_vecs, self.ratings, self.user_reg, type='user')
            self.item_vecs = self.als_step(self.item_vecs, self.user_vecs, self.ratings, self.item_reg, type='item')
            ctr += 1

    def predict_all(self):
        predictions = np.zeros((self.user_vecs.shape[0], self.item_vecs.shape[0]))
        for u in range(self.user_vecs.shape[0]):
            for i in range(self.item_vecs.shape[0]):
                predictions[u, i] = self.predict(u, i)
        return predictions

    def predict(self, u, i):
        return self.user_vecs[u, :].dot(self.item_vecs[i, :].T)


def cosine_sim(ratings, kind='user', epsilon=1e-9):
    if kind == 'user':
        sim = ratings.dot(ratings.T) + epsilon
    elif kind == 'item':
        sim = ratings.T.dot(ratings) + epsilon
    norms = np.array([np.sqrt(np.diagonal(sim))])
    return (sim / norms / norms.T)


def predict_fast(ratings, similarity, kind='user'):
    if kind == 'user':
        mean_rating = ratings.mean(axis=1)
        diff = ratings - mean_rating[:, np.newaxis]
        return mean_rating[:, np.newaxis] + similarity.dot(diff) / np.array([np.abs(similarity).sum(axis=1)]).T
    return ratings.dot(similarity) / np.array([np.abs(similarity).sum(axis=1)])


def rmse(pred, actual):
    pred = pred[actual.nonzero()].flatten()
    actual = actual[actual.nonzero()].flatten()
    return sqrt(((pred - actual) ** 2).mean())


K = 2
N, M = R.shape
P = np.random.rand(N, K)
Q = np.random.rand(M, K)
nP, nQ = matrix_factorization(R, P, Q, K)
nR = np.dot(nP, nQ.T)
print(nR.round(1))
als = ALS(R)
als.train(5)
full = als.predict_all()
print(rmse(full, R))
us = cosine_sim(R, 'user')
its = cosine_sim(R, kind='item')
for kind, s in [('user', us), ('item', its)]:
    p = predict_fast(R, s, kind=kind)
    print(kind, rmse(p, R))
topk = [np.argsort(us[:, 0])[:-3 - 1:-1]]
pred = np.zeros(R.shape)
pred[0] = us[0, :][topk].dot(R[tuple(topk)]) / np.sum(np.abs(us[0, :][topk]))
U, s, Vt = np.linalg.svd(R, full_matrices=False)
s_diag_matrix = np.diag(s[:2])
X_pred = np.dot(np.dot(U[:, :2], s_diag_matrix), Vt[:2, :])
