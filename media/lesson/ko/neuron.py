"""샘플 364개를 한 번에 학습하는 뉴런

배열 위에 포인터를 올리면 모양이 보이고, 코드 옆에서 미분 유도 과정을 볼 수 있습니다.
그러기 위해 실행할 것은 아무것도 없습니다. 파이썬과 NumPy, scikit-learn이 설치되어
있다면 이 코드를 그대로 실행할 수 있고, '뉴런 학습' 명령과 같은 값이 출력됩니다.
"""

import numpy as np
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split

# --- 1. 한 행씩, 아니면 모든 행을 한 번에 ------------------------------------

a = np.arange(0, 30).reshape(10, 3)  # 특성이 3개인 샘플 10개
b = np.arange(0, 3).reshape(3, 1)  # 가중치 3개, 특성마다 하나씩
print(a)
print(b)

# 점곱은 행 하나와 가중치로 숫자 하나를 만듭니다. 행마다 np.sum을 부르는 반복문은
# 열 번을 돌아야 합니다.
for row in a:
    print(np.sum(row * b[:, 0]), end=" ")
print()

# 행렬 곱셈은 같은 숫자 열 개를 한 번에 구합니다.
# (10, 3) · (3, 1) -> (10, 1). 서로 맞닿는 안쪽 크기 3과 3이 같아야 합니다.
print(np.dot(a, b))

# --- 2. 데이터: 종양 569개, 종양마다 측정값 30개 -----------------------------

cancer = load_breast_cancer()
x_all, x_test, y_all, y_test = train_test_split(
    cancer.data, cancer.target, stratify=cancer.target, test_size=0.2, random_state=42
)
x_train, x_val, y_train, y_val = train_test_split(
    x_all, y_all, stratify=y_all, test_size=0.2, random_state=42
)
print(x_train.shape, x_val.shape, x_test.shape)

# 특성마다 단위가 크게 다르므로 열마다 평균을 0, 표준편차를 1로 맞춥니다. 기준은 훈련
# 세트 364행에서만 구합니다. 나머지 행은 아직 아무도 보지 못한 종양을 대신하기
# 때문입니다.
mean = np.mean(x_train, axis=0)  # (30,): 열마다 평균 하나
std = np.std(x_train, axis=0)
x_train = (x_train - mean) / std  # (364, 30) - (30,): 모든 행에 브로드캐스팅
x_val = (x_val - mean) / std
x_test = (x_test - mean) / std

# --- 3. 뉴런 -----------------------------------------------------------------


class SingleLayer:
    """뉴런 하나: z = x·w + b, a = sigmoid(z). 배치 경사 하강법으로 학습합니다."""

    def __init__(self, learning_rate=0.1, l1=0, l2=0):
        self.w = None
        self.b = 0
        self.lr = learning_rate
        self.l1 = l1
        self.l2 = l2
        self.losses = []
        self.val_losses = []

    def forpass(self, x):
        """정방향 계산: 행렬 곱셈 한 번으로 모든 샘플의 z를 구합니다."""
        z = np.dot(x, self.w) + self.b  # (364, 30) · (30, 1) -> (364, 1)
        return z

    def activation(self, z):
        """시그모이드: 어떤 z든 0과 1 사이의 값으로 바꿉니다."""
        return 1 / (1 + np.exp(-z))

    def backprop(self, x, err):
        """역방향 계산: 그래디언트를 구합니다. 모양은 언제나 w와 같습니다."""
        m = len(x)
        # err는 364행 1열입니다. 두 364가 맞닿도록 x.T로 x를 전치하면
        # (30, 364) · (364, 1) -> (30, 1), 곧 모든 샘플의 err * x를 더한 값입니다.
        # 손실이 샘플 전체의 평균이므로 그래디언트도 m으로 나눕니다.
        w_grad = np.dot(x.T, err) / m
        b_grad = np.sum(err) / m
        return w_grad, b_grad

    def fit(self, x, y, epochs=100, x_val=None, y_val=None):
        """배치 경사 하강법: 에포크마다 전체 샘플을 쓰고 가중치는 한 번 고칩니다."""
        m = len(x)
        # 이 줄이 없으면 y는 (364,)입니다. 그때 y - a는 오류를 내지 않고 조용히
        # (364, 364)로 커집니다.
        y = y.reshape(-1, 1)
        self.w = np.ones((x.shape[1], 1))
        self.b = 0
        for _ in range(epochs):
            z = self.forpass(x)
            a = self.activation(z)
            err = -(y - a)
            w_grad, b_grad = self.backprop(x, err)
            w_grad += (self.l1 * np.sign(self.w) + self.l2 * self.w) / m
            self.w -= self.lr * w_grad
            self.b -= self.lr * b_grad
            self.losses.append(self.loss(a, y))
            self.update_val_loss(x_val, y_val)

    def loss(self, a, y):
        """손실 함수: 이진 크로스 엔트로피의 평균에 규제를 더합니다."""
        a = np.clip(a, 1e-10, 1 - 1e-10)  # log(0)은 음의 무한대
        data_loss = -np.sum(y * np.log(a) + (1 - y) * np.log(1 - a))
        return (data_loss + self.reg_loss()) / len(y)

    def reg_loss(self):
        """큰 가중치에 매기는 벌점: L1은 |w|의 합, L2는 w 제곱의 합의 절반입니다."""
        return self.l1 * np.sum(np.abs(self.w)) + self.l2 / 2 * np.sum(self.w**2)

    def update_val_loss(self, x_val, y_val):
        """학습에 쓰지 않는 검증 세트의 손실을 기록합니다."""
        if x_val is None:
            return
        a = self.activation(self.forpass(x_val))  # (91, 1)
        self.val_losses.append(self.loss(a, y_val.reshape(-1, 1)))

    def predict(self, x):
        """뉴런이 1이라고 답하면 True입니다. a > 0.5는 z > 0과 같은 뜻입니다."""
        return self.forpass(x) > 0

    def score(self, x, y):
        """정확도: 클래스를 바르게 맞힌 샘플의 비율입니다."""
        return np.mean(self.predict(x) == y.reshape(-1, 1))


# --- 4. 학습 -----------------------------------------------------------------

# 가중치를 한 번 고칠 때 샘플 364개를 모두 보므로 손실이 매끄럽게 줄어듭니다. 속도도 더
# 빠릅니다. 한 에포크가 반복문 364번이 아니라 행렬 곱셈 몇 번이기 때문입니다. 샘플을
# 하나씩 쓰면 한 에포크에 가중치를 364번 고치므로 에포크당 더 많이 배우지만, 손실은
# 들쭉날쭉합니다.
layer = SingleLayer(learning_rate=0.1)
layer.fit(x_train, y_train, epochs=100, x_val=x_val, y_val=y_val)

for epoch in (1, 2, 10, 100):
    train_loss = layer.losses[epoch - 1]
    val_loss = layer.val_losses[epoch - 1]
    print(f"epoch {epoch}: loss {train_loss:.8f}, validation loss {val_loss:.8f}")

print(f"train accuracy: {layer.score(x_train, y_train):.8f}")
print(f"validation accuracy: {layer.score(x_val, y_val):.8f}")
print(f"test accuracy: {layer.score(x_test, y_test):.8f}")

# 검증 세트 91행을 무엇이라고 판단했을까요? 클래스 0은 악성(malignant), 클래스 1은
# 양성(benign)입니다.
called_benign = layer.predict(x_val)
is_benign = y_val.reshape(-1, 1) == 1
print("benign, called benign:", np.sum(is_benign & called_benign))
print("benign, called malignant:", np.sum(is_benign & ~called_benign))
print("malignant, called benign:", np.sum(~is_benign & called_benign))
print("malignant, called malignant:", np.sum(~is_benign & ~called_benign))

# 크기가 큰 가중치부터 출력합니다. 양수는 양성(benign), 음수는 악성(malignant) 쪽에
# 무게를 싣습니다.
for j in np.argsort(-np.abs(layer.w[:, 0])):
    print(f"{layer.w[j, 0]:12.8f}  {cancer.feature_names[j]}")
print(f"{layer.b:12.8f}  intercept")

# --- 5. 큰 가중치에 매기는 벌점 ----------------------------------------------

# 모든 가중치를 0 쪽으로 살며시 당기면서 더 오래 학습합니다.
penalised = SingleLayer(learning_rate=0.1, l2=0.01)
penalised.fit(x_train, y_train, epochs=1000, x_val=x_val, y_val=y_val)
print(f"with L2, epoch 1000: loss {penalised.losses[-1]:.8f}, ", end="")
print(f"validation loss {penalised.val_losses[-1]:.8f}")
print(f"with L2, validation accuracy: {penalised.score(x_val, y_val):.8f}")
