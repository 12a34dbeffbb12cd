# mutant missing_mean: `오차 = (확률 - 정답) / 개수` -> `오차 = 확률 - 정답`
# mutant missing_activation_derivative: `은닉_오차 = 오차 @ self.w2.T * 마스크 * (은닉 > 0)` -> `은닉_오차 = 오차 @ self.w2.T * 마스크`
# mutant sign: `오차 = (확률 - 정답) / 개수` -> `오차 = (정답 - 확률) / 개수`
# mutant penalty_missing: `w1_기울기 = x.T @ 은닉_오차 + self.l2 * self.w1` -> `w1_기울기 = x.T @ 은닉_오차`
# mutant bias_missing: `        self.b1 -= self.학습률 * 은닉_오차.sum(axis=0)\n` -> ``
# mutant wrong_layer_input: `w2_기울기 = 은닉_드롭.T @ 오차 + self.l2 * self.w2` -> `w2_기울기 = 은닉.T @ 오차 + self.l2 * self.w2`
import numpy as np


class 신경망:
    """드롭아웃과 조기 종료가 있는 두 층 신경망"""

    def __init__(self, 은닉_수=8, 학습률=0.1, l2=0.01, 남길_비율=0.8):
        self.은닉_수 = 은닉_수
        self.학습률 = 학습률
        self.l2 = l2
        self.남길_비율 = 남길_비율
        self.손실들 = []

    def 초기화(self, 특성_수):
        self.w1 = np.random.randn(특성_수, self.은닉_수) * 0.1
        self.b1 = np.zeros(self.은닉_수)
        self.w2 = np.random.randn(self.은닉_수, 1) * 0.1
        self.b2 = np.zeros(1)

    def 한_번_학습(self, x, 정답):
        개수 = x.shape[0]
        은닉 = np.maximum(0, x @ self.w1 + self.b1)
        마스크 = (np.random.rand(*은닉.shape) < self.남길_비율) / self.남길_비율
        은닉_드롭 = 은닉 * 마스크
        확률 = 1 / (1 + np.exp(-(은닉_드롭 @ self.w2 + self.b2)))
        손실 = -np.mean(정답 * np.log(확률 + 1e-10) + (1 - 정답) * np.log(1 - 확률 + 1e-10))
        손실 += self.l2 / 2 * (np.sum(self.w1 ** 2) + np.sum(self.w2 ** 2))
        오차 = (확률 - 정답) / 개수
        w2_기울기 = 은닉_드롭.T @ 오차 + self.l2 * self.w2
        은닉_오차 = 오차 @ self.w2.T * 마스크 * (은닉 > 0)
        w1_기울기 = x.T @ 은닉_오차 + self.l2 * self.w1
        self.b2 -= self.학습률 * 오차.sum(axis=0)
        self.w2 -= self.학습률 * w2_기울기
        self.b1 -= self.학습률 * 은닉_오차.sum(axis=0)
        self.w1 -= self.학습률 * w1_기울기
        return 손실

    def fit(self, x, y, epochs=100, 참을성=5):
        self.초기화(x.shape[1])
        최저 = np.inf
        기다림 = 0
        for _ in range(epochs):
            손실 = self.한_번_학습(x, y.reshape(-1, 1))
            self.손실들.append(손실)
            if 손실 < 최저:
                최저, 기다림 = 손실, 0
            else:
                기다림 += 1
                if 기다림 >= 참을성:
                    break
        return self
