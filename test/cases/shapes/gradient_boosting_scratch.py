"""CART regression trees, forest and boosting in pure numpy."""
import numpy as np
from sklearn.datasets import load_diabetes, load_breast_cancer
from sklearn.model_selection import train_test_split
from collections import Counter


class Node():
    def __init__(self, feature=None, threshold=None, left=None, right=None, *, value=None):
        self.feature = feature
        self.threshold = threshold
        self.left = left
        self.right = right
        self.value = value

    def is_leaf_node(self):
        return self.value is not None


class RegTree():
    def __init__(self, min_samples_split=10, max_depth=3, n_feats=None):
        self.min_samples_split = min_samples_split
        self.max_depth = max_depth
        self.n_feats = n_feats
        self.root = None

    def fit(self, X, y):
        self.n_feats = X.shape[1] if not self.n_feats else min(self.n_feats, X.shape[1])
        self.root = self._grow_tree(X, y)

    def _grow_tree(self, X, y, depth=0):
        n_samples, n_features = X.shape
        if depth >= self.max_depth or n_samples < self.min_samples_split or np.all(y == y[0]):
            return Node(value=np.mean(y))
        feat_idxs = np.random.choice(n_features, self.n_feats, replace=False)
        best_feat, best_thresh = self._best_criteria(X, y, feat_idxs)
        if best_feat is None:
            return Node(value=np.mean(y))
        left_idxs, right_idxs = self._split(X[:, best_feat], best_thresh)
        left = self._grow_tree(X[left_idxs, :], y[left_idxs], depth + 1)
        right = self._grow_tree(X[right_idxs, :], y[right_idxs], depth + 1)
        return Node(best_feat, best_thresh, left, right)

    def _best_criteria(self, X, y, feat_idxs):
        best_gain = 0
        split_idx, split_thresh = None, None
        for feat_idx in feat_idxs:
            X_column = X[:, feat_idx]
            thresholds = np.percentile(X_column, [20, 40, 60, 80])
            for threshold in thresholds:
                gain = self._variance_gain(y, X_column, threshold)
                if gain > best_gain:
                    best_gain = gain
                    split_idx = feat_idx
                    split_thresh = threshold
        return split_idx, split_thresh

    def _variance_gain(self, y, X_column, split_thresh):
        left_idxs, right_idxs = self._split(X_column, split_thresh)
        if len(left_idxs) == 0 or len(right_idxs) == 0:
            return 0
        n = len(y)
        n_l, n_r = len(left_idxs), len(right_idxs)
        v_l, v_r = np.var(y[left_idxs]), np.var(y[right_idxs])
        return np.var(y) - (n_l / n) * v_l - (n_r / n) * v_r

    def _split(self, X_column, split_thresh):
        left_idxs = np.argwhere(X_column <= split_thresh).flatten()
        right_idxs = np.argwhere(X_column > split_thresh).flatten()
        return left_idxs, right_idxs

    def predict(self, X):
        return np.array([self._traverse_tree(x, self.root) for x in X])

    def _traverse_tree(self, x, node):
        if node.is_leaf_node():
            return node.value
        if x[node.feature] <= node.threshold:
            return self._traverse_tree(x, node.left)
        return self._traverse_tree(x, node.right)


def bootstrap_sample(X, y):
    n_samples = X.shape[0]
    idxs = np.random.choice(n_samples, n_samples, replace=True)
    return X[idxs], y[idxs]


def most_common_label(y):
    counter = Counter(y)
    return counter.most_common(1)[0][0]


class RandomForest:
    def __init__(self, n_trees=5, max_depth=3, n_feats=4):
        self.n_trees, self.max_depth, self.n_feats = n_trees, max_depth, n_feats
        self.trees = []

    def fit(self, X, y):
        self.trees = []
        for _ in range(self.n_trees):
            tree = RegTree(max_depth=self.max_depth, n_feats=self.n_feats)
            X_samp, y_samp = bootstrap_sample(X, y)
            tree.fit(X_samp, y_samp)
            self.trees.append(tree)

    def predict(self, X):
        tree_preds = np.array([tree.predict(X) for tree in self.trees])
        tree_preds = np.swapaxes(tree_preds, 0, 1)
        return tree_preds.mean(axis=1)

    def vote(self, X):
        tree_preds = np.array([(tree.predict(X) > 0.5).astype(int) for tree in self.trees])
        tree_preds = np.swapaxes(tree_preds, 0, 1)
        y_pred = [most_common_label(tree_pred) for tree_pred in tree_preds]
        return np.array(y_pred)


class GradientBoosting(object):
    def __init__(self, n_estimators, learning_rate, regression=True):
        self.n_estimators = n_estimators
        self.learning_rate = learning_rate
        self.regression = regression
        self.trees = []
        for _ in range(n_estimators):
            self.trees.append(RegTree(max_depth=2))

    def fit(self, X, y):
        y_pred = np.full(np.shape(y), np.mean(y, axis=0))
        self.init_ = np.mean(y, axis=0)
        self.train_errors = []
        for i in range(self.n_estimators):
            residual = y - y_pred
            self.trees[i].fit(X, residual)
            update = self.trees[i].predict(X)
            y_pred += np.multiply(self.learning_rate, update)
            self.train_errors.append(np.mean(np.power(y - y_pred, 2)))

    def predict(self, X):
        y_pred = np.array([])
        for tree in self.trees:
            update = tree.predict(X)
            update = np.multiply(self.learning_rate, update)
            y_pred = update if not y_pred.any() else y_pred + update
        return self.init_ + y_pred


np.random.seed(1)
data = load_diabetes()
X = data.data[:150]
y = data.target[:150]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=1234)
gb = GradientBoosting(n_estimators=4, learning_rate=0.3)
gb.fit(X_train, y_train)
y_hat = gb.predict(X_test)
mse = np.mean((y_test - y_hat) ** 2)
baseline = ((y_test - y_train.mean()) ** 2).mean()
print("MSE", mse, baseline)
rf = RandomForest(n_trees=3)
rf.fit(X_train, y_train)
print(np.sqrt(((rf.predict(X_test) - y_test) ** 2).mean()))
bc = load_breast_cancer()
Xb, yb = bc.data, bc.target
perm = np.random.permutation(Xb.shape[0])[:120]
Xb, yb = Xb[perm], yb[perm]
split = int(0.7 * len(yb))
clf = RandomForest()
clf.fit(Xb[:split], yb[:split])
y_pred = clf.vote(Xb[split:])
accuracy = np.sum(yb[split:] == y_pred) / len(y_pred)
print("Accuracy:", accuracy)
