import numpy as np

rows = np.loadtxt("breast_cancer.csv", delimiter=",", skiprows=1)
x_train, y_train = rows[:364, :30], rows[:364, 30:]
x_train = (x_train - np.mean(x_train, axis=0)) / np.std(x_train, axis=0)


def predict(x, w, b):
    return 1 / (1 + np.exp(-(np.dot(x, w) + b)))


def loss(a, y):
    a = np.clip(a, 1e-10, 1 - 1e-10)
    return -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))


def train(x, y, batch_size, epochs, learning_rate=0.1):
    """Notes the loss after each update."""
    w = np.ones((x.shape[1], 1))
    b = 0
    losses = []
    for _ in range(epochs):
        # Step 6: mix the samples in each epoch.
        order = np.arange(len(x))
        for start in range(0, len(x), batch_size):
            # Step 1: the samples of this batch.
            batch = ...
            x_batch, y_batch = x[batch], y[batch]
            err = predict(x_batch, w, b) - y_batch
            # Step 2: the gradient of the batch.
            w_grad = np.zeros_like(w)
            w = w - learning_rate * w_grad
            b = b - learning_rate * np.mean(err)
            losses.append(loss(predict(x_batch, w, b), y_batch))
    return losses


# Step 3: how many updates does one epoch make? Batch, mini-batch of 32, one sample.
updates = ...

# Step 4: three policies.
batch_losses = train(x_train, y_train, batch_size=364, epochs=20)
mini_losses = ...
one_losses = ...


# Step 5: how often is a loss above the one before?
def rises(losses):
    return ...
