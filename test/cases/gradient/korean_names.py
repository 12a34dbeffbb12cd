# mutant missing_mean: `가중치_기울기 = np.dot(x.T, 오차) / 샘플수` -> `가중치_기울기 = np.dot(x.T, 오차)`
# mutant sign: `오차 = 예측 - y` -> `오차 = y - 예측`
# mutant bias_not_averaged: `절편_기울기 = np.sum(오차) / 샘플수` -> `절편_기울기 = np.sum(오차)`
# mutant transposed_result: `np.dot(x.T, 오차) / 샘플수` -> `np.dot(오차.T, x) / 샘플수`
# mutant divided_by_features: `가중치_기울기 = np.dot(x.T, 오차) / 샘플수` -> `가중치_기울기 = np.dot(x.T, 오차) / x.shape[1]`
# mutant factor_two: `가중치_기울기 = np.dot(x.T, 오차) / 샘플수` -> `가중치_기울기 = 2 * np.dot(x.T, 오차) / 샘플수`
# mutant bias_missing: `self.절편 -= self.학습률 * 절편_기울기` -> `pass`
import numpy as np


class 선형회귀:
    """경사 하강법으로 배우는 선형 뉴런"""

    def __init__(self, 학습률=0.1):
        self.학습률 = 학습률
        self.가중치 = None
        self.절편 = None
        self.손실_기록 = []

    def 정방향(self, x):
        return np.dot(x, self.가중치) + self.절편

    def 손실(self, 예측, y):
        return np.mean((예측 - y) ** 2) / 2

    def 역방향(self, x, y, 예측):
        샘플수 = len(x)
        오차 = 예측 - y                       # 오차를 계산합니다
        가중치_기울기 = np.dot(x.T, 오차) / 샘플수
        절편_기울기 = np.sum(오차) / 샘플수
        return 가중치_기울기, 절편_기울기

    def 훈련(self, x, y, 에포크=100):
        self.가중치 = np.ones((x.shape[1], 1))
        self.절편 = 0.0
        for i in range(에포크):
            예측 = self.정방향(x)
            self.손실_기록.append(self.손실(예측, y))
            가중치_기울기, 절편_기울기 = self.역방향(x, y, 예측)
            self.가중치 -= self.학습률 * 가중치_기울기
            self.절편 -= self.학습률 * 절편_기울기


x = np.random.randn(50, 3)
y = x @ np.array([[1.0], [-2.0], [0.5]]) + 0.3
뉴런 = 선형회귀()
뉴런.훈련(x, y, 100)
print(뉴런.가중치, 뉴런.절편)
