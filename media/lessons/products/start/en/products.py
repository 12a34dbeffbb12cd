import numpy as np

# Ten samples with three features each, and one weight for each feature.
a = np.arange(0, 30).reshape(10, 3)
b = np.arange(0, 3).reshape(3, 1)

# One sample and the weights, side by side: [3 4 5] and [0 1 2].
row = a[1]
weights = b[:, 0]

# Step 1: each feature times its weight.
products = ...

# Step 2: the dot product, one number.
dot = ...

# Step 3: the dot product of every row, one turn of the loop for each.
z_loop = np.zeros((10, 1))
for i in range(10):
    z_loop[i, 0] = ...

# Step 4: all ten at once.
z = ...

# Step 5: one number of z, from the row and the column that made it.
fourth = ...

# Step 6: two neurons, so two columns of weights.
b2 = np.array([[0, 1], [1, 0], [2, 1]])
z2 = ...
