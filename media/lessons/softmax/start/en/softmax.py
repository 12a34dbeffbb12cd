import numpy as np

# 150 irises of three species: 4 measurements, and the species 0, 1 or 2.
rows = np.loadtxt("iris.csv", delimiter=",", skiprows=1)
x_train, species = rows[:120, :4], rows[:120, 4].astype(int)
x_test, species_test = rows[120:, :4], rows[120:, 4].astype(int)
mean, std = np.mean(x_train, axis=0), np.std(x_train, axis=0)
x_train, x_test = (x_train - mean) / std, (x_test - mean) / std

# Step 1: a 1 in the column of the species, 0 elsewhere.
y_train = ...


# Step 2: from three z's to three probabilities.
def softmax(z):
    exp = np.exp(z)
    return ...


# Step 3: the loss of several classes.
def loss(a, y):
    return ...


def train(x, y, epochs, learning_rate=0.5):
    w = np.zeros((4, 3))
    b = np.zeros((1, 3))
    losses = []
    for _ in range(epochs):
        a = softmax(np.dot(x, w) + b)
        losses.append(loss(a, y))
        err = a - y
        # Step 4: the gradients.
        w_grad = ...
        b_grad = ...
        w = w - learning_rate * w_grad
        b = b - learning_rate * b_grad
    return w, b, losses


# Step 5: learn.
w, b, losses = train(x_train, y_train, epochs=1)

# Step 6: the species that it takes for the likeliest.
called = ...
accuracy = np.mean(called == species_test)
