import numpy as np


class MatrixFactorization:
    def __init__(self, R, k=4, alpha=0.01, beta=0.02, iterations=10):
        self.R = R
        self.num_users, self.num_items = R.shape
        self.K = k
        self.alpha = alpha
        self.beta = beta
        self.iterations = iterations

    def train(self):
        self.P = np.random.normal(scale=1. / self.K, size=(self.num_users, self.K))
        self.Q = np.random.normal(scale=1. / self.K, size=(self.num_items, self.K))
        self.b_u = np.zeros(self.num_users)
        self.b_i = np.zeros(self.num_items)
        self.b = np.mean(self.R[np.where(self.R != 0)])
        self.samples = [
            (i, j, self.R[i, j])
            for i in range(self.num_users)
            for j in range(self.num_items)
            if self.R[i, j] > 0
        ]
        training_process = []
        for i in range(self.iterations):
            np.random.shuffle(self.samples)
            self.sgd()
            mse = self.mse()
            training_process.append((i, mse))
        return training_process

    def mse(self):
        xs, ys = self.R.nonzero()
        predicted = self.full_matrix()
        error = 0
        for x, y in zip(xs, ys):
            error += pow(self.R[x, y] - predicted[x, y], 2)
        return np.sqrt(error)

    def sgd(self):
        for i, j, r in self.samples:
            prediction = self.get_rating(i, j)
            e = (r - prediction)
            self.b_u[i] += self.alpha * (e - self.beta * self.b_u[i])
            self.b_i[j] += self.alpha * (e - self.beta * self.b_i[j])
            P_i = self.P[i, :][:]
            self.P[i, :] += self.alpha * (e * self.Q[j, :] - self.beta * self.P[i, :])
            self.Q[j, :] += self.alpha * (e * P_i - self.beta * self.Q[j, :])

    def get_rating(self, i, j):
        prediction = self.b + self.b_u[i] + self.b_i[j] + self.P[i, :].dot(self.Q[j, :].T)
        return prediction

    def full_matrix(self):
        return self.b + self.b_u[:, np.newaxis] + self.b_i[np.newaxis, :] + self.P.dot(self.Q.T)


R = np.array([
    [5, 3, 0, 1],
    [4, 0, 0, 1],
    [1, 1, 0, 5],
    [1, 0, 0, 4],
    [0, 1, 5, 4],
])
mf = MatrixFactorization(R, k=2, iterations=8)
process = mf.train()
full = mf.full_matrix()
curve = np.array(process)

means = R.sum(axis=1) / (R != 0).sum(axis=1)
centered = np.where(R != 0, R - means[:, None], 0)
norm = np.sqrt((centered ** 2).sum(axis=1, keepdims=True))
sim = (centered @ centered.T) / (norm @ norm.T + 1e-9)
pred = means[:, None] + sim @ centered / np.abs(sim).sum(axis=1, keepdims=True)
top = np.argsort(-pred, axis=1)[:, :2]
adjacency = (sim > 0.1).astype(float)
np.fill_diagonal(adjacency, 0)
out = adjacency.sum(axis=0)
out[out == 0] = 1
T = adjacency / out
rank = np.ones(5) / 5
for _ in range(30):
    new = 0.15 / 5 + 0.85 * T @ rank
    if np.abs(new - rank).sum() < 1e-8:
        break
    rank = new
