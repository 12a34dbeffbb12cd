"""A neuron that learns from 364 samples at once.

Rest the pointer on any array to see its shape, and open the derivation beside
the code. Nothing has to be run for that. Where Python, NumPy and scikit-learn
are installed it runs as well, and prints the figures that Train Neuron shows.
"""

import numpy as np
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split

# --- 1. One row at a time, or all rows at once -------------------------------

a = np.arange(0, 30).reshape(10, 3)  # 10 samples with 3 features each
b = np.arange(0, 3).reshape(3, 1)  # 3 weights, one for each feature
print(a)
print(b)

# A dot product takes one row and the weights and gives one number. A loop over
# the rows, with np.sum for each, takes ten turns.
for row in a:
    print(np.sum(row * b[:, 0]), end=" ")
print()

# One matrix product gives the same ten numbers in one go:
# (10, 3) · (3, 1) -> (10, 1). The inner sizes, 3 and 3, have to be equal.
print(np.dot(a, b))

# --- 2. The data: 569 tumours, 30 measurements of each -----------------------

cancer = load_breast_cancer()
x_all, x_test, y_all, y_test = train_test_split(
    cancer.data, cancer.target, stratify=cancer.target, test_size=0.2, random_state=42
)
x_train, x_val, y_train, y_val = train_test_split(
    x_all, y_all, stratify=y_all, test_size=0.2, random_state=42
)
print(x_train.shape, x_val.shape, x_test.shape)

# The features have very different units, so each column is brought to mean 0
# and standard deviation 1. The 364 training rows alone decide by how much: the
# other rows stand for tumours that nobody has seen yet.
mean = np.mean(x_train, axis=0)  # (30,): one mean a column
std = np.std(x_train, axis=0)
x_train = (x_train - mean) / std  # (364, 30) - (30,): broadcast over the rows
x_val = (x_val - mean) / std
x_test = (x_test - mean) / std

# --- 3. The neuron -----------------------------------------------------------


class SingleLayer:
    """One neuron: z = x·w + b, a = sigmoid(z), with batch gradient descent."""

    def __init__(self, learning_rate=0.1, l1=0, l2=0):
        self.w = None
        self.b = 0
        self.lr = learning_rate
        self.l1 = l1
        self.l2 = l2
        self.losses = []
        self.val_losses = []

    def forpass(self, x):
        """Forward pass: the z of every sample, from one matrix product."""
        z = np.dot(x, self.w) + self.b  # (364, 30) · (30, 1) -> (364, 1)
        return z

    def activation(self, z):
        """Sigmoid: turns any z into a number between 0 and 1."""
        return 1 / (1 + np.exp(-z))

    def backprop(self, x, err):
        """Backward pass: the gradient, which always has the shape of w."""
        m = len(x)
        # err is 364 rows by 1 column. x.T turns x so that the two 364s meet:
        # (30, 364) · (364, 1) -> (30, 1), the sum of err * x over the samples.
        # The loss is a mean over the samples, so the gradient is one as well.
        w_grad = np.dot(x.T, err) / m
        b_grad = np.sum(err) / m
        return w_grad, b_grad

    def fit(self, x, y, epochs=100, x_val=None, y_val=None):
        """Batch gradient descent: each epoch all samples, then one update."""
        m = len(x)
        # Without this line y is (364,), and y - a would not fail: it would
        # quietly grow into (364, 364).
        y = y.reshape(-1, 1)
        self.w = np.ones((x.shape[1], 1))
        self.b = 0
        for _ in range(epochs):
            z = self.forpass(x)
            a = self.activation(z)
            err = -(y - a)
            w_grad, b_grad = self.backprop(x, err)
            w_grad += (self.l1 * np.sign(self.w) + self.l2 * self.w) / m
            self.w -= self.lr * w_grad
            self.b -= self.lr * b_grad
            self.losses.append(self.loss(a, y))
            self.update_val_loss(x_val, y_val)

    def loss(self, a, y):
        """Binary cross-entropy, the mean over the samples, and the penalty."""
        a = np.clip(a, 1e-10, 1 - 1e-10)  # log(0) is minus infinity
        data_loss = -np.sum(y * np.log(a) + (1 - y) * np.log(1 - a))
        return (data_loss + self.reg_loss()) / len(y)

    def reg_loss(self):
        """What large weights cost: L1 adds up |w|, L2 adds up half of w squared."""
        return self.l1 * np.sum(np.abs(self.w)) + self.l2 / 2 * np.sum(self.w**2)

    def update_val_loss(self, x_val, y_val):
        """Notes the loss of rows that the neuron does not learn from."""
        if x_val is None:
            return
        a = self.activation(self.forpass(x_val))  # (91, 1)
        self.val_losses.append(self.loss(a, y_val.reshape(-1, 1)))

    def predict(self, x):
        """True where the neuron says 1: a > 0.5 is the same as z > 0."""
        return self.forpass(x) > 0

    def score(self, x, y):
        """The share of samples that the neuron calls by their right class."""
        return np.mean(self.predict(x) == y.reshape(-1, 1))


# --- 4. Train it -------------------------------------------------------------

# One update looks at all 364 samples, so the loss falls smoothly. It is the
# quicker way, too: an epoch is a few matrix products in place of 364 turns of
# a loop. One sample at a time makes 364 updates an epoch, which learns more in
# each epoch, but unsteadily.
layer = SingleLayer(learning_rate=0.1)
layer.fit(x_train, y_train, epochs=100, x_val=x_val, y_val=y_val)

for epoch in (1, 2, 10, 100):
    train_loss = layer.losses[epoch - 1]
    val_loss = layer.val_losses[epoch - 1]
    print(f"epoch {epoch}: loss {train_loss:.8f}, validation loss {val_loss:.8f}")

print(f"train accuracy: {layer.score(x_train, y_train):.8f}")
print(f"validation accuracy: {layer.score(x_val, y_val):.8f}")
print(f"test accuracy: {layer.score(x_test, y_test):.8f}")

# Who is called what, among the 91 validation rows? Class 0 is malignant and
# class 1 is benign.
called_benign = layer.predict(x_val)
is_benign = y_val.reshape(-1, 1) == 1
print("benign, called benign:", np.sum(is_benign & called_benign))
print("benign, called malignant:", np.sum(is_benign & ~called_benign))
print("malignant, called benign:", np.sum(~is_benign & called_benign))
print("malignant, called malignant:", np.sum(~is_benign & ~called_benign))

# The weights, largest first: a positive one speaks for benign, a negative one
# for malignant.
for j in np.argsort(-np.abs(layer.w[:, 0])):
    print(f"{layer.w[j, 0]:12.8f}  {cancer.feature_names[j]}")
print(f"{layer.b:12.8f}  intercept")

# --- 5. A penalty for large weights ------------------------------------------

# Longer training, with a gentle pull of every weight towards 0.
penalised = SingleLayer(learning_rate=0.1, l2=0.01)
penalised.fit(x_train, y_train, epochs=1000, x_val=x_val, y_val=y_val)
print(f"with L2, epoch 1000: loss {penalised.losses[-1]:.8f}, ", end="")
print(f"validation loss {penalised.val_losses[-1]:.8f}")
print(f"with L2, validation accuracy: {penalised.score(x_val, y_val):.8f}")
