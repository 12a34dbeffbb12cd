# mutant missing_mean: `dZ2 = (A2 - Y) / m` -> `dZ2 = (A2 - Y)`
# mutant wrong_activation_derivative: `dZ1 = np.dot(W2.T, dZ2) * sigmoid_grad(Z1)` -> `dZ1 = np.dot(W2.T, dZ2) * (1 - np.tanh(Z1) ** 2)`
# mutant uses_z_for_a: `dW2 = np.dot(dZ2, A1.T)` -> `dW2 = np.dot(dZ2, Z1.T)`
# mutant bias_axis: `db2 = np.sum(dZ2, axis=1, keepdims=True)` -> `db2 = np.sum(dZ2)`
# mutant sign: `dZ2 = (A2 - Y) / m` -> `dZ2 = (Y - A2) / m`
# mutant penalty_missing: `dW1 = np.dot(dZ1, X.T) + lambd * W1 / m` -> `dW1 = np.dot(dZ1, X.T)`
# mutant transposed_result: `dZ1 = np.dot(W2.T, dZ2) * sigmoid_grad(Z1)` -> `dZ1 = np.dot(W2, dZ2) * sigmoid_grad(Z1)`
# Tarea 3. Red neuronal de dos capas, ejemplos por columnas
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def sigmoid_grad(z):
    s = sigmoid(z)
    return s * (1 - s)


def inicializar_parametros(n_x, n_h, n_y):
    W1 = np.random.randn(n_h, n_x) * 0.01
    b1 = np.zeros((n_h, 1))
    W2 = np.random.randn(n_y, n_h) * 0.01
    b2 = np.zeros((n_y, 1))
    parametros = {'W1': W1, 'b1': b1, 'W2': W2, 'b2': b2}
    return parametros


def propagacion_adelante(X, parametros):
    W1, b1, W2, b2 = (parametros[k] for k in ('W1', 'b1', 'W2', 'b2'))
    Z1 = np.dot(W1, X) + b1
    A1 = sigmoid(Z1)
    Z2 = np.dot(W2, A1) + b2
    A2 = sigmoid(Z2)
    return A2, (Z1, A1, Z2)


def calcular_costo(A2, Y, parametros, lambd):
    m = Y.shape[1]
    logprobs = Y * np.log(A2) + (1 - Y) * np.log(1 - A2)
    costo = -np.sum(logprobs) / m
    costo += lambd / (2 * m) * (np.sum(parametros['W1'] ** 2) + np.sum(parametros['W2'] ** 2))
    return costo


def propagacion_atras(X, Y, A2, cache, parametros, lambd):
    m = X.shape[1]
    Z1, A1, Z2 = cache
    W1, W2 = parametros['W1'], parametros['W2']
    dZ2 = (A2 - Y) / m
    dW2 = np.dot(dZ2, A1.T) + lambd * W2 / m
    db2 = np.sum(dZ2, axis=1, keepdims=True)
    dZ1 = np.dot(W2.T, dZ2) * sigmoid_grad(Z1)
    dW1 = np.dot(dZ1, X.T) + lambd * W1 / m
    db1 = np.sum(dZ1, axis=1, keepdims=True)
    return {'dW1': dW1, 'db1': db1, 'dW2': dW2, 'db2': db2}


def actualizar(parametros, gradientes, alfa):
    for clave in parametros.keys():
        parametros[clave] = parametros[clave] - alfa * gradientes['d' + clave]
    return parametros


def entrenar(X, Y, n_h=4, alfa=0.5, lambd=0.1, n_iteraciones=5000, imprimir=True):
    parametros = inicializar_parametros(X.shape[0], n_h, Y.shape[0])
    costos = []
    for i in range(n_iteraciones):
        A2, cache = propagacion_adelante(X, parametros)
        costo = calcular_costo(A2, Y, parametros, lambd)
        gradientes = propagacion_atras(X, Y, A2, cache, parametros, lambd)
        parametros = actualizar(parametros, gradientes, alfa)
        if i % 500 == 0:
            costos.append(costo)
            if imprimir:
                print("Iteración", i, "costo", costo)
    return parametros, costos
