import numpy as np

# 종양 569개를 30가지로 측정한 값입니다. 마지막 열은 양성이면 1, 악성이면 0입니다.
# 행은 섞여 있습니다: 학습용 364개, 검증용 91개, 테스트용 114개.
rows = np.loadtxt("breast_cancer.csv", delimiter=",", skiprows=1)
x_train, y_train = rows[:364, :30], rows[:364, 30:]
x_val, y_val = rows[364:455, :30], rows[364:455, 30:]

# 1단계: 특성마다 평균 0, 표준편차 1로 맞춥니다.
mean = ...
std = np.std(x_train, axis=0)
x_train = (x_train - mean) / std

# 2단계: 검증 데이터도 같은 기준으로 맞춥니다.
x_val = ...

w = np.ones((30, 1))
b = 0.5


# 3단계: 반복 364번을 곱셈 한 번으로.
def forpass(x, w, b):
    z = np.zeros((len(x), 1))
    for i in range(len(x)):
        z[i, 0] = np.sum(x[i] * w[:, 0]) + b
    return z


# 4단계: 모든 z의 시그모이드를 한 번에.
def activation(z):
    return ...


# 5단계: 전체 샘플의 손실 하나.
def loss(a, y):
    a = np.clip(a, 1e-10, 1 - 1e-10)  # log(0)은 음의 무한대입니다
    return ...


# 6단계: 같은 함수를 검증 데이터 91개에.
train_loss = loss(activation(forpass(x_train, w, b)), y_train)
val_loss = ...
