import numpy as np
import matplotlib.pyplot as plt
from sklearn.datasets import load_breast_cancer

a = np.arange(0, 30).reshape(10, 3)
b = np.arange(0, 3).reshape(3, 1)
c = np.dot(a, b)

class SingleLayer:
    def __init__(self, learning_rate=0.1, l1=0, l2=0):
        self.w = None
        self.b = None
        self.losses = []
        self.val_losses = []
        self.w_history = []
        self.lr = learning_rate
        self.l1 = l1
        self.l2 = l2

    def forpass(self, x):
        z = np.dot(x, self.w) + self.b
        return z

    def backprop(self, x, err):
        m = len(x)
        w_grad = np.dot(x.T, err) / m
        b_grad = np.sum(err) / m
        return w_grad, b_grad

    def activation(self, z):
        z = np.clip(z, -100, None)
        a = 1 / (1 + np.exp(-z))
        return a

    def fit(self, x, y, epochs=100, x_val=None, y_val=None):
        y = y.reshape(-1, 1)
        y_val = y_val.reshape(-1, 1)
        m = len(x)
        self.w = np.ones((x.shape[1], 1))
        self.b = 0
        self.w_history.append(self.w.copy())
        for i in range(epochs):
            z = self.forpass(x)
            a = self.activation(z)
            err = -(y - a)
            w_grad, b_grad = self.backprop(x, err)
            w_grad += (self.l1 * np.sign(self.w) + self.l2 * self.w) / m
            self.w -= self.lr * w_grad
            self.b -= self.lr * b_grad
            self.w_history.append(self.w.copy())
            a = np.clip(a, 1e-10, 1 - 1e-10)
            loss = np.sum(-(y * np.log(a) + (1 - y) * np.log(1 - a)))
            self.losses.append((loss + self.reg_loss()) / m)
            self.update_val_loss(x_val, y_val)

    def predict(self, x):
        z = self.forpass(x)
        return z > 0

    def score(self, x, y):
        return np.mean(self.predict(x) == y.reshape(-1, 1))

    def reg_loss(self):
        return self.l1 * np.sum(np.abs(self.w)) + self.l2 / 2 * np.sum(self.w ** 2)

    def update_val_loss(self, x_val, y_val):
        z = self.forpass(x_val)
        a = self.activation(z)
        a = np.clip(a, 1e-10, 1 - 1e-10)
        val_loss = np.sum(-(y_val * np.log(a) + (1 - y_val) * np.log(1 - a)))
        self.val_losses.append((val_loss + self.reg_loss()) / len(y_val))

x_train = np.random.randn(364, 30)
y_train = np.random.randint(0, 2, 364)
x_val = np.random.randn(91, 30)
y_val = np.random.randint(0, 2, 91)
layer = SingleLayer(l2=0.01)
layer.fit(x_train, y_train, x_val=x_val, y_val=y_val, epochs=1000)
print(layer.score(x_val, y_val))
h = np.array(layer.w_history)
L = np.array(layer.losses)

def initialize(layers):
    params = {}
    L = len(layers)
    for l in range(1, L):
        params['W' + str(l)] = np.random.randn(layers[l], layers[l-1]) * 0.01
        params['b' + str(l)] = np.zeros((layers[l], 1))
    return params
p = initialize([784, 128, 64, 10])
w2 = p['W2']
X = np.random.randn(100, 5)
for i in range(0, X.shape[0], 32):
    batch = X[i:i+32]
    g = batch.T @ batch
