import numpy as np

rows = np.loadtxt("breast_cancer.csv", delimiter=",", skiprows=1)
x_train, y_train = rows[:364, :30], rows[:364, 30:]
x_val, y_val = rows[364:455, :30], rows[364:455, 30:]
mean, std = np.mean(x_train, axis=0), np.std(x_train, axis=0)
x_train, x_val = (x_train - mean) / std, (x_val - mean) / std


class Neuron:
    def __init__(self, learning_rate=0.1):
        self.learning_rate = learning_rate
        self.w = None
        self.b = 0
        self.losses = []
        self.val_losses = []

    def forpass(self, x):
        return np.dot(x, self.w) + self.b

    def activation(self, z):
        return 1 / (1 + np.exp(-z))

    def loss(self, a, y):
        a = np.clip(a, 1e-10, 1 - 1e-10)
        return -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))

    # 2단계: 곱셈 한 번으로 구하는 그래디언트.
    def weight_gradient(self, x, err):
        m = len(x)
        w_grad = np.zeros((x.shape[1], 1))
        for i in range(m):
            w_grad += err[i, 0] * x[i].reshape(-1, 1)
        return w_grad / m

    # 3단계: 절편의 그래디언트.
    def intercept_gradient(self, err):
        return ...

    def fit(self, x, y, epochs, x_val, y_val):
        self.w = np.ones((x.shape[1], 1))
        self.b = 0
        for _ in range(epochs):
            a = self.activation(self.forpass(x))
            # 1단계: 오차.
            err = ...
            self.losses.append(self.loss(a, y))
            # 4단계: 업데이트.
            self.w = ...
            self.b = self.b - self.learning_rate * self.intercept_gradient(err)
            a_val = self.activation(self.forpass(x_val))
            self.val_losses.append(self.loss(a_val, y_val))


# 5단계: 100 에포크 동안 학습합니다.
neuron = Neuron(learning_rate=0.1)
neuron.fit(x_train, y_train, epochs=1, x_val=x_val, y_val=y_val)

# 6단계: 91개 가운데 몇 개를 맞혔을까요?
called_benign = neuron.forpass(x_val) > 0
accuracy = ...
