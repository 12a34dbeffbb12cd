import numpy as np


class DecisionStump:
    def __init__(self):
        self.polarity = 1
        self.feature_idx = None
        self.threshold = None
        self.alpha = None

    def predict(self, X):
        n_samples = X.shape[0]
        X_column = X[:, self.feature_idx]
        predictions = np.ones(n_samples)
        if self.polarity == 1:
            predictions[X_column < self.threshold] = -1
        else:
            predictions[X_column > self.threshold] = -1
        return predictions


class Adaboost:
    def __init__(self, n_clf=5):
        self.n_clf = n_clf
        self.clfs = []

    def fit(self, X, y):
        n_samples, n_features = X.shape
        w = np.full(n_samples, (1 / n_samples))
        self.clfs = []
        for _ in range(self.n_clf):
            clf = DecisionStump()
            min_error = float("inf")
            for feature_i in range(n_features):
                X_column = X[:, feature_i]
                thresholds = np.unique(X_column)
                for threshold in thresholds:
                    p = 1
                    predictions = np.ones(n_samples)
                    predictions[X_column < threshold] = -1
                    misclassified = w[y != predictions]
                    error = sum(misclassified)
                    if error > 0.5:
                        error = 1 - error
                        p = -1
                    if error < min_error:
                        clf.polarity = p
                        clf.threshold = threshold
                        clf.feature_idx = feature_i
                        min_error = error
            EPS = 1e-10
            clf.alpha = 0.5 * np.log((1.0 - min_error + EPS) / (min_error + EPS))
            predictions = clf.predict(X)
            w *= np.exp(-clf.alpha * y * predictions)
            w /= np.sum(w)
            self.clfs.append(clf)

    def predict(self, X):
        clf_preds = [clf.alpha * clf.predict(X) for clf in self.clfs]
        y_pred = np.sum(clf_preds, axis=0)
        y_pred = np.sign(y_pred)
        return y_pred


class RegressionTree:
    def __init__(self, max_depth=2, min_size=3):
        self.max_depth = max_depth
        self.min_size = min_size

    def fit(self, X, y, depth=0):
        self.value = y.mean()
        self.left = self.right = None
        if depth >= self.max_depth or len(y) < self.min_size:
            return self
        best = (np.inf, 0, 0.0)
        for j in range(X.shape[1]):
            for t in np.percentile(X[:, j], [25, 50, 75]):
                mask = X[:, j] <= t
                if mask.sum() == 0 or (~mask).sum() == 0:
                    continue
                loss = y[mask].var() * mask.sum() + y[~mask].var() * (~mask).sum()
                if loss < best[0]:
                    best = (loss, j, t)
        _, self.j, self.t = best
        mask = X[:, self.j] <= self.t
        if mask.all() or not mask.any():
            return self
        self.left = RegressionTree(self.max_depth, self.min_size).fit(X[mask], y[mask], depth + 1)
        self.right = RegressionTree(self.max_depth, self.min_size).fit(X[~mask], y[~mask], depth + 1)
        return self

    def predict_one(self, x):
        if self.left is None:
            return self.value
        child = self.left if x[self.j] <= self.t else self.right
        return child.predict_one(x)

    def predict(self, X):
        return np.array([self.predict_one(x) for x in X])


class GradientBoosting:
    def __init__(self, n_estimators=3, learning_rate=0.5):
        self.n_estimators = n_estimators
        self.learning_rate = learning_rate
        self.trees = []

    def fit(self, X, y):
        y_pred = np.full(np.shape(y), np.mean(y, axis=0))
        for i in range(self.n_estimators):
            gradient = y_pred - y
            tree = RegressionTree(max_depth=2)
            tree.fit(X, gradient)
            self.trees.append(tree)
            update = tree.predict(X)
            y_pred -= np.multiply(self.learning_rate, update)
        return self

    def predict(self, X):
        y_pred = np.zeros(X.shape[0])
        for tree in self.trees:
            y_pred = y_pred - self.learning_rate * tree.predict(X)
        return y_pred


X = np.random.randn(40, 3)
y = np.where(X[:, 0] * X[:, 1] > 0, 1, -1)
clf = Adaboost(n_clf=3)
clf.fit(X, y)
y_pred = clf.predict(X)
acc = np.sum(y == y_pred) / float(len(y))
yr = X[:, 0] ** 2 + 0.1 * np.random.randn(40)
gb = GradientBoosting().fit(X, yr)
mse = np.mean((gb.predict(X) - yr) ** 2)
