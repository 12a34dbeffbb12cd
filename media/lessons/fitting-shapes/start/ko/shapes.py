import numpy as np

x = np.ones((364, 30))  # 샘플 364개, 특성 30개
w = np.ones((30, 1))  # 특성마다 가중치 하나
y = np.arange(364) % 2  # 샘플마다 클래스 하나, 누워 있음

# 1단계: 곱하기 전에 결과의 모양을 말해 봅니다.
z_shape = ...
z = np.dot(x, w)

# 2단계: 이 가중치는 옆으로 누워 있습니다: (1, 30).
w_row = np.ones((1, 30))
z_row = ...

# 3단계: 뉴런이 10개인 은닉층.
w1 = ...
hidden = np.dot(x, w1)

# 4단계: 그 10개를 읽는 뉴런 하나.
w2 = ...
out = np.dot(hidden, w2)

# 5단계: 은닉층의 뉴런마다 절편 하나.
b1 = ...
shifted = hidden + b1

# 6단계: 샘플마다 오차 하나.
err = ...
