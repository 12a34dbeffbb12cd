import numpy as np

x = np.array([0.5, -1.0, 2.0])  # one sample, three features
y = 1  # its class: 0 or 1
w = np.array([0.1, 0.2, -0.3])  # the weights
b = 0.1  # the intercept
learning_rate = 0.5

# Step 1: the forward pass, one number.
z = ...

# Step 2: the sigmoid turns z into a probability.
a = ...


# Step 3: how wrong is it?
def cross_entropy(y, a):
    return ...


loss = cross_entropy(y, a)

# Step 4: the error, the prediction minus the class.
err = ...

# Step 5: the gradient, one number for each weight.
w_grad = ...
b_grad = err

# Step 6: a step downhill.
w_new = ...
b_new = b - learning_rate * b_grad

# Step 7: stochastic gradient descent, one sample after the other.
samples = np.array([[0.5, -1.0, 2.0], [1.0, 0.5, -0.5], [-1.5, 1.0, 0.5], [0.0, 2.0, -1.0]])
classes = np.array([1, 1, 0, 0])
w_sgd = np.zeros(3)
b_sgd = 0.0
losses = []
for epoch in range(20):
    total = 0.0
    for i in range(4):
        a_i = 1 / (1 + np.exp(-(np.sum(samples[i] * w_sgd) + b_sgd)))
        total = total - (classes[i] * np.log(a_i) + (1 - classes[i]) * np.log(1 - a_i))
        err_i = a_i - classes[i]
        w_sgd = ...
        b_sgd = b_sgd - learning_rate * err_i
    losses.append(total / 4)
