import numpy as np

rows = np.loadtxt("breast_cancer.csv", delimiter=",", skiprows=1)
x_train, y_train = rows[:364, :30], rows[:364, 30:]
x_train = (x_train - np.mean(x_train, axis=0)) / np.std(x_train, axis=0)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


class TwoLayers:
    def __init__(self, features, hidden_units, learning_rate=0.5):
        self.learning_rate = learning_rate
        # 1단계: 은닉층과 출력층의 가중치.
        self.w1 = ...
        self.b1 = np.zeros((1, hidden_units))
        self.w2 = np.random.normal(0, 1, (hidden_units, 1))
        self.b2 = 0
        self.losses = []

    def hidden(self, x):
        # 2단계: 은닉층이 내놓는 값.
        return ...

    def loss(self, a, y):
        a = np.clip(a, 1e-10, 1 - 1e-10)
        return -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))

    def fit(self, x, y, epochs):
        m = len(x)
        for _ in range(epochs):
            a1 = self.hidden(x)
            # 3단계: 출력층 뉴런의 예측.
            a2 = ...
            self.losses.append(self.loss(a2, y))
            err = a2 - y
            # 4단계: 두 번째 층의 그래디언트.
            w2_grad = np.zeros_like(self.w2)
            # 5단계: 은닉층까지 되돌아온 오차.
            err_hidden = np.zeros_like(a1)
            # 6단계: 첫 번째 층의 그래디언트.
            w1_grad = np.zeros_like(self.w1)
            b1_grad = np.zeros_like(self.b1)
            self.w1 = self.w1 - self.learning_rate * w1_grad
            self.b1 = self.b1 - self.learning_rate * b1_grad
            self.w2 = self.w2 - self.learning_rate * w2_grad
            self.b2 = self.b2 - self.learning_rate * np.mean(err)


np.random.seed(42)
network = TwoLayers(features=30, hidden_units=10)
# 7단계: 학습합니다.
network.fit(x_train, y_train, epochs=1)
