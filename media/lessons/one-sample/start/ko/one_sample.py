import numpy as np

x = np.array([0.5, -1.0, 2.0])  # 샘플 하나, 특성 3개
y = 1  # 클래스: 0 또는 1
w = np.array([0.1, 0.2, -0.3])  # 가중치
b = 0.1  # 절편
learning_rate = 0.5

# 1단계: 정방향 계산의 결과는 수 하나입니다.
z = ...

# 2단계: 시그모이드 함수가 z를 확률로 바꿉니다.
a = ...


# 3단계: 얼마나 틀렸을까요?
def cross_entropy(y, a):
    return ...


loss = cross_entropy(y, a)

# 4단계: 오차는 예측에서 클래스를 뺀 값입니다.
err = ...

# 5단계: 그래디언트는 가중치마다 하나입니다.
w_grad = ...
b_grad = err

# 6단계: 내리막으로 한 걸음 갑니다.
w_new = ...
b_new = b - learning_rate * b_grad

# 7단계: 확률적 경사 하강법, 샘플을 하나씩 봅니다.
samples = np.array([[0.5, -1.0, 2.0], [1.0, 0.5, -0.5], [-1.5, 1.0, 0.5], [0.0, 2.0, -1.0]])
classes = np.array([1, 1, 0, 0])
w_sgd = np.zeros(3)
b_sgd = 0.0
losses = []
for epoch in range(20):
    total = 0.0
    for i in range(4):
        a_i = 1 / (1 + np.exp(-(np.sum(samples[i] * w_sgd) + b_sgd)))
        total = total - (classes[i] * np.log(a_i) + (1 - classes[i]) * np.log(1 - a_i))
        err_i = a_i - classes[i]
        w_sgd = ...
        b_sgd = b_sgd - learning_rate * err_i
    losses.append(total / 4)
