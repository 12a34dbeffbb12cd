import numpy as np

# 569 tumours, 30 measurements of each; the last column is 1 for benign, 0 for malignant.
# The rows are mixed: 364 to learn from, 91 to validate with, 114 to test with.
rows = np.loadtxt("breast_cancer.csv", delimiter=",", skiprows=1)
x_train, y_train = rows[:364, :30], rows[:364, 30:]
x_val, y_val = rows[364:455, :30], rows[364:455, 30:]

# Step 1: bring every feature to mean 0 and standard deviation 1.
mean = ...
std = np.std(x_train, axis=0)
x_train = (x_train - mean) / std

# Step 2: the validation rows, on the same scale.
x_val = ...

w = np.ones((30, 1))
b = 0.5


# Step 3: one product in place of 364 turns.
def forpass(x, w, b):
    z = np.zeros((len(x), 1))
    for i in range(len(x)):
        z[i, 0] = np.sum(x[i] * w[:, 0]) + b
    return z


# Step 4: the sigmoid of all z's at once.
def activation(z):
    return ...


# Step 5: one loss for all samples.
def loss(a, y):
    a = np.clip(a, 1e-10, 1 - 1e-10)  # log(0) would be minus infinity
    return ...


# Step 6: the same functions, on the 91 validation rows.
train_loss = loss(activation(forpass(x_train, w, b)), y_train)
val_loss = ...
