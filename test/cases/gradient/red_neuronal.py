# mutant sign: `delta = (self.salida - Y) * self.salida * (1 - self.salida)` -> `delta = (Y - self.salida) * self.salida * (1 - self.salida)`
# mutant missing_activation_derivative: `delta = (self.salida - Y) * self.salida * (1 - self.salida)` -> `delta = self.salida - Y`
# mutant wrong_activation_derivative: `error_oculto = delta.dot(self.pesos2.T) * (1 - self.oculta ** 2)` -> `error_oculto = delta.dot(self.pesos2.T) * self.oculta * (1 - self.oculta)`
# mutant missing_mean: `grad2 = self.oculta.T.dot(delta) / n` -> `grad2 = self.oculta.T.dot(delta)`
# mutant wrong_layer_input: `grad2 = self.oculta.T.dot(delta) / n` -> `grad2 = X.T.dot(delta) / n`
# mutant bias_axis: `self.sesgo1 -= self.tasa * np.mean(error_oculto, axis=0)` -> `self.sesgo1 -= self.tasa * np.mean(error_oculto)`
# mutant bias_missing: `self.sesgo2 -= self.tasa * np.mean(delta, axis=0)` -> `pass`
import numpy as np


class RedNeuronal:
    def __init__(self, entradas, ocultas, salidas, tasa=0.1):
        self.pesos1 = np.random.randn(entradas, ocultas)
        self.sesgo1 = np.zeros(ocultas)
        self.pesos2 = np.random.randn(ocultas, salidas)
        self.sesgo2 = np.zeros(salidas)
        self.tasa = tasa

    def adelante(self, X):
        self.oculta = np.tanh(X.dot(self.pesos1) + self.sesgo1)
        self.salida = 1 / (1 + np.exp(-(self.oculta.dot(self.pesos2) + self.sesgo2)))
        return self.salida

    def costo(self, Y):
        return 0.5 * np.mean(np.sum((self.salida - Y) ** 2, axis=1))

    def atras(self, X, Y):
        n = X.shape[0]
        delta = (self.salida - Y) * self.salida * (1 - self.salida)
        error_oculto = delta.dot(self.pesos2.T) * (1 - self.oculta ** 2)
        grad2 = self.oculta.T.dot(delta) / n
        grad1 = X.T.dot(error_oculto) / n
        self.pesos2 -= self.tasa * grad2
        self.sesgo2 -= self.tasa * np.mean(delta, axis=0)
        self.pesos1 -= self.tasa * grad1
        self.sesgo1 -= self.tasa * np.mean(error_oculto, axis=0)

    def entrenar(self, X, Y, epocas=1000):
        costos = []
        for _ in range(epocas):
            self.adelante(X)
            costos.append(self.costo(Y))
            self.atras(X, Y)
        return costos


X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=float)
Y = np.array([[0], [1], [1], [0]], dtype=float)
red = RedNeuronal(2, 4, 1)
print(red.entrenar(X, Y)[-1])
