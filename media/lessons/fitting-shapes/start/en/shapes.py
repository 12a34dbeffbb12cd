import numpy as np

x = np.ones((364, 30))  # 364 samples, 30 features
w = np.ones((30, 1))  # one weight for each feature
y = np.arange(364) % 2  # the class of each sample, lying flat

# Step 1: before you multiply, say what comes out.
z_shape = ...
z = np.dot(x, w)

# Step 2: these weights lie on their side: (1, 30).
w_row = np.ones((1, 30))
z_row = ...

# Step 3: a hidden layer of 10 neurons.
w1 = ...
hidden = np.dot(x, w1)

# Step 4: one neuron that reads the 10.
w2 = ...
out = np.dot(hidden, w2)

# Step 5: an intercept for each hidden neuron.
b1 = ...
shifted = hidden + b1

# Step 6: the errors, one for each sample.
err = ...
