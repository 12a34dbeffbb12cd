from collections import Counter

import numpy as np


def distance(x1, x2):
    return np.sqrt(np.sum((x1 - x2) ** 2))


class KNN:
    def __init__(self, k=3):
        self.k = k

    def fit(self, X, y):
        self.X_train = X
        self.y_train = y

    def predict(self, X):
        y_pred = [self._predict(x) for x in X]
        return np.array(y_pred)

    def _predict(self, x):
        distances = [distance(x, x_train) for x_train in self.X_train]
        k_idx = np.argsort(distances)[:self.k]
        k_neighbor_labels = [self.y_train[i] for i in k_idx]
        most_common = Counter(k_neighbor_labels).most_common(1)
        return most_common[0][0]


class VectorKNN:
    def __init__(self):
        pass

    def train(self, X, y):
        self.X_train = X
        self.y_train = y

    def compute_distances_no_loops(self, X):
        num_test = X.shape[0]
        num_train = self.X_train.shape[0]
        dists = np.zeros((num_test, num_train))
        dists = np.sqrt(
            np.sum(X ** 2, axis=1, keepdims=True)
            - 2 * X.dot(self.X_train.T)
            + np.sum(self.X_train ** 2, axis=1)
        )
        return dists

    def compute_distances_one_loop(self, X):
        num_test = X.shape[0]
        num_train = self.X_train.shape[0]
        dists = np.zeros((num_test, num_train))
        for i in range(num_test):
            dists[i, :] = np.sqrt(np.sum((self.X_train - X[i, :]) ** 2, axis=1))
        return dists

    def compute_distances_two_loops(self, X):
        num_test = X.shape[0]
        num_train = self.X_train.shape[0]
        dists = np.zeros((num_test, num_train))
        for i in range(num_test):
            for j in range(num_train):
                dists[i, j] = np.sqrt(np.sum((X[i] - self.X_train[j]) ** 2))
        return dists

    def predict_labels(self, dists, k=1):
        num_test = dists.shape[0]
        y_pred = np.zeros(num_test)
        for i in range(num_test):
            closest_y = []
            closest_y = self.y_train[np.argsort(dists[i])[:k]]
            y_pred[i] = np.argmax(np.bincount(closest_y))
        return y_pred


X_train = np.random.randn(50, 4)
y_train = np.random.randint(0, 3, size=50)
X_test = np.random.randn(12, 4)
y_test = np.random.randint(0, 3, size=12)
clf = KNN(k=3)
clf.fit(X_train, y_train)
predictions = clf.predict(X_test)
acc = np.sum(predictions == y_test) / len(y_test)
vector = VectorKNN()
vector.train(X_train, y_train)
d0 = vector.compute_distances_no_loops(X_test)
d1 = vector.compute_distances_one_loop(X_test)
d2 = vector.compute_distances_two_loops(X_test)
difference = np.linalg.norm(d0 - d1, ord='fro')
labels = vector.predict_labels(d0, k=5)

num_folds = 5
X_folds = np.array_split(X_train, num_folds)
y_folds = np.array_split(y_train, num_folds)
for i in range(num_folds):
    X_tr = np.concatenate(X_folds[:i] + X_folds[i + 1:])
    y_tr = np.concatenate(y_folds[:i] + y_folds[i + 1:])
    fold = VectorKNN()
    fold.train(X_tr, y_tr)
    y_hat = fold.predict_labels(fold.compute_distances_no_loops(X_folds[i]), k=3)
    fold_acc = np.mean(y_hat == y_folds[i])
