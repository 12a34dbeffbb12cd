# mutant missing_mean: `ds = (p - t) / m` -> `ds = p - t`
import numpy as np

class BatchNorm:
    def __init__(self, dim, momentum=0.9, eps=1e-3):
        self.gamma = np.ones((1, dim))
        self.beta = np.zeros((1, dim))
        self.momentum, self.eps = momentum, eps
        self.running_mean = np.zeros((1, dim))
        self.running_var = np.ones((1, dim))

    def forward(self, x, train=True):
        if train:
            mean = x.mean(axis=0, keepdims=True)
            var = x.var(axis=0, keepdims=True)
            self.running_mean = self.momentum * self.running_mean + (1 - self.momentum) * mean
            self.running_var = self.momentum * self.running_var + (1 - self.momentum) * var
        else:
            mean, var = self.running_mean, self.running_var
        self.xc = x - mean
        self.std = np.sqrt(var + self.eps)
        self.xn = self.xc / self.std
        return self.gamma * self.xn + self.beta

    def backward(self, dout):
        m = dout.shape[0]
        self.dgamma = (dout * self.xn).sum(axis=0, keepdims=True)
        self.dbeta = dout.sum(axis=0, keepdims=True)
        dxn = dout * self.gamma
        return (1.0 / m) / self.std * (m * dxn - dxn.sum(axis=0, keepdims=True) - self.xn * (dxn * self.xn).sum(axis=0, keepdims=True))

class Net:
    def __init__(self, n, h, k):
        self.W1 = np.random.randn(n, h) * 0.1
        self.b1 = np.zeros((1, h))
        self.bn1 = BatchNorm(h)
        self.W2 = np.random.randn(h, h) * 0.1
        self.b2 = np.zeros((1, h))
        self.bn2 = BatchNorm(h)
        self.W3 = np.random.randn(h, k) * 0.1
        self.b3 = np.zeros((1, k))

    def step(self, x, t, lr):
        m = x.shape[0]
        z1 = x @ self.W1 + self.b1
        n1 = self.bn1.forward(z1)
        a1 = np.maximum(n1, 0)
        z2 = a1 @ self.W2 + self.b2
        n2 = self.bn2.forward(z2)
        a2 = np.maximum(n2, 0)
        s = a2 @ self.W3 + self.b3
        e = np.exp(s - s.max(axis=1, keepdims=True))
        p = e / e.sum(axis=1, keepdims=True)
        loss = -np.sum(t * np.log(p + 1e-9)) / m
        ds = (p - t) / m
        dW3 = a2.T @ ds
        db3 = ds.sum(axis=0, keepdims=True)
        dn2 = (ds @ self.W3.T) * (n2 > 0)
        dz2 = self.bn2.backward(dn2)
        dW2 = a1.T @ dz2
        db2 = dz2.sum(axis=0, keepdims=True)
        dn1 = (dz2 @ self.W2.T) * (n1 > 0)
        dz1 = self.bn1.backward(dn1)
        dW1 = x.T @ dz1
        db1 = dz1.sum(axis=0, keepdims=True)
        self.W1 -= lr * dW1; self.b1 -= lr * db1
        self.W2 -= lr * dW2; self.b2 -= lr * db2
        self.W3 -= lr * dW3; self.b3 -= lr * db3
        for bn in (self.bn1, self.bn2):
            bn.gamma -= lr * bn.dgamma
            bn.beta -= lr * bn.dbeta
        return loss

X = np.random.randn(80, 4)
T = np.eye(3)[np.random.randint(0, 3, 80)]
net = Net(4, 8, 3)
for k in range(50):
    print(net.step(X, T, 0.1))
