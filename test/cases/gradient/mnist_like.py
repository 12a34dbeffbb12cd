import numpy as np
from tensorflow.keras.datasets import mnist

(x_train, y_train), (x_test, y_test) = mnist.load_data()
x_train = x_train.reshape(-1, 784) / 255.0


class Net:
    def __init__(self):
        self.w1 = np.random.randn(784, 64) * 0.05
        self.b1 = np.zeros(64)
        self.w2 = np.random.randn(64, 10) * 0.05
        self.b2 = np.zeros(10)

    def forward(self, x):
        self.z1 = x @ self.w1 + self.b1
        self.a1 = np.maximum(0, self.z1)
        z2 = self.a1 @ self.w2 + self.b2
        e = np.exp(z2 - z2.max(axis=1, keepdims=True))
        self.p = e / e.sum(axis=1, keepdims=True)
        return self.p

    def train_step(self, x, y, lr=0.1):
        m = len(x)
        p = self.forward(x)
        loss = -np.log(p[np.arange(m), y] + 1e-9).mean()
        d2 = p.copy()
        d2[np.arange(m), y] -= 1
        d2 /= m
        dw2 = self.a1.T @ d2
        db2 = d2.sum(axis=0)
        d1 = (d2 @ self.w2.T) * (self.z1 > 0)
        dw1 = x.T @ d1
        db1 = d1.sum(axis=0)
        self.w1 -= lr * dw1
        self.b1 -= lr * db1
        self.w2 -= lr * dw2
        self.b2 -= lr * db2
        return loss


net = Net()
for epoch in range(5):
    for i in range(0, len(x_train), 64):
        loss = net.train_step(x_train[i:i+64], y_train[i:i+64])
    print(epoch, loss)
