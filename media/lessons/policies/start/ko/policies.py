import numpy as np

rows = np.loadtxt("breast_cancer.csv", delimiter=",", skiprows=1)
x_train, y_train = rows[:364, :30], rows[:364, 30:]
x_train = (x_train - np.mean(x_train, axis=0)) / np.std(x_train, axis=0)


def predict(x, w, b):
    return 1 / (1 + np.exp(-(np.dot(x, w) + b)))


def loss(a, y):
    a = np.clip(a, 1e-10, 1 - 1e-10)
    return -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))


def train(x, y, batch_size, epochs, learning_rate=0.1):
    """업데이트할 때마다 손실을 적어 둡니다."""
    w = np.ones((x.shape[1], 1))
    b = 0
    losses = []
    for _ in range(epochs):
        # 6단계: 에포크마다 샘플을 섞습니다.
        order = np.arange(len(x))
        for start in range(0, len(x), batch_size):
            # 1단계: 이번 배치의 샘플.
            batch = ...
            x_batch, y_batch = x[batch], y[batch]
            err = predict(x_batch, w, b) - y_batch
            # 2단계: 배치의 그래디언트.
            w_grad = np.zeros_like(w)
            w = w - learning_rate * w_grad
            b = b - learning_rate * np.mean(err)
            losses.append(loss(predict(x_batch, w, b), y_batch))
    return losses


# 3단계: 한 에포크에 몇 번 업데이트할까요? 배치, 32개씩 미니 배치, 샘플 하나.
updates = ...

# 4단계: 세 가지 방법.
batch_losses = train(x_train, y_train, batch_size=364, epochs=20)
mini_losses = ...
one_losses = ...


# 5단계: 손실이 앞의 값보다 커진 것은 몇 번일까요?
def rises(losses):
    return ...
