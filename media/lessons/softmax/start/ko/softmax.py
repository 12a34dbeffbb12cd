import numpy as np

# 붓꽃 세 품종 150송이: 측정값 4개와 품종 0, 1, 2.
rows = np.loadtxt("iris.csv", delimiter=",", skiprows=1)
x_train, species = rows[:120, :4], rows[:120, 4].astype(int)
x_test, species_test = rows[120:, :4], rows[120:, 4].astype(int)
mean, std = np.mean(x_train, axis=0), np.std(x_train, axis=0)
x_train, x_test = (x_train - mean) / std, (x_test - mean) / std

# 1단계: 자기 품종의 열은 1, 나머지는 0.
y_train = ...


# 2단계: z 3개를 확률 3개로.
def softmax(z):
    exp = np.exp(z)
    return ...


# 3단계: 클래스가 여럿일 때의 손실.
def loss(a, y):
    return ...


def train(x, y, epochs, learning_rate=0.5):
    w = np.zeros((4, 3))
    b = np.zeros((1, 3))
    losses = []
    for _ in range(epochs):
        a = softmax(np.dot(x, w) + b)
        losses.append(loss(a, y))
        err = a - y
        # 4단계: 그래디언트.
        w_grad = ...
        b_grad = ...
        w = w - learning_rate * w_grad
        b = b - learning_rate * b_grad
    return w, b, losses


# 5단계: 학습합니다.
w, b, losses = train(x_train, y_train, epochs=1)

# 6단계: 가장 그럴듯하다고 본 품종.
called = ...
accuracy = np.mean(called == species_test)
