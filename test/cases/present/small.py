import numpy as np

a = np.arange(0, 30).reshape(10, 3)
b = np.arange(0, 3).reshape(3, 1)
c = np.dot(a, b)
w = np.array([1.0, 2.0, 3.0])
m = a.shape[0]
z = a @ b + 1
s = a @ w
t = a.T
g = a.T @ c
u = np.outer(w, w)
column = w[:, np.newaxis]
row = w.reshape(1, -1)
grid = column + row
grid2 = column * w - 2
scaled = w / 2
negative = -w
powers = w**2
clipped = np.maximum(a - 10, 0)
smaller = np.minimum(w, 2)
total = np.sum(a)
by_column = np.sum(a, axis=0)
by_row = a.sum(axis=1)
kept = a.sum(axis=1, keepdims=True)
averages = a.mean(axis=0)
largest = a.max(axis=1)
where_largest = a.argmax(axis=1)
flat = a.ravel()
stack = np.arange(24).reshape(2, 3, 4)
by_stack = stack.sum(axis=0)
batch = stack @ np.ones((4, 2))
vector = w @ np.eye(3)
dot = np.dot(w, w)
compared = a > 10
exponent = np.exp(w - 1)
root = np.sqrt(w)
logs = np.log(w)
x = np.ones((4, 3))
i = np.arange(4)
mixed = i.reshape(-1, 1) * x
error = x @ w - i
gradient = x.T @ error / 4
w = w - 0.1 * gradient
