# mutant missing_mean: `grad_pesos = X.T @ dperdida / n + self.lam * self.pesos` -> `grad_pesos = X.T @ dperdida + self.lam * self.pesos`
# mutant sign: `residuo = self.predecir(X) - y` -> `residuo = y - self.predecir(X)`
# mutant penalty_missing: `grad_pesos = X.T @ dperdida / n + self.lam * self.pesos` -> `grad_pesos = X.T @ dperdida / n`
# mutant penalty_sign: `grad_pesos = X.T @ dperdida / n + self.lam * self.pesos` -> `grad_pesos = X.T @ dperdida / n - self.lam * self.pesos`
# mutant bias_not_averaged: `grad_sesgo = dperdida.mean()` -> `grad_sesgo = dperdida.sum()`
# mutant bias_missing: `            self.sesgo -= self.tasa * grad_sesgo\n` -> ``
# mutant other: `np.where(np.abs(residuo) <= self.delta, residuo, self.delta * np.sign(residuo))` -> `np.where(np.abs(residuo) <= self.delta, residuo, np.sign(residuo))`
# mutant divided_by_features: `        n = len(y)\n        residuo` -> `        n = X.shape[1]\n        residuo`
"""Práctica 2: regresión robusta con la pérdida de Huber."""
import numpy as np


class RegresionHuber:
    def __init__(self, delta=1.35, tasa=0.01, epocas=500, lam=0.01):
        self.delta = delta
        self.tasa = tasa
        self.epocas = epocas
        self.lam = lam
        self.pesos = None
        self.sesgo = 0.0
        self.historial = []

    def predecir(self, X):
        return X @ self.pesos + self.sesgo

    def costo(self, X, y):
        r = np.abs(y - self.predecir(X))
        cuadratica = 0.5 * r ** 2
        lineal = self.delta * (r - 0.5 * self.delta)
        perdida = np.where(r <= self.delta, cuadratica, lineal)
        return perdida.mean() + 0.5 * self.lam * np.sum(self.pesos ** 2)

    def gradientes(self, X, y):
        n = len(y)
        residuo = self.predecir(X) - y
        dperdida = np.where(np.abs(residuo) <= self.delta, residuo, self.delta * np.sign(residuo))
        grad_pesos = X.T @ dperdida / n + self.lam * self.pesos
        grad_sesgo = dperdida.mean()
        return grad_pesos, grad_sesgo

    def ajustar(self, X, y, verbose=True):
        self.pesos = np.random.normal(0, 0.1, X.shape[1])
        for epoca in range(self.epocas):
            grad_pesos, grad_sesgo = self.gradientes(X, y)
            self.pesos -= self.tasa * grad_pesos
            self.sesgo -= self.tasa * grad_sesgo
            c = self.costo(X, y)
            self.historial.append(c)
            if verbose and epoca % 50 == 0:
                print('Época', epoca, 'costo =', round(c, 4))
        return self
